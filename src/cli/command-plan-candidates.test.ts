import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { smallTown } from '../testing/small-town.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-candidates-'));
  writeFileSync(at('town.geojson'), smallTown());
  writeFileSync(
    at('sites.csv'),
    'id,x,y,height,azimuth,downtilt,frequency,power,power_per\nA,-150,0,30,90,5,2e9,-20,re\nB,-150,9,30,270,5,2e9,-30,re\n',
  );
  // The second is the first again, the third has sectors of its own.
  writeFileSync(
    at('places.csv'),
    'id,site,x,y,height,azimuth\neast,,170,0,25,\ntwin,,172,2,25,\nn1,north,0,170,25,90\nn2,north,0,170,25,270\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUICK = ['--size', '40', '--cell-size', '20', '--engine', 'free-space', '--centre', 'scene'];
const ask = (...words: string[]) =>
  runCommand(
    ...['plan', 'candidates', '--scene', at('town.geojson'), '--sites', at('sites.csv'), '--adapter', 'cpu'],
    ...QUICK,
    ...words,
  );
const TARGET = ['--rsrp-target', '-95', '--sinr-weight', '0'];

describe('boresight plan candidates', () => {
  it('ranks the places of a list, sectors of one site together', async () => {
    const { code, out } = await ask('--candidates', at('places.csv'), ...TARGET, '--out', at('c.csv'), '--json');
    expect(code).toBe(0);
    const { alone, chosen, before, engine } = JSON.parse(out);
    expect(engine).toBe('free-space');
    expect(alone.map(({ id }: { id: string }) => id).sort()).toEqual(['east', 'north', 'twin']);
    expect(alone[0].gain).toBeGreaterThan(0.05);
    for (const [i, one] of alone.entries()) {
      expect(one.objective).toBeCloseTo(before.objective + one.gain, 12);
      if (i > 0) expect(one.gain).toBeLessThanOrEqual(alone[i - 1].gain);
    }
    // What its twin has won is not won twice.
    const twins = chosen.filter(({ id }: { id: string }) => id !== 'north');
    expect(twins[1]?.gain ?? 0).toBeLessThan(0.1 * twins[0].gain);
    const lines = readFileSync(at('c.csv'), 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]!.split(',')[0]).toBe(alone[0].id);
  });

  it('looks for roofs itself', async () => {
    const { out } = await ask('--roofs', '150', '--apart', '50', ...TARGET, '--choose', '1', '--json');
    const { alone, chosen } = JSON.parse(out);
    expect(alone).toHaveLength(4);
    expect(chosen).toHaveLength(1);
    // 14 or 22 m and a mast of 5 m.
    for (const { z } of alone) expect([19, 27]).toContain(Math.round(z));
  });

  it.each([
    [[], 'nothing says where sites may stand'],
    [['--candidates', 'x', '--roofs', '100'], 'give one of them'],
    [['--candidates', 'places.csv', '--apart', '10'], '--apart is of --roofs'],
    [['--roofs', '100', '--roof-heights', '50,60'], 'No roof from 50 to 60 m lies on the map'],
    [['--candidates', 'places.csv', '--like', 'C'], '--like C is none of the 2 sectors'],
    [['--candidates', 'places.csv', '--bearings', '0,north'], '"north" is no bearing'],
    [['--candidates', 'sites.csv'], 'Candidate A is called as a sector that stands'],
  ])('refuses %j', async (words, message) => {
    const { code, error } = await ask(...words.map((word) => (word.endsWith('.csv') ? at(word) : word)));
    expect([code, error]).toEqual([1, expect.stringContaining(message)]);
  });
});

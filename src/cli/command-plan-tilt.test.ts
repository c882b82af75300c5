import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { smallTown } from '../testing/small-town.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-tilt-'));
  writeFileSync(at('town.geojson'), smallTown());
  const rows = ['A,-150,0,60,90,10', 'B,150,0,60,270,10'];
  writeFileSync(at('sites.csv'), `id,x,y,height,azimuth,downtilt\n${rows.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUICK = ['--size', '20', '--cell-size', '20', '--azimuths', '64', '--max-depth', '1', '--refraction', 'off'];
const tilt = (...words: string[]) =>
  runCommand(
    ...[
      'plan',
      'tilt',
      '--scene',
      at('town.geojson'),
      '--sites',
      at('sites.csv'),
      '--adapter',
      'cpu',
      ...QUICK,
      ...words,
    ],
  );

describe('boresight plan tilt', () => {
  it('gives tables before and after by sector, and both numbers', async () => {
    const { code, out, error } = await tilt('--sectors', 'A', '--tilt-step', '6', '--out', at('tilt.csv'), '--json');
    expect([code, error.split('\n').filter((line) => !line.startsWith('warning'))]).toEqual([0, ['']]);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ weighed_by: 'area', seed: 42, targets: { rsrp: -100, sinr: 3 } });
    expect(document.sectors.map((s: { id: string; turnable: boolean }) => [s.id, s.turnable])).toEqual([
      ['A', true],
      ['B', false],
    ]);
    expect(document.solved.after.objective).toBeGreaterThanOrEqual(document.solved.before.objective);
    expect(document.search.settings_tried).toBeLessThanOrEqual(4);
    expect([0, 6, 10, 12]).toContain(document.sectors[0].after.tilt);
    expect(document.sectors[0].before).toMatchObject({ tilt: 10, azimuth: 90 });
    const lines = readFileSync(at('tilt.csv'), 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^B,no,10,10,270,270,/);
  });

  it('takes limits by sector, which say which may be turned', async () => {
    writeFileSync(at('limits.csv'), 'id,electrical_min,electrical_max,mechanical,azimuth_range\nB,2,4,1,\n');
    const { out } = await tilt('--limits', at('limits.csv'), '--starts', '1', '--out', at('tilt.json'));
    expect(out).toMatch(/^A +10\.0 +- +90\.0 +- /m);
    const { sectors, search } = JSON.parse(readFileSync(at('tilt.json'), 'utf8'));
    // 3, 4 and 5 deg beside the 10 that it has.
    expect([3, 4, 5, 10]).toContain(sectors[1].after.tilt);
    expect(search.settings_tried).toBe(4);
  });

  it.each([
    [['--sectors', 'A,C'], '--sectors names C, which is none of the 2 sectors'],
    [['--tilts', '9,2'], '--tilts 9,2: two tilts from -90 to 90 deg, the lower first'],
    [['--rsrp-weight', '0', '--sinr-weight', '0'], 'both 0, so nothing is sought'],
    [['--out', 'tilt.txt'], 'results are written as .csv or .json'],
    [['--load', '2'], '--load 2: must be a number from 0 to 1'],
    [['--starts', '0'], '--starts 0: must be a whole number from 1'],
    [['--weigh', 'users', '--population', 'p.tif'], 'give one of them'],
  ])('refuses %j', async (words, message) => {
    const { code, error } = await tilt(...words);
    expect([code, error]).toEqual([1, expect.stringContaining(message)]);
  });

  it.each([
    ['id\nA\n', 'no limits; name columns tilt_min and tilt_max'],
    ['id,tilt_min\nA,2\nA,3\n', 'the id is "A" once more'],
    ['id,tilt_min,tilt_max\nA,9,3\n', 'limits.csv, row 1 (line 2): tilts from 9 to 3 deg are no range'],
    ['id,tilt_min,electrical_min\nA,9,3\n', 'both total and electrical tilts'],
    ['id,tilt_min\nX,2\n', 'limits.csv names X, which is none of the 2 sectors'],
  ])('refuses limits %j', async (text, message) => {
    writeFileSync(at('limits.csv'), text);
    const { code, error } = await tilt('--limits', at('limits.csv'));
    expect([code, error]).toEqual([1, expect.stringContaining(message)]);
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sectorMapFiles } from '../testing/map-folder.ts';
import { runCommand } from '../testing/run-command.ts';

const CARRIER = { frequency_mhz: 2300, bandwidth_mhz: 20, power_dbm: 40 };
let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-handover-'));
  // The belief has sector A too strong.
  for (const [name, offsetOfA] of [
    ['measured', 0],
    ['believed', 12],
  ] as const) {
    mkdirSync(at(name));
    for (const [id, x, y] of [
      ['A', -100, 0],
      ['B', 100, 0],
      ['C', 0, 150],
    ] as const)
      for (const [path, content] of sectorMapFiles(at(`${name}/${id}.npy`), id, x, y, () =>
        id === 'A' ? offsetOfA : 0,
      ))
        writeFileSync(path, content);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scenario(handover: object): string {
  const small = { users: 40, slots: 80, last_slots: 20, ...handover };
  writeFileSync(at('scenario.json'), JSON.stringify({ carrier: CARRIER, handover: small }));
  return at('scenario.json');
}
const plan = (...words: string[]) => runCommand('plan', 'handover', ...words);

describe('boresight plan handover', () => {
  it('runs all deciders on every folder and judges them by the truth', async () => {
    const maps = `${at('measured')},${at('believed')}`;
    const words = ['--maps', maps, '--truth', at('measured'), '--scenario', scenario({ draws: 2 })];
    const { code, out, error } = await plan(...words, '--out', at('slots.csv'), '--json');
    expect([code, error]).toEqual([0, '']);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ sectors: ['A', 'B', 'C'], truth: 'measured', last_slots: 20 });
    expect(document.runs).toHaveLength(2 * 2 * 4);
    const of = (map: string, decider: string) =>
      document.summary.find((s: { map: string; decider: string }) => s.map === map && s.decider === decider);
    expect(of('believed', 'greedy').objective.mean).toBeLessThan(of('measured', 'greedy').objective.mean);
    expect(of('measured', 'meta').throughput).toEqual(of('measured', 'meta').throughput_believed);
    expect(of('measured', 'meta').handovers).toMatchObject({ count: 2, interval: expect.any(Number) });
    const lines = readFileSync(at('slots.csv'), 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(1 + 16 * 20);
    expect(lines[20]).toMatch(/^measured,strongest,42,0,\d+,\d+\.\d{3},\d+\.\d{3}$/);
  });

  it('says who came out first on what', async () => {
    const { out } = await plan('--maps', at('measured'), '--scenario', scenario({ deciders: ['a3', 'strongest'] }));
    expect(out).toMatch(
      /measured: most throughput (a3|strongest), fewest handovers (a3|strongest), best objective (a3|strongest)/,
    );
  });

  it('raises a neighbour by its cell offset', async () => {
    const handovers = async (offsets: object) => {
      const a3 = { hysteresis_db: 0, time_to_trigger_s: 0, cell_offsets_db: offsets };
      const { out } = await plan('--maps', at('measured'), '--scenario', scenario({ deciders: ['a3'], a3 }), '--json');
      return JSON.parse(out).runs[0].total_handovers;
    };
    expect(await handovers({ A: 24, B: -24, C: -24 })).toBeLessThan(await handovers({}));
  });

  it.each([
    [{ deciders: ['best'] }, '"deciders" is ["best"]; it must be a list out of strongest, a3, greedy, meta'],
    [{ a3: { hysteresis: 3 } }, 'a3: "hysteresis" is not a field'],
    [{ a3: { cell_offsets_db: { Z: 3 } } }, 'cell_offsets_db names Z, which is none of the sectors A, B, C'],
    [{ profiles: [{ name: 'p', share: 1, speed_mps: [3, 1], memory: 0 }] }, 'two rising speeds'],
    [{ devices: [] }, '"devices" is []; it must be a list with at least one entry'],
    [{ slots: 0 }, '"slots" is 0'],
  ])('refuses %j', async (handover, message) => {
    const { code, error } = await plan('--maps', at('measured'), '--scenario', scenario(handover));
    expect([code, error]).toEqual([1, expect.stringContaining(message)]);
  });

  it('refuses a folder that lacks a sector, and users outside every map', async () => {
    mkdirSync(at('half'), { recursive: true });
    for (const id of ['A', 'B'])
      for (const [path, content] of sectorMapFiles(at(`half/${id}.npy`), id, -100, 0, () => 0))
        writeFileSync(path, content);
    const both = `${at('measured')},${at('half')}`;
    const lacking = await plan('--maps', both, '--scenario', scenario({}));
    expect([lacking.code, lacking.error]).toEqual([1, expect.stringContaining('half has no map of C')]);
    writeFileSync(at('users.csv'), 'x,y\n10,10\n-4000,0\n');
    const small = { users: 2, slots: 5, last_slots: 5 };
    writeFileSync(at('listed.json'), JSON.stringify({ carrier: CARRIER, users: 'users.csv', handover: small }));
    const outside = await plan('--maps', at('measured'), '--scenario', at('listed.json'));
    expect([outside.code, outside.error]).toEqual([
      1,
      expect.stringContaining('users.csv: 1 of 2 users lie outside every map, the first is user 2 at (-4000, 0) m'),
    ]);
  });

  it('needs two sectors', async () => {
    const { error } = await plan('--maps', at('measured'), '--sectors', 'A', '--scenario', scenario({}));
    expect(error).toContain('A is the only sector');
  });
});

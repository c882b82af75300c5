import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sectorMapFiles } from '../testing/map-folder.ts';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-plan-'));
  // The belief has the west 10 dB stronger than it is.
  for (const [name, offset] of [
    ['measured', () => 0],
    ['believed', (x: number) => (x < 0 ? 10 : 0)],
  ] as const) {
    mkdirSync(at(name));
    for (const [id, x] of [
      ['A', -100],
      ['B', 100],
    ] as const)
      for (const [path, content] of sectorMapFiles(at(`${name}/${id}.npy`), id, x, 0, offset))
        writeFileSync(path, content);
  }
  mkdirSync(at('half'));
  for (const [path, content] of sectorMapFiles(at('half/A.npy'), 'A', -100, 0, () => 0)) writeFileSync(path, content);
  writeFileSync(
    at('sites.csv'),
    'id,x,y,height,frequency,power,bandwidth\nA,-100,0,20,2e9,40,20e6\nB,100,0,20,2e9,40,20e6\n',
  );
  scenario('small.json', { users: [10, 20], draws: 3 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scenario(name: string, power: unknown, rest: object = {}): string {
  writeFileSync(at(name), JSON.stringify({ sites: 'sites.csv', power, ...rest }));
  return at(name);
}
const plan = (...words: string[]) => runCommand('plan', 'power', ...words);

describe('boresight plan power', () => {
  it('plans on several folders with the same users, and judges them by the truth', async () => {
    const maps = `${at('measured')},${at('believed')}`;
    const { code, out, error } = await plan(
      '--maps',
      maps,
      '--scenario',
      at('small.json'),
      '--truth',
      at('measured'),
      '--json',
    );
    expect([code, error]).toEqual([0, '']);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ sectors: ['A', 'B'], truth: 'measured' });
    expect(document.runs).toHaveLength(12);
    const of = (map: string, users: number) =>
      document.summary.find((s: { map: string; users: number }) => s.map === map && s.users === users);
    expect(of('measured', 20)).toMatchObject({ draws: 3, feasible: 3, unserved: { mean: 0 }, excess: { mean: 0 } });
    // Believing the west stronger saves power that its users miss.
    expect(of('believed', 20).excess.mean).toBeLessThan(0);
    expect(of('believed', 20).unserved.mean).toBeGreaterThan(0.05);
    expect(of('measured', 20).power.mean).toBeGreaterThan(of('measured', 10).power.mean);
    for (const run of document.runs) for (const load of Object.values(run.load)) expect(load).toBeLessThan(1 + 1e-6);
  });

  it('gives the same for the same seed, and writes every run as CSV', async () => {
    const words = ['--maps', at('measured'), '--scenario', at('small.json'), '--out', at('runs.csv')];
    const first = await plan(...words, '--seed', '7');
    const csv = readFileSync(at('runs.csv'), 'utf8');
    await plan(...words, '--seed', '7');
    expect(readFileSync(at('runs.csv'), 'utf8')).toBe(csv);
    expect(first.out).toContain('measured     20  3 of 3');
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(7);
    expect(lines[1]).toMatch(/^measured,10,7,yes,0\.\d+,,,,,0,0,,$/);
  });

  it('names sector and user where demands are beyond capacity, and spends nothing on none', async () => {
    const beyond = scenario('beyond.json', { users: [2], draws: 1, demand: { kind: 'constant', kbps: 1e6 } });
    const { code, out } = await plan('--maps', at('measured'), '--scenario', beyond);
    expect(code).toBe(0);
    expect(out).toMatch(/measured, 2 users, seed 42: user [12] would need \d+ % of the bandwidth of sector [AB]/);
    const none = scenario('none.json', { users: [2], draws: 1, demand: { kind: 'constant', kbps: 0 } });
    const zero = JSON.parse((await plan('--maps', at('measured'), '--scenario', none, '--json')).out);
    expect(zero.runs[0]).toMatchObject({ feasible: true, power: 0 });
  });

  it('tells demands that can never be drawn from a fault of the program', async () => {
    const services = [{ share: 1, volumes: [{ weight: 1, mean: 12, sd: 0.1 }], a: 1, b: 1 }];
    const endless = scenario('endless.json', { users: [2], draws: 1, demand: { kind: 'sessions', services } });
    const { code, error } = await plan('--maps', at('measured'), '--scenario', endless);
    expect([code, error]).toEqual([1, expect.stringContaining('No session of these services lasts')]);
    expect(error).not.toContain('fault');
  });

  it('takes users from a list, with their rates', async () => {
    writeFileSync(at('users.csv'), 'x,y,demand_kbps\n-95,5,1000\n95,5,1000\n');
    const listed = scenario('listed.json', { draws: 1 }, { users: 'users.csv' });
    const { runs } = JSON.parse((await plan('--maps', at('measured'), '--scenario', listed, '--json')).out);
    expect(runs[0].users).toBe(2);
    // Two mirror images.
    expect(runs[0].power_per_block.A / runs[0].power_per_block.B).toBeCloseTo(1, 4);
    writeFileSync(at('users.csv'), 'x,y\n-90,0\n9000,0\n');
    expect((await plan('--maps', at('measured'), '--scenario', listed)).error).toContain(
      'users.csv: 1 of 2 users lie outside every map',
    );
  });

  it.each([
    [['--maps', 'measured,half'], 'half has no map of B'],
    [['--maps', 'measured', '--sectors', 'A,C'], 'measured has no map of sector C'],
    [['--maps', 'measured', '--truth', 'other'], '--truth other is none of the folders of --maps (measured)'],
    [['--maps', 'measured,measured'], '"measured" is taken'],
  ])('refuses %j', async (words, message) => {
    const maps = words[1]!.split(',').map(at).join(',');
    const { code, error } = await plan('--maps', maps, ...words.slice(2), '--scenario', at('small.json'));
    expect([code, error]).toEqual([1, expect.stringContaining(message)]);
  });

  it('asks for levels where nothing tells them, and for what to plan', async () => {
    expect((await plan('--maps', at('measured'))).error).toContain('give --sites FILE, or "carrier" in the scenario');
    expect((await plan('--scenario', at('small.json'))).error).toContain('--maps is missing');
    expect((await runCommand('plan')).error).toContain('"plan" is followed by what to plan: boresight plan power');
    expect((await runCommand('plan', 'power', '--help')).out).toContain('--truth DIR');
  });
});

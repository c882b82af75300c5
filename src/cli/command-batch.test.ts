import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNpy } from '../io/formats/npy.ts';
import { readZip } from '../io/zip.ts';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-batch-'));
  writeFileSync(join(folder, 'sites.csv'), 'id,x,y,height,azimuth\nA,0,0,60,30\nB/1,200,50,70,270\nC,-150,90,80,0\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(...words: string[]) {
  const { code, out, error } = await runCommand('batch', '--adapter', 'cpu', '--json', ...words);
  return { code, error, document: code === 0 ? (JSON.parse(out) as Record<string, unknown>) : {} };
}

const QUICK = ['--engine', 'free-space', '--size', '16', '--cell-size', '20'];

describe('maps', () => {
  it('writes one of every sector, and resumes without computing any twice', async () => {
    const out = join(folder, 'maps');
    const of = ['--scene', 'synthetic:3', '--sites', join(folder, 'sites.csv'), '--out', out, ...QUICK];
    expect((await run(...of, '--shard', '0/2')).document).toMatchObject({ computed: 2, kept: 0 });
    expect(readdirSync(out).filter((f) => f.endsWith('.npy'))).toEqual(['A.npy', 'C.npy']);
    const first = statSync(join(out, 'A.npy')).mtimeMs;
    expect((await run(...of, '--resume')).document).toMatchObject({ computed: 1, kept: 2 });
    expect(statSync(join(out, 'A.npy')).mtimeMs).toBe(first);
    const map = readNpy(readFileSync(join(out, 'B_1.npy')), 'B_1.npy');
    expect([map.rows, map.columns]).toEqual([16, 16]);
    expect(JSON.parse(readFileSync(join(out, 'B_1.npy.json'), 'utf8'))).toMatchObject({ layer: 'rsrp', unit: 'dBm' });
  });

  it('has the same cells for all sectors where they are asked for', async () => {
    const of = ['--scene', 'synthetic:3', '--sites', join(folder, 'sites.csv'), '--engine', 'free-space'];
    const gridsIn = (out: string) =>
      ['A', 'C'].map((id) => JSON.parse(readFileSync(join(out, `${id}.npy.json`), 'utf8')).grid);
    const [scene, box] = [join(folder, 'scene'), join(folder, 'box')];
    expect((await run(...of, '--out', scene, '--size', '8', '--cell-size', '20', '--centre', 'scene')).code).toBe(0);
    const [a, c] = gridsIn(scene);
    expect(a).toEqual(c);
    expect((await run(...of, '--out', box, '--cell-size', '20', '--bounds', '-100,-60,100,60')).code).toBe(0);
    expect(gridsIn(box)).toEqual(Array(2).fill({ columns: 10, rows: 6, cellSizeM: 20, westM: -100, northM: 60 }));
    const other = await run(...of, '--out', scene, '--size', '8', '--cell-size', '20', '--resume');
    expect(other.error).toContain('other options (centre)');
  });

  it('keeps two batches apart', async () => {
    const out = join(folder, 'apart');
    const of = ['--scene', 'synthetic:3', '--sites', join(folder, 'sites.csv'), '--out', out];
    expect((await run(...of, ...QUICK)).code).toBe(0);
    const again = await run(...of, ...QUICK);
    expect(again).toMatchObject({ code: 1 });
    expect(again.error).toContain('give --resume');
    const other = await run(...of, '--engine', 'free-space', '--size', '8', '--cell-size', '20', '--resume');
    expect(other.error).toContain('other options (size)');
  });

  it.each([
    [['--cities', '5-2', '--out', 'x'], 'two seeds, the lower one first'],
    [['--cities', '1-2', '--scene', 'synthetic:1', '--out', 'x'], 'leave --scene out'],
    [['--scene', 'synthetic:1', '--out', 'x'], '--sites is missing'],
    [['--cities', '1-2', '--out', 'x', '--shard', '3/3'], 'i/n with i from 0'],
    [['--cities', '1-2', '--out', 'x', '--mismatch'], 'give --training too'],
    [['--cities', '1-2', '--out', 'x', '--training', '--layer', 'rsrp'], 'leave --layer out'],
    [['--cities', '1-2', '--out', 'x', '--centre', 'scene'], 'leave --centre out'],
    [['--cities', '1-2', '--out', 'x', '--mapping', 'm.json'], '--mapping is of --measurements'],
    [['--scene', 'a', '--sites', 'b', '--out', 'x', '--bounds', '0,0,9,9', '--size', '9'], 'leave --size and --centre'],
  ])('refuses %j', async (words, message) => {
    const { code, error } = await run(...words);
    expect(code).toBe(1);
    expect(error).toContain(message);
  });
});

describe('samples for training', () => {
  const SMALL = ['--training', '--cities', '5-5', '--sectors-per-city', '1', '--size', '24', '--cell-size', '10'];
  const QUICK_SWEEP = ['--refraction', 'off', '--max-depth', '1', '--azimuths', '64', '--mismatch'];

  it('hold what they say, and the same bytes for the same seed', async () => {
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];
    for (const out of [a, b]) expect((await run(...SMALL, ...QUICK_SWEEP, '--out', out)).code).toBe(0);
    const bytes = readFileSync(join(a, 'city-5-0.npz'));
    expect(bytes.equals(readFileSync(join(b, 'city-5-0.npz')))).toBe(true);
    const files = readZip('sample', bytes);
    expect([...files.keys()]).toEqual([
      'features.npy',
      'land_use.npy',
      'outdoor.npy',
      'gain.npy',
      'coarse.npy',
      'measured.npy',
      'about.json',
    ]);
    const about = JSON.parse(new TextDecoder().decode(files.get('about.json')));
    expect(about).toMatchObject({ format: 'boresight-training-sample', city: 5, engine: 'sweep' });
    expect(about.referenceLevelDbm).toBeCloseTo(43 - 10 * Math.log10(1200), 9);
    const gain = readNpy(files.get('gain.npy')!, 'gain').values;
    const outdoor = files.get('outdoor.npy')!.subarray(-gain.length);
    const lit = gain.filter((v) => !Number.isNaN(v)).length;
    const open = outdoor.reduce((sum, v) => sum + v, 0);
    expect(lit).toBeGreaterThan(0.9 * open);
    const measured = readNpy(files.get('measured.npy')!, 'measured').values.filter((v) => !Number.isNaN(v));
    expect(measured.length).toBeGreaterThan(10);
    expect(Math.max(...measured)).toBeLessThan(-40);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeMap } from '../io/formats/encode-map.ts';
import { runCommand } from '../testing/run-command.ts';

const NONE = Number.NaN;
const GRID = { columns: 4, rows: 1, cellSizeM: 10, westM: 0, northM: 10 };
const LEVELS = {
  // Off by 2, 4, nothing there, 0; and by -10 in both cells that have any.
  sweep: { A: [-78, -86, NONE, -110], 'B/1': [-70, NONE, -80, NONE] },
  // The same levels as measured, with another hole.
  oracle: { A: [-80, NONE, -100, -110], 'B/1': [-60, NONE, -70, NONE] },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-sectors-'));
  for (const [name, maps] of Object.entries(LEVELS)) {
    mkdirSync(join(folder, name));
    for (const [id, values] of Object.entries(maps)) writeMap(join(name, `${id.replace('/', '_')}.npy`), id, values);
  }
  const rows = ['5,5,A,-80', '15,5,A,-90', '25,5,A,-100', '35,5,A,-110', '45,5,A,-99', '5,5,B/1,-60', '25,5,B/1,-70'];
  writeFileSync(join(folder, 'drive.csv'), ['x,y,cell,rsrp', ...rows, '5,5,C,-75', ''].join('\n'));
  writeFileSync(join(folder, 'sites.csv'), 'id,x,y,height,azimuth\nA,0,5,20,0\nB/1,0,5,20,0\nD,0,5,20,0\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function writeMap(file: string, id: string, values: number[]): void {
  const files = encodeMap(join(folder, file), Float32Array.from(values), {
    format: 'boresight-map',
    version: 1,
    layer: 'rsrp',
    unit: 'dBm',
    grid: GRID,
    frame: null,
    scene: 'row',
    engine: 'sweep',
    receiverZM: 1.5,
    sectors: [{ id, x: 0, y: 5, z: 1.5 }],
  });
  for (const [path, bytes] of files) writeFileSync(path, bytes);
}

async function compare(prediction: string, ...words: string[]) {
  const paths = prediction.split(',').map((name) => join(folder, name));
  const given = ['--prediction', paths.join(','), '--measurements', join(folder, 'drive.csv'), ...words];
  return runCommand('compare', ...given);
}

interface Figures {
  readonly mae: number;
  readonly bias: number;
  readonly count: number;
}
interface Document {
  readonly count: number;
  readonly summary: {
    name: string;
    coverage: { mean: number };
    covered: { mae: { mean: number; sd: number; median: number; count: number }; better_than_constant: number | null };
    all: { mae: { mean: number } };
  }[];
  readonly sectors: {
    sector: string;
    measured: number;
    outside: number;
    predictors: { name: string; plain: boolean; coverage: number; covered: Figures; all: Figures }[];
  }[];
}

it('holds every sector against its own map, beside plain predictors on the same rows', async () => {
  const { code, out, error } = await compare('sweep', '--sectors', 'all', '--json');
  expect(code).toBe(0);
  expect(error).toContain('cells of the measurements that are no known sector: C');
  const document = JSON.parse(out) as Document;
  expect(document).toMatchObject({ count: 2, rows: 8, accepted: 8, joined: 6, outside: 1, elsewhere: 1 });
  expect(document).toMatchObject({ unknown_cells: ['C'], without_map: [], without_rows: [] });
  const [a, b] = document.sectors;
  expect(a).toMatchObject({ sector: 'A', measured: 4, outside: 1 });
  const [sweep, constant, line] = a!.predictors;
  expect(sweep).toMatchObject({ name: 'sweep', plain: false, coverage: 0.75, covered: { mae: 2, bias: 2, count: 3 } });
  expect(sweep!.all).toMatchObject({ mae: (2 + 4 + 40 + 0) / 4, count: 4 });
  // The median of -80, -90, -110 is off by 10, 0, 20; that of all four by 15, 5, 5, 15.
  expect(constant).toMatchObject({ name: 'constant', plain: true, covered: { mae: 10 }, all: { mae: 10 } });
  expect(line!.covered.mae).toBeLessThan(10);
  expect(b).toMatchObject({ sector: 'B/1', measured: 2 });
  expect(b!.predictors[0]).toMatchObject({ coverage: 1, covered: { mae: 10, bias: -10 } });
  const [over] = document.summary;
  expect(over!.covered.mae).toMatchObject({ count: 2, mean: 6, median: 6, sd: Math.sqrt(32) });
  expect(over!.covered.better_than_constant).toBe(1);
  expect(over!.coverage.mean).toBe(0.875);
});

it('judges several folders by the rows that all of them reach', async () => {
  const { out } = await compare('sweep,oracle', '--sectors', 'A', '--json');
  const [a] = (JSON.parse(out) as Document).sectors;
  const [sweep, oracle, constant] = a!.predictors;
  expect(sweep).toMatchObject({ coverage: 0.75, covered: { mae: 1, count: 2 } });
  expect(oracle).toMatchObject({ coverage: 0.75, covered: { mae: 0, count: 2 }, all: { mae: 50 / 4 } });
  expect(constant!.covered).toMatchObject({ mae: 15, count: 2 });
});

it('takes the sectors from the sites, and tells which have no map or too few rows', async () => {
  const sites = ['--sites', join(folder, 'sites.csv'), '--sectors', 'all', '--min-rows', '3'];
  const { out, error } = await compare('sweep', ...sites, '--json');
  expect(JSON.parse(out)).toMatchObject({ count: 1, without_map: ['D'], without_rows: ['B/1'] });
  expect(error).toContain('left out, for want of a map in every folder: D');
  expect(error).toContain('fewer than 3 rows on their map: B/1');
});

it('prints a line a sector and the means over sectors', async () => {
  const { out } = await compare('sweep', '--sectors', 'all');
  const lines = out.split('\n');
  expect(lines.find((line) => line.startsWith('A '))).toMatch(
    /^A\s+4\s+75\.0\s+2\.00\s+2\.58\s+2\.00\s+1\.63\s+10\.00/,
  );
  expect(lines.find((line) => line.startsWith('sweep'))).toMatch(/^sweep\s+87\.5\s+6\.00 ± 5\.66 \(6\.00\)/);
  expect(out).toContain('8 rows, 8 accepted: 6 on the map of their sector, 1 outside it, 1 of no compared sector');
});

it.each([
  [['--sectors', 'E'], 'compare: --sectors E is not among the 2 of sweep'],
  [['--sectors', 'all', '--policy', 'all'], 'compare: --policy is of one map; leave it out with --sectors'],
  [['--min-rows', '3'], 'compare: --min-rows goes with --sectors'],
])('refuses %j', async (words, message) => {
  const { code, error } = await compare('sweep', ...words);
  expect(code).toBe(1);
  expect(error).toContain(message);
});

it('refuses folders that hold no maps, and two of one name', async () => {
  expect((await compare('nowhere', '--sectors', 'all')).error).toContain('No such folder');
  expect((await compare('drive.csv', '--sectors', 'all')).error).toContain('drive.csv is a file');
  mkdirSync(join(folder, 'empty'));
  expect((await compare('empty', '--sectors', 'all')).error).toContain('holds no map in .npy or .tif');
  expect((await compare('sweep,sweep', '--sectors', 'all')).error).toContain('"sweep" is taken');
});

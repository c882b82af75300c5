import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeMap } from '../io/formats/encode-map.ts';
import type { MapDescription } from '../io/formats/map-description.ts';
import { utmFrame } from '../raster/geo-frame.ts';
import { gridCentredOn } from '../raster/raster-grid.ts';
import { sectorMapFiles } from '../testing/map-folder.ts';
import { runCommand } from '../testing/run-command.ts';

/** Maps of two sectors of 40 x 40 cells of 10 m about the origin; of the second the east alone has data. */
let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-coverage-'));
  for (const name of ['whole', 'half']) mkdirSync(at(name));
  const write = (path: string, id: string, x: number, offset: (x: number) => number) => {
    for (const [file, content] of sectorMapFiles(at(path), id, x, 0, offset)) writeFileSync(file, content);
  };
  write('whole/A.npy', 'A', -100, () => 0);
  write('whole/B.npy', 'B', 100, () => 0);
  write('half/A.npy', 'A', -100, (x) => (x < 0 ? Number.NaN : 0));
  write('half/B.npy', 'B', 100, (x) => (x < 0 ? Number.NaN : 0));
  writeFileSync(
    at('sites.csv'),
    'id,x,y,height,frequency,power,bandwidth\nA,-100,0,20,2e9,40,20e6\nB,100,0,20,2e9,40,20e6\n',
  );
  raster('people.tif', (x) => (x < 0 ? 3 : 1));
  raster('clutter.tif', (x, y) => (x < 0 ? 10 : y > 0 ? 6 : Number.NaN));
  raster('broken.tif', () => 2.5);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A raster of 16 x 16 cells of 25 m over the maps. */
function raster(name: string, value: (x: number, y: number) => number): void {
  const grid = gridCentredOn(0, 0, 16, 16, 25);
  const values = Float32Array.from({ length: 256 }, (_, cell) => value((cell % 16) - 7.5, 7.5 - Math.floor(cell / 16)));
  const description: MapDescription = {
    format: 'boresight-map',
    version: 1,
    layer: '',
    unit: '',
    grid,
    frame: utmFrame(32, true, 0, 0),
    scene: '',
    engine: '',
    receiverZM: 0,
    sectors: [],
  };
  for (const [path, content] of encodeMap(at(name), values, description)) writeFileSync(path, content);
}

const coverage = (maps: string, ...words: string[]) =>
  runCommand('plan', 'coverage', '--maps', maps.split(',').map(at).join(','), '--sites', at('sites.csv'), ...words);

describe('boresight plan coverage', () => {
  it('counts by class, by people and by map, and what has no data', async () => {
    const { code, out } = await coverage(
      'whole,half',
      ...['--population', at('people.tif'), '--classes', at('clutter.tif'), '--rsrp-target', '-100'],
      ...['--out', at('table.csv'), '--json'],
    );
    expect(code).toBe(0);
    const { lines, targets } = JSON.parse(out);
    expect(targets).toMatchObject({ rsrp: -100, sinr: 3, load: 1 });
    const of = (map: string, name: string) =>
      lines.find((line: { map: string; name: string }) => line.map === map && line.name === name);
    expect(of('whole', 'area outdoors')).toMatchObject({ weight: 160_000, no_data: 0 });
    expect(of('half', 'area outdoors').no_data).toBeCloseTo(0.5, 10);
    // Three of four people live in the half without data.
    expect(of('half', 'people').no_data).toBeCloseTo(0.75, 6);
    expect(of('half', 'people').weight).toBeCloseTo(128 * 4, 3);
    expect(of('half', 'class 10')).toMatchObject({
      weight: 80_000,
      no_data: 1,
      throughput: { mean: null, edge: null },
    });
    expect(of('half', 'class 6')).toMatchObject({ weight: 40_000, no_data: 0 });
    expect(of('half', 'unknown').weight).toBe(40_000);
    const { overlap } = of('whole', 'area outdoors');
    expect(overlap.one + overlap.two).toBeCloseTo(1, 10);
    expect(overlap.two).toBeGreaterThan(0.1);
    const table = readFileSync(at('table.csv'), 'utf8').trim().split('\r\n');
    expect(table).toHaveLength(1 + 2 * 5);
    expect(table[9]).toMatch(/^half,class,class 6,40000\.0,0\.000,/);
  });

  it('has RSRP as the maps say, and more SINR under less load', async () => {
    const sinr = async (load: string) => {
      const { lines } = JSON.parse((await coverage('whole', '--load', load, '--rsrp-target', '-95', '--json')).out);
      return [lines[0].rsrp, lines[0].sinr];
    };
    const [full, idle] = [await sinr('1'), await sinr('0')];
    expect(idle[0]).toBe(full[0]);
    expect(idle[1]).toBeGreaterThan(full[1]! + 0.1);
    // -95 dBm is 100 m from a sector, so two discs of that radius on 400 x 400 m, of which less than a cell's ring is uncertain.
    expect(full[0]).toBeGreaterThan(0.35);
    expect(full[0]).toBeLessThan(0.43);
  });

  it('leaves buildings out where it has a scene, and knows its land use', async () => {
    const { out } = await coverage('whole', '--scene', 'synthetic:3', '--json');
    const { lines } = JSON.parse(out);
    expect(lines[0].weight).toBeLessThan(160_000);
    const classes = lines.filter(({ of }: { of: string }) => of === 'class');
    expect(classes.length).toBeGreaterThan(2);
    const sum = classes.reduce((total: number, { weight }: { weight: number }) => total + weight, 0);
    expect(sum).toBeCloseTo(lines[0].weight, 3);
    expect(lines.map(({ of }: { of: string }) => of)).toContain('users');
  });

  it.each([
    [['--population', 'sites.csv'], 'cannot be read as a GeoTIFF'],
    [['--classes', 'broken.tif'], '2.5 is no class'],
    [['--sectors', 'A,C'], 'whole has no map of sector C'],
    [['--rsrp-target', '20'], '--rsrp-target 20: must be a number [dBm] from -160 to 0'],
    [['--out', 'x.tif'], 'written as .csv or .json'],
  ])('refuses %j', async (words, message) => {
    const { code, error } = await coverage('whole', ...words.map((w) => (/\.(csv|tif)$/.test(w) ? at(w) : w)));
    expect([code, error]).toEqual([1, expect.stringContaining(message)]);
  });
});

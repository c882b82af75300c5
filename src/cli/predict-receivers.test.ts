import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeGeoTiffMap } from '../io/formats/geotiff-map.ts';
import { readNpy } from '../io/formats/npy.ts';
import { localFrame } from '../raster/geo-frame.ts';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-receivers-'));
  writeFileSync(join(folder, 'town.geojson'), JSON.stringify(TOWN));
  writeFileSync(join(folder, 'hill.tif'), hill());
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** One block, 40 x 20 m and 20 m high, near the equator; its middle is the origin of the scene. */
const PLACE = { latDeg: 0.01, lonDeg: 0.01 };
const at = (x: number, y: number) => [0.01 + x / 111_320, 0.01 + y / 110_574];
const TOWN = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { height: 20 },
      geometry: { type: 'Polygon', coordinates: [[at(-20, 10), at(20, 10), at(20, 30), at(-20, 30), at(-20, 10)]] },
    },
  ],
};

/** Ground that rises by a fifth towards the east, 300 m high at the place; degrees of latitude and longitude are not needed for it. */
function hill(): Uint8Array {
  const frame = {
    ...localFrame(PLACE),
    scaleFactor: 0.9996,
    falseEastingM: 500_000,
    centralMeridianDeg: 3,
    originEastingM: 0,
    originNorthingM: 0,
    epsg: 32631,
  };
  // The place in UTM 31N, about.
  const [east, north] = [167_130, 1107];
  const grid = { columns: 100, rows: 100, cellSizeM: 10, westM: east - 500, northM: north + 500 };
  const values = Float32Array.from({ length: 10_000 }, (_, i) => 300 + 0.2 * (((i % 100) + 0.5) * 10 - 500));
  const description = {
    format: 'boresight-map',
    version: 1,
    layer: '',
    unit: 'm',
    grid,
    frame,
    scene: '',
    engine: '',
    receiverZM: 0,
    sectors: [],
  } as const;
  return writeGeoTiffMap(values, description);
}

const predict = (...words: string[]) =>
  runCommand(
    ...['predict', '--scene', join(folder, 'town.geojson'), '--adapter', 'cpu', '--rays', '40000', '--max-depth', '2'],
    ...['--diffraction', 'off', '--cell-size', '5', '--json'],
    ...words,
  );
const terrain = () => ['--terrain', join(folder, 'hill.tif')];

describe('predict over terrain', () => {
  it('chooses the launch engine and drapes the receivers, unless told not to', async () => {
    const words = [...terrain(), '--tx', '-40,0,330', '--size', '16', '--centre', 'scene'];
    const draped = await predict(...words);
    expect(draped.code).toBe(0);
    const document = JSON.parse(draped.out);
    expect(document).toMatchObject({
      engine: 'launch',
      scene: { terrain: 'hill.tif' },
      grid: { receiver_height: 1.5 },
    });
    expect(document.covered_percent).toBeGreaterThan(80);
    const flat = await predict(...words, '--drape', 'off');
    const plane = JSON.parse(flat.out);
    // The foot of the block, which is in the middle of the slope.
    expect(plane.grid.receiver_z).toBeGreaterThan(295);
    expect(plane.grid.receiver_z).toBeLessThan(310);
    expect(flat.error).toMatch(/lie under the ground on \d+\.\d % of the map/);
    expect(plane.hash).not.toBe(document.hash);
  });

  it('stands antennas on it by their height above the ground', async () => {
    const sites = join(folder, 'sites.csv');
    writeFileSync(sites, 'id,x,y,height,frequency\na,60,-20,25,3.5e9\nb,-60,-20,25,3.5e9\n');
    const { out, code } = await predict(...terrain(), '--sites', sites, '--size', '8', '--centre', 'scene');
    expect(code).toBe(0);
    const [a, b] = JSON.parse(out).sectors;
    expect(a.z - b.z).toBeCloseTo(24, 0);
  });

  it.each([
    [
      ['--engine', 'sweep'],
      /sweep knows level ground only, and --terrain lays hill.tif under town.geojson; use --engine launch/,
    ],
    [['--engine', 'uma'], /uma knows level ground only/],
    [['--compare-engine', 'sweep'], /sweep knows level ground only/],
  ])('refuses %j', async (words, message) => {
    const { code, error } = await predict(...terrain(), '--tx', '-40,0,330', '--size', '8', ...words);
    expect(code).toBe(1);
    expect(error).toMatch(message);
  });
});

describe('predict --section', () => {
  it('maps distance and height over a line, with what belongs beside it', async () => {
    const out = join(folder, 'section.npy');
    const { code, out: text } = await predict('--tx', '-60,0,30', '--section', '-50,0,50,0', '--out', out);
    expect(code).toBe(0);
    const document = JSON.parse(text);
    // From the ground to 10 m above the antenna, which is higher than the roof.
    expect(document).toMatchObject({
      engine: 'launch',
      grid: { columns: 20, rows: 8, west: 0, north: 40, section: { from: [-50, 0], to: [50, 0] } },
    });
    const { values } = readNpy(readFileSync(out), 'section.npy');
    // Column 10 is in the middle of the block: its lowest cell is dark where nothing passes walls, its top lit.
    const closed = await predict('--tx', '-60,0,30', '--section', '-50,0,50,0', '--refraction', 'off', '--out', out);
    expect(closed.code).toBe(0);
    const dark = readNpy(readFileSync(out), 'section.npy').values;
    expect(Number.isNaN(dark[7 * 20 + 10]!)).toBe(true);
    expect(values[10]!).toBeGreaterThan(-100);
    expect(JSON.parse(readFileSync(`${out}.json`, 'utf8')).section).toEqual({ from: [-50, 0], to: [50, 0] });
    const picture = join(folder, 'section.png');
    expect((await predict('--tx', '-60,0,30', '--section', '-50,0,50,0', '--out', picture)).code).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('section.p'))).toEqual(['section.png']);
    const compared = await runCommand('compare', '--prediction', out, '--measurements', join(folder, 'town.geojson'));
    expect(compared.error).toMatch(/section\.npy is an upright section, and measurements lie on the ground/);
  });

  it.each([
    [['--section', '5,5,5,5'], /--section 5,5,5,5 is 0.00 m long; give two points at least 0.1 m apart/],
    [['--section', '0,0,50,0', '--section-height', '20,20'], /--section-height 20,20: z1 must be greater than z0/],
    [['--section-height', '0,20'], /--section-height is of a section; give --section/],
    [['--section', '0,0,50,0', '--receiver-z', '3'], /--section says where the receivers are; leave --receiver-z out/],
    [['--section', '0,0,50,0', '--size', '3'], /leave --size out/],
    [['--section', '0,0,50,0', '--engine', 'sweep'], /sweep knows no upright section; use --engine launch/],
    [
      ['--section', '0,0,50,0', '--out', 'x.tif'],
      /x.tif: a section stands upright and has no place on a map in .tif; write .npy/,
    ],
    [['--section', '0,0,9e9,0'], /needs .* GiB, the limit here/],
  ])('refuses %j', async (words, message) => {
    const { code, error } = await predict('--tx', '-60,0,30', ...words);
    expect(code).toBe(1);
    expect(error).toMatch(message);
  });
});

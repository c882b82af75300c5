import { writeArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { wgs84FromLocal } from '../../raster/geo-frame.ts';
import { sceneFromFootprints } from '../../scene/build-scene.ts';
import { signedArea } from '../../scene/ring.ts';
import { readHeightRaster } from './height-raster.ts';

const N = Number.NaN;

async function tiff(rows: number[][], keys: object, west = 400_000, north = 5_000_000, step = 5): Promise<Uint8Array> {
  const metadata = {
    width: rows[0]!.length,
    height: rows.length,
    ModelPixelScale: [step, step, 0],
    ModelTiepoint: [0, 0, 0, west, north, 0],
    GDAL_NODATA: 'nan',
    SampleFormat: [3],
    BitsPerSample: [32],
    ...keys,
  };
  const values = Float32Array.from(rows.flat());
  return new Uint8Array((await writeArrayBuffer(values as never, metadata as never)) as ArrayBuffer);
}
const UTM = { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32632 };
const CITY = [
  [0, 0, 0, 0, 0, 0],
  [0, 9, 9, 9, 14, N],
  [0, 9, 0, 9, 14, N],
  [0, 9, 9, 9.3, 14, 0],
  [0, 0, 0, 0, 0, 1],
];

describe('readHeightRaster', () => {
  it('joins equal cells into prisms with courtyards and keeps UTM axes', async () => {
    const draft = await readHeightRaster('h.tif', await tiff(CITY, UTM));
    expect(draft.frame).toMatchObject({ epsg: 32632, originEastingM: 400_000, originNorthingM: 4_999_975 });
    const scene = sceneFromFootprints('h', draft);
    expect(scene.boundsM).toEqual({ minX: 0, minY: 0, maxX: 30, maxY: 25 });
    expect(scene.source).toBe('raster');
    const [ring, slab] = scene.buildings;
    expect(ring!.heightM).toBeCloseTo(9 + 0.3 / 8, 6);
    expect(signedArea(ring!.outer)).toBe(225);
    expect(ring!.holes.map(signedArea)).toEqual([-25]);
    expect([...slab!.outer]).toEqual([25, 20, 20, 20, 20, 5, 25, 5]);
    expect(slab!.heightM).toBe(14);
    const codes = Object.fromEntries(draft.issues.map((i) => [i.code, i.count]));
    expect(codes).toEqual({ 'unknown-cells': 2, 'low-cells': 1 });
    expect(draft.issues[0]!.message).toContain('6.7 %');
  });

  it('shares border lines between regions of different height', async () => {
    const { buildings } = await readHeightRaster('h.tif', await tiff(CITY, UTM));
    const xs = (i: number) => [...buildings[i]!.outer].filter((_, k) => k % 2 === 0);
    expect(Math.max(...xs(0))).toBe(Math.min(...xs(1)));
  });

  it('fills an unknown cell within a building, and counts it', async () => {
    const { buildings, issues } = await readHeightRaster(
      'h.tif',
      await tiff(
        [
          [7, 7, 7],
          [7, N, 7],
          [7, 7, 7],
        ],
        UTM,
      ),
    );
    expect(buildings).toHaveLength(1);
    expect(buildings[0]!.holes).toEqual([]);
    expect(issues.map((i) => [i.kind, i.code, i.count])).toContainEqual(['repaired', 'unknown-cells-filled', 1]);
  });

  it('lays degrees into a frame of their own', async () => {
    const keys = { GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4326 };
    const { frame, buildings } = await readHeightRaster(
      'h.tif',
      await tiff(
        [
          [0, 0, 0],
          [0, 20, 0],
          [0, 0, 0],
        ],
        keys,
        9,
        48,
        0.001,
      ),
    );
    const outer = buildings[0]!.outer;
    const corner = wgs84FromLocal(frame!, outer[0]!, outer[1]!);
    expect([9.001, 9.002].some((lon) => Math.abs(corner.lonDeg - lon) < 1e-9)).toBe(true);
    expect([47.998, 47.999].some((lat) => Math.abs(corner.latDeg - lat) < 1e-9)).toBe(true);
    expect(signedArea(outer)).toBeGreaterThan(8000);
    expect(signedArea(outer)).toBeLessThan(8500);
  });

  it('keeps the metres of a system that it does not know, and says so', async () => {
    const { frame, issues } = await readHeightRaster(
      'h.tif',
      await tiff(CITY, { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 28992 }),
    );
    expect(frame).toBeNull();
    expect(issues[0]!.message).toContain('EPSG:28992');
  });

  it('coarsens heights until the city fits the wall budget', async () => {
    const rows = Array.from({ length: 125 }, (_, r) =>
      Array.from({ length: 125 }, (_, c) => 10 + ((r * 7 + c * 13) % 4)),
    );
    const { buildings, issues } = await readHeightRaster('h.tif', await tiff(rows, UTM));
    expect(issues.map((i) => i.code)).toContain('heights-rounded');
    expect(buildings.reduce((sum, b) => sum + b.outer.length / 2, 0)).toBeLessThan(60_000);
  });

  it.each([
    [
      'impossible heights',
      [
        [0, 4000],
        [0, 0],
      ],
      /height 4000 m at column 1, row 0 is outside/,
    ],
    [
      'negative no-data',
      [
        [0, 5],
        [-9999, 0],
      ],
      /height -9999 m at column 0, row 1/,
    ],
  ])('refuses %s', async (_, rows, message) => {
    await expect(readHeightRaster('h.tif', await tiff(rows, UTM))).rejects.toThrow(message);
  });

  it('refuses a damaged file and one without buildings', async () => {
    const whole = await tiff(CITY, UTM);
    await expect(readHeightRaster('h.tif', whole.subarray(0, 60))).rejects.toThrow(/h.tif cannot be read as a GeoTIFF/);
    const empty = await readHeightRaster('h.tif', await tiff([[0, N]], UTM));
    expect(() => sceneFromFootprints('h.tif', empty)).toThrow(/h.tif gives no building. .*50.0 %/);
  });
});

import { describe, expect, it } from 'vitest';
import { heightAt } from '../../raster/corner-heights.ts';
import { localFrame, localFromWgs84, utmFrame, wgs84FromLocal } from '../../raster/geo-frame.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { Scene } from '../../scene/scene.ts';
import { writeGeoTiffMap } from './geotiff-map.ts';
import { readTerrain } from './terrain-raster.ts';

const place = { latDeg: 48.1, lonDeg: 11.5 };
const utm = utmFrame(32, true, 0, 0);
const centre = localFromWgs84(utm, place);
const bounds = { minX: -300, minY: -200, maxX: 300, maxY: 200 };
const scene = { name: 'town', frame: localFrame(place), groundBoundsM: bounds };

/** A UTM raster of 80 x 60 cells of 10 m about the place. */
function file(
  height: (x: number, y: number) => number,
  frame: Scene['frame'] = utm,
  changes: Partial<RasterGrid> = {},
): Uint8Array {
  const west = Math.round(centre.x / 10) * 10 - 400;
  const grid = {
    columns: 80,
    rows: 60,
    cellSizeM: 10,
    westM: west,
    northM: Math.round(centre.y / 10) * 10 + 300,
    ...changes,
  };
  const values = Float32Array.from({ length: grid.columns * grid.rows }, (_, i) => {
    const x = grid.westM + ((i % grid.columns) + 0.5) * grid.cellSizeM;
    const y = grid.northM - (Math.floor(i / grid.columns) + 0.5) * grid.cellSizeM;
    return height(x - centre.x, y - centre.y);
  });
  return writeGeoTiffMap(values, {
    format: 'boresight-map',
    version: 1,
    layer: 'terrain',
    unit: 'm',
    grid,
    frame,
    scene: '',
    engine: '',
    receiverZM: 0,
    sectors: [],
  });
}

const slope = (x: number, y: number) => 500 + 0.1 * x - 0.05 * y;

describe('readTerrain', () => {
  it('lays a UTM raster under a scene of another frame, linear between cells', async () => {
    const { terrain, issues } = await readTerrain('dem.tif', file(slope), scene);
    expect(issues).toEqual([]);
    expect(terrain.grid.cellSizeM).toBeCloseTo(10, 1);
    for (const [x, y] of [
      [0, 0],
      [-280.3, 150.2],
      [123.4, -77.7],
    ] as const) {
      const there = localFromWgs84(utm, wgs84FromLocal(scene.frame, x, y));
      expect(heightAt(terrain.cornerZM, terrain.grid, x, y)).toBeCloseTo(
        slope(there.x - centre.x, there.y - centre.y),
        3,
      );
    }
  });

  it('takes the nearest height where the file has none, and says on how much', async () => {
    const half = file((x, y) => (x > 0 ? Number.NaN : slope(x, y)));
    const { terrain, issues } = await readTerrain('dem.tif', half, scene);
    expect(issues).toHaveLength(1);
    expect(issues[0]!.message).toMatch(/unknown on (4[89]|5[0-4])\.\d % of the scene/);
    expect(terrain.cornerZM.every(Number.isFinite)).toBe(true);
  });

  it('is no finer than the ground can be', async () => {
    const wide = { ...scene, groundBoundsM: { minX: -8000, minY: -8000, maxX: 8000, maxY: 8000 } };
    const { terrain, issues } = await readTerrain('dem.tif', file(slope), wide);
    expect(terrain.grid.cellSizeM).toBe(32);
    expect(issues.map(({ code }) => code)).toEqual(['terrain-missing', 'terrain-coarser']);
  });

  it.each([
    ['of elsewhere', () => file(slope, utm, { westM: centre.x + 5000 }), scene, /does not lie under town/],
    ['in centimetres', () => file(() => 51_234), scene, /height 51234 m is outside -1000 to 9000 m/],
    [
      'of no known system',
      () => file(slope, null),
      scene,
      /no coordinate system, which cannot be tied to the place of town/,
    ],
    [
      'without any height',
      () => file(() => Number.NaN),
      scene,
      /holds no height: all of its \d+ x \d+ cells are "no data"/,
    ],
    ['damaged', () => file(slope).slice(0, 300), scene, /truncated or damaged/],
  ] as const)('refuses one %s in words', async (_, bytes, under, words) => {
    await expect(readTerrain('dem.tif', bytes(), under)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(readTerrain('dem.tif', bytes(), under)).rejects.toThrow(words);
  });
});

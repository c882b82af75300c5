import { describe, expect, it } from 'vitest';
import { localFrame, utmFrame } from '../../raster/geo-frame.ts';
import { gridOfBounds } from '../../raster/raster-grid.ts';
import { readClasses, readPersons } from './area-raster.ts';
import { writeGeoTiffMap } from './geotiff-map.ts';

const UTM = utmFrame(32, true, 600_000, 5_300_000);
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

function tiff(values: number[], columns: number, cellSizeM: number, frame = UTM): Uint8Array {
  const rows = values.length / columns;
  return writeGeoTiffMap(Float32Array.from(values), {
    format: 'boresight-map',
    version: 1,
    layer: 'persons',
    unit: '',
    grid: { columns, rows, cellSizeM, westM: 0, northM: rows * cellSizeM },
    frame,
    scene: 'raster',
    engine: '',
    receiverZM: 0,
    sectors: [],
  });
}

describe('readPersons', () => {
  const place = { name: 'the map', frame: UTM };
  it('adds finer cells up and spreads coarser ones by area', async () => {
    const fine = tiff([1, 2, 3, 4, 5, 6, 7, 8], 4, 10);
    const grid = gridOfBounds({ minX: 0, minY: 0, maxX: 40, maxY: 20 }, 20);
    expect(Array.from(await readPersons('p.tif', fine, grid, place))).toEqual([
      expect.closeTo(1 + 2 + 5 + 6, 6),
      expect.closeTo(3 + 4 + 7 + 8, 6),
    ]);
    const coarse = tiff([100, Number.NaN], 2, 40);
    const spread = await readPersons(
      'p.tif',
      coarse,
      gridOfBounds({ minX: 20, minY: 0, maxX: 60, maxY: 40 }, 10),
      place,
    );
    expect(sum(spread)).toBeCloseTo(50, 6);
    expect(spread[0]).toBeCloseTo(100 / 16, 6);
    expect(spread[3]).toBe(0);
  });

  it('keeps the number of persons in a frame that is turned against the raster', async () => {
    const people = tiff(
      Array.from({ length: 400 }, (_, i) => 1 + (i % 7)),
      20,
      25,
    );
    // A frame of its own at the middle of the raster: north there is not that of the zone.
    const middle = { latDeg: 47.85, lonDeg: 10.34 };
    const own = localFrame(middle);
    const grid = gridOfBounds({ minX: -2000, minY: -2500, maxX: 2000, maxY: 2500 }, 10);
    const persons = await readPersons('p.tif', people, grid, { name: 'the map', frame: own });
    const all = Array.from({ length: 400 }, (_, i) => 1 + (i % 7)).reduce((a, b) => a + b, 0);
    expect(Math.abs(sum(persons) / all - 1)).toBeLessThan(0.005);
  });

  it('refuses negative numbers and a place where nobody lives', async () => {
    const grid = gridOfBounds({ minX: 0, minY: 0, maxX: 40, maxY: 20 }, 20);
    await expect(readPersons('p.tif', tiff([-1, 2], 2, 20), grid, place)).rejects.toThrow(
      'p.tif, row 1, column 1: -1 persons in a cell; they are 0 or more',
    );
    await expect(readPersons('p.tif', tiff([0, 0], 2, 20), grid, place)).rejects.toThrow('nobody lives on the area');
    await expect(readPersons('p.tif', tiff([1, 1], 2, 20), { ...grid, westM: 9e4 }, place)).rejects.toThrow(
      'nobody lives on the area',
    );
  });
});

describe('readClasses', () => {
  const place = { name: 'the map', frame: UTM };
  it('takes the class at the middle of a cell, 0 beyond', async () => {
    const grid = gridOfBounds({ minX: 1, minY: -1, maxX: 61, maxY: 19 }, 20);
    const { classes, names } = await readClasses('c.tif', tiff([5, 0, 3, 3, 12, 12, 12, 12], 4, 10), grid, place);
    expect(Array.from(classes)).toEqual([12, 12, 0]);
    expect([names[0], names[12], names.length]).toEqual(['unknown', 'class 12', 13]);
  });

  it('refuses what are no classes', async () => {
    const grid = gridOfBounds({ minX: 0, minY: 0, maxX: 40, maxY: 20 }, 20);
    await expect(readClasses('c.tif', tiff([5.5, 1], 2, 20), grid, place)).rejects.toThrow(
      'c.tif, row 1, column 1: 5.5 is no class; classes are whole numbers from 0 to 255',
    );
    await expect(readClasses('c.tif', tiff([0, 0], 2, 20), grid, place)).rejects.toThrow('has no class on the area');
  });
});

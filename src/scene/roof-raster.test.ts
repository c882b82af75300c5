import { expect, it } from 'vitest';
import { roofRaster } from './roof-raster.ts';

it('fills footprints, leaves courtyards open and keeps the higher of two roofs', () => {
  const ring = (x0: number, y0: number, x1: number, y1: number) => Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1);
  const materials = { wallMaterial: 'concrete', roofMaterial: 'concrete' };
  const grid = { columns: 6, rows: 4, cellSizeM: 1, westM: 0, northM: 4 };
  const roofs = roofRaster(
    [
      { id: 'block', outer: ring(0, 0, 4, 4), holes: [ring(1, 1, 3, 3)], heightM: 12, ...materials },
      { id: 'tower', outer: ring(3, 0, 5, 1), holes: [], heightM: 30, ...materials },
    ],
    grid,
  );
  expect([...roofs]).toEqual([
    ...[12, 12, 12, 12, 0, 0],
    ...[12, 0, 0, 12, 0, 0],
    ...[12, 0, 0, 12, 0, 0],
    ...[12, 12, 12, 30, 30, 0],
  ]);
});

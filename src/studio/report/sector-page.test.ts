import { expect, it } from 'vitest';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { sectorPage } from './sector-page.ts';

const GRID: RasterGrid = { columns: 3, rows: 1, cellSizeM: 10, westM: 0, northM: 10 };
const SHARES = [
  sectorShare('A', sectorMap(GRID, [-90, -100, Number.NaN], 1), { referenceDbm: 10 }),
  sectorShare('B', sectorMap(GRID, [-70, -70, -70], 1), { referenceDbm: 10 }),
];
const MAP = networkOf(GRID, SHARES);
const log = {
  x: Float64Array.of(5, 5, 15, 25, 5),
  y: new Float64Array(5).fill(5),
  rsrpDbm: Float32Array.of(-81, -83, -92, -120, -50),
  cell: Int32Array.of(0, 0, 0, 0, 1),
  cells: ['A', 'C'],
} as unknown as MeasurementsView;

it('holds a sector against the rows that name it, though another is stronger there', () => {
  const page = sectorPage(MAP, SHARES[0]!, log);
  expect([...page.rsrpDbm]).toEqual([-80, -90, Number.NaN]);
  expect([...page.measured!.rsrpDbm]).toEqual([-81, -83, -92, -120]);
  // Medians -82 and -92 dBm: 2 dB too strong in both cells. The third is measured and not covered: -140 stands for it.
  expect([page.covered?.count, page.covered?.bias]).toEqual([2, 2]);
  expect(page.all?.count).toBe(3);
  expect(page.all?.bias).toBeCloseTo((2 + 2 - 20) / 3, 9);
});

it('has no error where no row names the sector, and none where all lie off the map', () => {
  expect(sectorPage(MAP, SHARES[1]!, log)).toMatchObject({ measured: null, covered: null, all: null });
  expect(sectorPage(MAP, SHARES[1]!, null).measured).toBeNull();
  const far = { ...log, x: new Float64Array(5).fill(900) };
  expect(sectorPage(MAP, SHARES[0]!, far)).toMatchObject({ covered: null, all: null });
});

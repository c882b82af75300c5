import { expect, it } from 'vitest';
import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { comparedResults } from './compared-results.ts';

const GRID: RasterGrid = { columns: 5, rows: 1, cellSizeM: 10, westM: 0, northM: 10 };
const { NaN: none } = Number;
const measured = { grid: GRID, medianDbm: Float32Array.of(-80, -90, -100, -110, none) } as unknown as GroundTruthMap;
const distanceM = Float32Array.of(10, 100, 1000, 10_000, 1);
const map = (name: string, levels: number[], grid = GRID) => ({ name, grid, rsrpDbm: Float32Array.from(levels) });

it('holds all maps against the cells that every one of them covers', () => {
  const found = comparedResults(
    [map('sweep', [-82, -88, -104, none, -70]), map('unet', [-81, none, -101, -111, -70])],
    measured,
    distanceM,
  );
  expect([found.cells, found.measured]).toEqual([2, 4]);
  const [sweep, unet] = found.rows;
  // Errors -2 and -4 dB, and -1 twice; alone, the sweep would have +2 dB beside.
  expect([sweep?.figures.bias, sweep?.figures.mae]).toEqual([-3, 3]);
  expect([unet?.figures.bias, unet?.figures.mae]).toEqual([-1, 1]);
  expect([sweep?.coverage, unet?.coverage]).toEqual([0.75, 0.75]);
});

it('puts a constant and a line over lg distance beside them', () => {
  const { rows } = comparedResults([map('sweep', [-80, -90, -100, -110, none])], measured, distanceM);
  expect(rows.map(({ name }) => name)).toEqual([
    'sweep',
    'A constant, fitted here',
    'A line over lg distance, fitted here',
  ]);
  // The median is -95 dBm: errors of 5 and 15 dB. Levels fall by just 10 dB a decade.
  expect(rows[1]?.figures.mae).toBeCloseTo(10, 6);
  expect(rows[2]?.figures.rmse).toBeLessThan(1e-3);
  expect(rows[1]?.coverage).toBeNull();
});

it('leaves maps of other cells out, by name, and the line where a mast is gone', () => {
  const coarse = map('coarse', [-80], { ...GRID, columns: 1, cellSizeM: 50 });
  const found = comparedResults([map('sweep', [-80, -90, -100, -110, none]), coarse], measured, distanceM.fill(none));
  expect(found.otherCells).toEqual(['coarse']);
  expect(found.rows.map(({ name }) => name)).toEqual(['sweep', 'A constant, fitted here']);
});

it('says nothing of maps that have no cell in common', () => {
  const found = comparedResults(
    [map('a', [-80, none, none, none, none]), map('b', [none, -90, none, none, none])],
    measured,
    distanceM,
  );
  expect(found.cells).toBe(0);
  expect(found.rows.map(({ figures }) => figures.count)).toEqual([0, 0]);
});

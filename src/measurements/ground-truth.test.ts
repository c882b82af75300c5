import { describe, expect, it } from 'vitest';
import { cellAt, gridBounds } from '../raster/raster-grid.ts';
import { cellSizeFor, filteredForGroundTruth, groundTruthOf, recordsByCell } from './ground-truth.ts';
import { type MeasurementSet, measurementSet } from './measurement-set.ts';

/** Rows of cell A at these places [m]; every level -80 dBm where none is given. */
function rows(places: readonly (readonly [number, number, number?])[], patch: Partial<MeasurementSet> = {}) {
  const x = Float64Array.from(places, ([px]) => px);
  const y = Float64Array.from(places, ([, py]) => py);
  const set = measurementSet({
    name: 'walk.csv',
    positions: { kind: 'local', x, y },
    rsrpDbm: Float32Array.from(places, ([, , level]) => level ?? -80),
    cell: new Int32Array(places.length),
    cells: ['A'],
    ...patch,
  });
  return { set, local: { x, y } };
}

const ANTENNA = { x: 100, y: -50 };

it('D1: leaves out what is indoors or errs by more than 10 m, or does not tell, by reason', () => {
  const { set } = rows(
    Array.from({ length: 7 }, (_, i) => [i, 0] as const),
    {
      indoor: Uint8Array.of(0, 1, 2, 0, 0, 0, 1),
      accuracyM: Float32Array.of(10, 3, 3, 10.5, Number.NaN, 0, 50),
    },
  );
  const { measurements, removed } = filteredForGroundTruth(set);
  expect(removed).toEqual([
    { filter: 'indoors', count: 2 },
    { filter: 'not known to be outdoors', count: 1 },
    { filter: 'position off by more than 10 m', count: 1 },
    { filter: 'accuracy of the position not known', count: 1 },
  ]);
  expect([...measurements.line]).toEqual([2, 7]);
  expect(filteredForGroundTruth(rows([[0, 0]]).set)).toMatchObject({ removed: [], measurements: { count: 1 } });
});

it('D2: counts the records of each cell that are left', () => {
  const { set } = rows(
    [
      [0, 0],
      [1, 0],
      [2, 0],
    ],
    {
      cell: Int32Array.of(1, -1, 1),
      cells: ['A', 'B'],
    },
  );
  expect([...recordsByCell(set)]).toEqual([0, 2]);
});

describe('D3: the radius', () => {
  it.each([
    [1250, 5],
    [1000, 4],
    [800, 3],
    [510, 2],
    [9000, 5],
    [1, 2],
    // As far from 1,280 as from 1,024.
    [1152, 5],
  ])('reaches nearest to where nine of ten lie: %d m by cells of %d m', (d90M, cellM) => {
    expect(cellSizeFor(d90M)).toBe(cellM);
  });

  it('says how many records lie within it', () => {
    // 1 to 100 times 10 m to the east: nine of ten within 901 m by linear interpolation, 768 m are nearer than 1,024.
    const { set, local } = rows(Array.from({ length: 100 }, (_, i) => [ANTENNA.x + 10 * (i + 1), ANTENNA.y] as const));
    const truth = groundTruthOf(set.rsrpDbm, local, ANTENNA);
    expect(truth.d90M).toBeCloseTo(901, 9);
    expect([truth.radiusM, truth.grid.cellSizeM]).toEqual([1024, 4]);
    expect(truth.withinRadius).toBe(1);
    const narrow = groundTruthOf(set.rsrpDbm, local, ANTENNA, 2);
    expect([narrow.radiusM, narrow.withinRadius, narrow.outside]).toEqual([512, 0.51, 49]);
  });
});

it('D4: has 512 cells a side over exactly twice the radius, the antenna where four of them meet', () => {
  const { set, local } = rows([[100, -50]]);
  const { grid, radiusM } = groundTruthOf(set.rsrpDbm, local, ANTENNA, 3);
  expect([grid.columns, grid.rows]).toEqual([512, 512]);
  expect(gridBounds(grid)).toEqual({ minX: 100 - 768, maxX: 100 + 768, minY: -50 - 768, maxY: -50 + 768 });
  expect(radiusM).toBe(768);
  // A hair to the north-east of it is row 255 from the north, column 256.
  expect(cellAt(grid, 100.01, -49.99)).toBe(255 * 512 + 256);
});

it('D5, D6: takes the median in dBm by cell, of two the mean, with count and spread, and drops what lies outside', () => {
  const { set, local } = rows([
    [101, -49, -70],
    [102, -48, -90],
    [101, -48, -75],
    [102, -49, -81],
    [90, -49, -60],
    [5000, 0, -60],
  ]);
  const { grid, medianDbm, count, spreadDb, outside, records } = groundTruthOf(set.rsrpDbm, local, ANTENNA, 5);
  const cell = cellAt(grid, 101, -49);
  expect([medianDbm[cell], count[cell]]).toEqual([-78, 4]);
  // Quartiles of -90, -81, -75, -70: -83.25 and -73.75.
  expect(spreadDb[cell]).toBeCloseTo(9.5, 5);
  expect([outside, records]).toEqual([1, 6]);
});

it('D7: has no value where nothing was measured', () => {
  const { set, local } = rows([[101, -49]]);
  const { medianDbm, count } = groundTruthOf(set.rsrpDbm, local, ANTENNA);
  expect(medianDbm.filter((level) => !Number.isNaN(level))).toHaveLength(1);
  expect(count.reduce((sum, n) => sum + n)).toBe(1);
});

import { describe, expect, it } from 'vitest';
import { binByCell } from '../../measurements/bin-by-cell.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import { summariseErrors } from './error-summary.ts';

const GRID: RasterGrid = { columns: 4, rows: 2, cellSizeM: 10, westM: 0, northM: 20 };
const NONE = Number.NaN;

describe('strongestSector', () => {
  it('takes the strongest level, with the mechanism of the sector that serves, and no data where none arrives', () => {
    const near = sectorMap(GRID, [-60, -70, -90, NONE, -60, -70, -90, NONE]);
    const far = sectorMap(GRID, [-95, -75, -75, NONE, -95, -75, -75, -80], 4);
    const map = networkOf(
      GRID,
      [sectorShare('near', near, { referenceDbm: 10 }), sectorShare('far', far, { referenceDbm: 12 })],
      true,
    );
    expect([...map.rsrpDbm]).toEqual([-50, -60, -63, NONE, -50, -60, -63, -68]);
    expect([...map.server]).toEqual([0, 0, 1, -1, 0, 0, 1, 1]);
    expect([...map.provenance]).toEqual([1, 1, 4, 0, 1, 1, 4, 4]);
    expect([...map.lineOfSight]).toEqual([1, 1, 0, 0, 1, 1, 0, 0]);
  });

  it('gives fine cells the value of the coarse cell that holds their centre, also when the coarse grid sticks out north', () => {
    // 20 m cells anchored at the same south-west corner; 30 m of height leave the coarse grid 10 m higher.
    const fine: RasterGrid = { columns: 4, rows: 3, cellSizeM: 10, westM: 0, northM: 30 };
    const coarse: RasterGrid = { columns: 2, rows: 2, cellSizeM: 20, westM: 0, northM: 40 };
    const map = networkOf(fine, [sectorShare('s', sectorMap(coarse, [-1, -2, -3, -4]))], false);
    expect([...map.rsrpDbm]).toEqual([-1, -1, -2, -2, -3, -3, -4, -4, -3, -3, -4, -4]);
  });
});

describe('the error to be expected', () => {
  const sweep = sectorMap(GRID, [-60, -70, -90, NONE, -60, -70, -90, NONE]);
  const model = {
    ...sectorMap(GRID, [-95, -75, -75, NONE, -95, -75, -75, -80], 5),
    spreadDb: Float32Array.of(5, 5, 6, NONE, 5, 5, 1, 20),
  };

  it('is that of the sector that serves, and none where its engine does not tell', () => {
    const map = networkOf(GRID, [sectorShare('near', sweep), sectorShare('far', model)], true);
    expect([...(map.spreadDb ?? [])]).toEqual([NONE, NONE, 6, NONE, NONE, NONE, 1, 20]);
    expect(map.solves).toEqual([sweep.stats, model.stats]);
  });

  it('is not there where no engine tells it', () => {
    expect(networkOf(GRID, [sectorShare('near', sweep)], true).spreadDb).toBeNull();
  });
});

describe('errors against measurements', () => {
  const share = sectorShare('s', sectorMap(GRID, [-60, -70, -80, NONE, NONE, NONE, NONE, NONE]));
  const map = networkOf(GRID, [share], true);
  // Cell 0: median of -64, -62 = -63; cell 1: -75; cell 3: measured, not covered; the last row lies outside.
  const measured = binByCell(
    GRID,
    Float64Array.of(1, 9, 15, 35, 500),
    Float64Array.of(19, 11, 15, 15, 0),
    Float32Array.of(-64, -62, -75, -120, -80),
  );

  it('bins by median and counts rows outside', () => {
    expect(measured.medianDbm[0]).toBe(-63);
    expect([...measured.count]).toEqual([2, 1, 0, 1, 0, 0, 0, 0]);
    expect(measured.outside).toBe(1);
  });

  it('states covered cells and all cells apart, the latter with the floor', () => {
    const errors = summariseErrors(map, measured);
    // Covered: +3, +5; all: also -140 - (-120) = -20.
    expect(errors?.covered.mae).toBeCloseTo(4, 9);
    expect(errors?.covered.bias).toBeCloseTo(4, 9);
    expect(errors?.covered.count).toBe(2);
    expect(errors?.all.mae).toBeCloseTo(28 / 3, 9);
    expect(errors?.all.bias).toBeCloseTo(-4, 9);
    expect(errors?.all.count).toBe(3);
  });
});

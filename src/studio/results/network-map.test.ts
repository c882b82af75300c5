import { describe, expect, it } from 'vitest';
import { binByCell } from '../../measurements/bin-by-cell.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { SectorMap } from '../../worker/engine-protocol.ts';
import { summariseErrors } from './error-summary.ts';
import { classOfCell, countClasses, rsrpClass } from './layer-classes.ts';
import { strongestSector } from './network-map.ts';

const GRID: RasterGrid = { columns: 4, rows: 2, cellSizeM: 10, westM: 0, northM: 20 };
const NONE = Number.NaN;

function sectorMap(grid: RasterGrid, pathGainDb: readonly number[], provenance = 1): SectorMap {
  return {
    grid,
    pathGainDb: Float32Array.from(pathGainDb),
    provenance: new Uint8Array(pathGainDb.length).fill(provenance),
    lineOfSight: new Uint8Array(pathGainDb.length).fill(provenance === 1 ? 1 : 0),
    stats: {
      engine: 'sweep',
      adapter: 'cpu',
      timingsMs: { pack: 0, solve: 0, readback: 0 },
      launched: 0,
      traced: 0,
      dropped: 0,
      droppedBound: 0,
      warnings: [],
    },
  };
}

describe('strongestSector', () => {
  it('takes the strongest level, with the mechanism of the sector that serves, and no data where none arrives', () => {
    const near = sectorMap(GRID, [-60, -70, -90, NONE, -60, -70, -90, NONE]);
    const far = sectorMap(GRID, [-95, -75, -75, NONE, -95, -75, -75, -80], 4);
    const map = strongestSector(
      GRID,
      [
        { sectorId: 'near', referenceDbm: 10, map: near },
        { sectorId: 'far', referenceDbm: 12, map: far },
      ],
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
    const map = strongestSector(
      fine,
      [{ sectorId: 's', referenceDbm: 0, map: sectorMap(coarse, [-1, -2, -3, -4]) }],
      false,
    );
    expect([...map.rsrpDbm]).toEqual([-1, -1, -2, -2, -3, -3, -4, -4, -3, -3, -4, -4]);
  });
});

describe('the error to be expected', () => {
  const sweep = sectorMap(GRID, [-60, -70, -90, NONE, -60, -70, -90, NONE]);
  const model = {
    ...sectorMap(GRID, [-95, -75, -75, NONE, -95, -75, -75, -80], 5),
    spreadDb: Float32Array.of(5, 5, 6, NONE, 5, 5, 1, 20),
  };
  const share = (sectorId: string, map: SectorMap) => ({ sectorId, referenceDbm: 0, map });

  it('is that of the sector that serves, and none where its engine does not tell', () => {
    const map = strongestSector(GRID, [share('near', sweep), share('far', model)], true);
    expect([...(map.spreadDb ?? [])]).toEqual([NONE, NONE, 6, NONE, NONE, NONE, 1, 20]);
    expect(map.solves).toEqual([sweep.stats, model.stats]);
    expect(countClasses(map, null)['expected-error']).toEqual({ cells: [1, 0, 0, 1, 0, 0, 1], noData: 5 });
  });

  it('is not there where no engine tells it', () => {
    const map = strongestSector(GRID, [share('near', sweep)], true);
    expect(map.spreadDb).toBeNull();
    expect(countClasses(map, null)['expected-error'].cells).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('classes', () => {
  it('puts a level on a break into the class above it', () => {
    expect([-60, -75, -75.01, -85, -124.9, -125, -125.1].map(rsrpClass)).toEqual([0, 0, 1, 1, 5, 5, 6]);
  });

  it('counts every outdoor cell once', () => {
    const share = {
      sectorId: 's',
      referenceDbm: 0,
      map: sectorMap(GRID, [-60, -80, -80, NONE, -130, -90, -100, -110], 2),
    };
    const map = strongestSector(GRID, [share], true);
    const indoor = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0);
    const { rsrp, los, provenance } = countClasses(map, indoor);
    expect(rsrp).toEqual({ cells: [0, 2, 1, 1, 1, 0, 1], noData: 1 });
    expect(los).toEqual({ cells: [0, 6], noData: 1 });
    expect(provenance).toEqual({ cells: [0, 6, 0, 0, 0], noData: 1 });
    expect(classOfCell('best-server', map, 3)).toBe(-1);
  });
});

describe('errors against measurements', () => {
  const share = { sectorId: 's', referenceDbm: 0, map: sectorMap(GRID, [-60, -70, -80, NONE, NONE, NONE, NONE, NONE]) };
  const map = strongestSector(GRID, [share], true);
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

import { binByCell } from '../measurements/bin-by-cell.ts';
import type { BoundsM, RasterGrid } from '../raster/raster-grid.ts';
import { cellCentre } from '../raster/raster-grid.ts';
import { roofRaster } from '../scene/roof-raster.ts';
import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';

/**
 * What was measured of one sector, cell by cell: the level that calibration holds a model against. All arrays have `count` entries,
 * in the order of the grid's cells.
 */
export interface Observations {
  readonly grid: RasterGrid;
  readonly count: number;
  /** Index of the cell in the grid. */
  readonly cell: Uint32Array;
  /** Centre of the cell in the scene frame [m]. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Median RSRP of the cell [dBm]. */
  readonly levelDbm: Float64Array;
  /** Measurements in the cell. */
  readonly samples: Uint32Array;
  /** 1 where the centre lies inside a building. */
  readonly indoor: Uint8Array;
}

/** Cells along a side of the widest grid that measurements are binned on: 100 km at 5 m. */
const MOST_CELLS = 20_000;

/**
 * Bins measurements of one sector into cells whose edges lie on multiples of `cellSizeM` of the scene frame, so that the same place
 * is the same cell for every sector, and for a raster scene one pixel.
 * @param x,y positions in the scene frame [m]
 * @param rsrpDbm levels [dBm]
 * @throws UserError('bad-input') without measurements, or when they spread so far that they cannot belong to one area
 */
export function observe(
  scene: Scene,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  rsrpDbm: ArrayLike<number>,
  cellSizeM: number,
): Observations {
  if (x.length === 0) throw badInput('No measurement of this sector.');
  const grid = alignedGrid(extentOf(x, y), cellSizeM);
  if (Math.max(grid.columns, grid.rows) > MOST_CELLS)
    throw badInput(
      `The measurements spread over ${Math.round((grid.columns * cellSizeM) / 1000)} x ${Math.round((grid.rows * cellSizeM) / 1000)} km: are some positions wrong?`,
    );
  const truth = binByCell(grid, x, y, rsrpDbm);
  const cells: number[] = [];
  for (let c = 0; c < truth.count.length; c++) if (truth.count[c]! > 0) cells.push(c);
  const roofs = roofRaster(scene.buildings, grid);
  const centres = cells.map((c) => cellCentre(grid, c));
  return {
    grid,
    count: cells.length,
    cell: Uint32Array.from(cells),
    x: Float64Array.from(centres, (p) => p.x),
    y: Float64Array.from(centres, (p) => p.y),
    levelDbm: Float64Array.from(cells, (c) => truth.medianDbm[c]!),
    samples: Uint32Array.from(cells, (c) => truth.count[c]!),
    indoor: Uint8Array.from(cells, (c) => (roofs[c]! > 0 ? 1 : 0)),
  };
}

/** The observations at `indices`, in that order. */
export function pick(of: Observations, indices: ArrayLike<number>): Observations {
  const at = <T extends Float64Array | Uint32Array | Uint8Array>(values: T): T => {
    const out = values.slice(0, indices.length) as T;
    for (let i = 0; i < indices.length; i++) out[i] = values[indices[i]!]!;
    return out;
  };
  return {
    grid: of.grid,
    count: indices.length,
    cell: at(of.cell),
    x: at(of.x),
    y: at(of.y),
    levelDbm: at(of.levelDbm),
    samples: at(of.samples),
    indoor: at(of.indoor),
  };
}

/** The smallest grid of whole cells on multiples of the cell size that holds the bounds. */
function alignedGrid(b: BoundsM, cellSizeM: number): RasterGrid {
  const west = Math.floor(b.minX / cellSizeM);
  const east = Math.floor(b.maxX / cellSizeM) + 1;
  // A cell owns its north edge.
  const south = Math.ceil(b.minY / cellSizeM) - 1;
  const north = Math.ceil(b.maxY / cellSizeM);
  return {
    westM: west * cellSizeM,
    northM: north * cellSizeM,
    cellSizeM,
    columns: east - west,
    rows: Math.max(1, north - south),
  };
}

function extentOf(x: ArrayLike<number>, y: ArrayLike<number>): BoundsM {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    minX = Math.min(minX, x[i]!);
    maxX = Math.max(maxX, x[i]!);
    minY = Math.min(minY, y[i]!);
    maxY = Math.max(maxY, y[i]!);
  }
  return { minX, minY, maxX, maxY };
}

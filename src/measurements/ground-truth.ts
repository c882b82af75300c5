import { gridCentredOn, type RasterGrid } from '../raster/raster-grid.ts';
import { badInput } from '../units/errors.ts';
import { binByCell, type GroundTruthMap } from './bin-by-cell.ts';
import { filterMeasurements, type MeasurementFilter } from './filter-measurements.ts';
import type { MeasurementSet } from './measurement-set.ts';

/** Cells a side of a ground-truth map, and the widths of a cell [m] that are chosen from. */
export const GROUND_TRUTH_CELLS = 512;
export const GROUND_TRUTH_CELL_SIZES_M = [5, 4, 3, 2] as const;
export type GroundTruthCellM = (typeof GROUND_TRUTH_CELL_SIZES_M)[number];

/** An accuracy of exactly this is kept [m]. */
export const MOST_ACCURACY_M = 10;
/** An antenna has a map when it has more measurements than this after the filters. */
export const LEAST_RECORDS = 1000;

const INDOOR_UNKNOWN = 2;

/**
 * Takes out what cannot be ground truth: rows under a roof or that do not tell, and positions that err by more than 10 m or do not
 * tell. A file without such a column is taken as it is: nothing in it could pass.
 * Source: the paper, 3.1, table D1 of its requirements.
 */
export function groundTruthFilters({ indoor, accuracyM }: MeasurementSet): readonly MeasurementFilter[] {
  const filters: MeasurementFilter[] = [];
  if (indoor) {
    filters.push({ name: 'indoors', keeps: (i) => indoor[i] !== 1 });
    filters.push({ name: 'not known to be outdoors', keeps: (i) => indoor[i] !== INDOOR_UNKNOWN });
  }
  if (accuracyM) {
    filters.push({
      name: `position off by more than ${MOST_ACCURACY_M} m`,
      keeps: (i) => !(accuracyM[i]! > MOST_ACCURACY_M),
    });
    filters.push({ name: 'accuracy of the position not known', keeps: (i) => !Number.isNaN(accuracyM[i]!) });
  }
  return filters;
}

/** An antenna, in the frame of the positions [m]. */
export interface GroundTruthAntenna {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface GroundTruth extends GroundTruthMap {
  /** Measurements of the antenna that passed the filters. */
  readonly records: number;
  /** Distance within which nine of ten of them lie [m]. */
  readonly d90M: number;
  /** Half of the map's side [m]: 256 cells. */
  readonly radiusM: number;
  /** Share of the records that lie within `radiusM` [0..1]. */
  readonly withinRadius: number;
}

/**
 * The ground truth of one antenna: 512 x 512 cells centred on it, of the width whose map reaches nearest to nine of ten of its
 * measurements, with the median, count and spread of each cell. The antenna stands where four cells meet.
 * @param local positions of `set` [m], in the antenna's frame
 * @param cell name of the antenna's rows
 * @param resolution 'auto', or the width of a cell [m]
 * @throws UserError('bad-input') for an antenna without rows
 * Source: the paper, 3.1 and 3.2; requirements D2 to D7.
 */
export function groundTruthOf(
  set: MeasurementSet,
  local: { readonly x: Float64Array; readonly y: Float64Array },
  antenna: GroundTruthAntenna,
  resolution: 'auto' | GroundTruthCellM = 'auto',
): GroundTruth {
  const index = set.cells.indexOf(antenna.id);
  const rows: number[] = [];
  if (index >= 0) for (let i = 0; i < set.count; i++) if (set.cell[i] === index) rows.push(i);
  if (rows.length === 0)
    throw badInput(
      `${set.name} has no measurement of ${antenna.id} that passes the filters; its cells are ${set.cells.slice(0, 8).join(', ') || 'not named'}`,
    );
  const distances = Float64Array.from(rows, (i) => Math.hypot(local.x[i]! - antenna.x, local.y[i]! - antenna.y)).sort();
  const d90M = quantile(distances, 0.9);
  const cellSizeM = resolution === 'auto' ? cellSizeFor(d90M) : resolution;
  const radiusM = (GROUND_TRUTH_CELLS / 2) * cellSizeM;
  const grid: RasterGrid = gridCentredOn(antenna.x, antenna.y, GROUND_TRUTH_CELLS, GROUND_TRUTH_CELLS, cellSizeM);
  const map = binByCell(
    grid,
    Float64Array.from(rows, (i) => local.x[i]!),
    Float64Array.from(rows, (i) => local.y[i]!),
    Float32Array.from(rows, (i) => set.rsrpDbm[i]!),
  );
  const within = distances.filter((d) => d <= radiusM).length;
  return { ...map, records: rows.length, d90M, radiusM, withinRadius: within / rows.length };
}

/** Of 5, 4, 3 and 2 m, the one whose map reaches nearest to this distance [m]; of two as near, the wider. */
export function cellSizeFor(d90M: number): GroundTruthCellM {
  const miss = (cellSizeM: number) => Math.abs((GROUND_TRUTH_CELLS / 2) * cellSizeM - d90M);
  return [...GROUND_TRUTH_CELL_SIZES_M].reduce((best, size) => (miss(size) < miss(best) ? size : best));
}

/** Measurements by antenna after the filters; antennas with no more than 1,000 have no map. */
export function filteredForGroundTruth(set: MeasurementSet) {
  return filterMeasurements(set, groundTruthFilters(set));
}

/** How many measurements name each cell, in the order of `set.cells`. */
export function recordsByCell(set: MeasurementSet): Uint32Array {
  const counts = new Uint32Array(set.cells.length);
  for (const cell of set.cell) if (cell >= 0) counts[cell]!++;
  return counts;
}

function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * (sorted[Math.ceil(at)]! - sorted[low]!);
}

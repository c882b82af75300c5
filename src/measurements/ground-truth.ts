import { gridCentredOn } from '../raster/raster-grid.ts';
import { binByCell, type GroundTruthMap, sortedQuantile } from './bin-by-cell.ts';
import { type FilteredMeasurements, filterMeasurements, type MeasurementFilter } from './filter-measurements.ts';
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
 * @param levelDbm of its measurements
 * @param local their positions [m], in the antenna's frame; at least one
 * @param resolution 'auto', or the width of a cell [m]
 * Source: the paper, 3.1 and 3.2; requirements D3 to D7.
 */
export function groundTruthOf(
  levelDbm: Float32Array,
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
  antenna: { readonly x: number; readonly y: number },
  resolution: 'auto' | GroundTruthCellM = 'auto',
): GroundTruth {
  const distances = x.map((px, i) => Math.hypot(px - antenna.x, y[i]! - antenna.y)).sort();
  const d90M = sortedQuantile(distances, 0.9);
  const cellSizeM = resolution === 'auto' ? cellSizeFor(d90M) : resolution;
  const radiusM = (GROUND_TRUTH_CELLS / 2) * cellSizeM;
  const grid = gridCentredOn(antenna.x, antenna.y, GROUND_TRUTH_CELLS, GROUND_TRUTH_CELLS, cellSizeM);
  const within = distances.filter((d) => d <= radiusM).length;
  return {
    ...binByCell(grid, x, y, levelDbm),
    records: distances.length,
    d90M,
    radiusM,
    withinRadius: within / distances.length,
  };
}

/** Of 5, 4, 3 and 2 m, the one whose map reaches nearest to this distance [m]; of two as near, the wider. */
export function cellSizeFor(d90M: number): GroundTruthCellM {
  const miss = (cellSizeM: number) => Math.abs((GROUND_TRUTH_CELLS / 2) * cellSizeM - d90M);
  return [...GROUND_TRUTH_CELL_SIZES_M].reduce((best, size) => (miss(size) < miss(best) ? size : best));
}

/** The measurements that can be ground truth, and how many each filter took out. */
export function filteredForGroundTruth(set: MeasurementSet): FilteredMeasurements {
  return filterMeasurements(set, groundTruthFilters(set));
}

/** How many measurements name each cell, in the order of `set.cells`. */
export function recordsByCell(set: MeasurementSet): Uint32Array {
  const counts = new Uint32Array(set.cells.length);
  for (const cell of set.cell) if (cell >= 0) counts[cell]!++;
  return counts;
}

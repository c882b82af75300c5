import { badInput } from '../units/errors.ts';
import type { MeasurementSet } from './measurement-set.ts';

/** A test that measurements must pass, with its name for the ledger. */
export interface MeasurementFilter {
  readonly name: string;
  /** True where measurement `index` stays. */
  readonly keeps: (index: number) => boolean;
}

export interface FilteredMeasurements {
  readonly measurements: MeasurementSet;
  /** Measurements taken out, by the first filter that each of them failed, in the order of the filters. */
  readonly removed: readonly { readonly filter: string; readonly count: number }[];
}

/** Keeps the measurements that pass every filter. Rows, rejections and issues of the file stay as they were read. */
export function filterMeasurements(set: MeasurementSet, filters: readonly MeasurementFilter[]): FilteredMeasurements {
  const removed = filters.map(({ name }) => ({ filter: name, count: 0 }));
  const kept: number[] = [];
  for (let i = 0; i < set.count; i++) {
    const failed = filters.findIndex((filter) => !filter.keeps(i));
    if (failed < 0) kept.push(i);
    else removed[failed]!.count++;
  }
  const { positions } = set;
  const float32 = (values: Float32Array) => Float32Array.from(kept, (i) => values[i]!);
  const float64 = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]!);
  return {
    measurements: {
      ...set,
      count: kept.length,
      positions:
        positions.kind === 'wgs84'
          ? { kind: 'wgs84', latDeg: float64(positions.latDeg), lonDeg: float64(positions.lonDeg) }
          : { kind: 'local', x: float64(positions.x), y: float64(positions.y) },
      rsrpDbm: float32(set.rsrpDbm),
      cell: Int32Array.from(kept, (i) => set.cell[i]!),
      device: set.device && Int32Array.from(kept, (i) => set.device![i]!),
      frequencyHz: set.frequencyHz && float64(set.frequencyHz),
      timeMs: set.timeMs && float64(set.timeMs),
      accuracyM: set.accuracyM && float32(set.accuracyM),
      speedMps: set.speedMps && float32(set.speedMps),
      indoor: set.indoor && Uint8Array.from(kept, (i) => set.indoor![i]!),
      part: Uint16Array.from(kept, (i) => set.part[i]!),
      line: Uint32Array.from(kept, (i) => set.line[i]!),
    },
    removed,
  };
}

/** Measurements that name this serving cell. Throws UserError('bad-input') where the set has no such cell. */
export function servedBy(set: MeasurementSet, cellName: string): MeasurementFilter {
  const wanted = set.cells.indexOf(cellName);
  if (wanted < 0)
    throw badInput(`${set.name} has no cell "${cellName}"; it has ${set.cells.slice(0, 8).join(', ') || 'none'}.`);
  return { name: `served by ${cellName}`, keeps: (i) => set.cell[i] === wanted };
}

/** Measurements between two distances [m, in the plane] from a point; positions in the same frame as the point. */
export function withinDistance(
  local: { readonly x: Float64Array; readonly y: Float64Array },
  point: { readonly x: number; readonly y: number },
  leastM: number,
  mostM: number,
): MeasurementFilter {
  return {
    name: `${leastM} to ${mostM} m away`,
    keeps: (i) => {
      const d = Math.hypot(local.x[i]! - point.x, local.y[i]! - point.y);
      return d >= leastM && d <= mostM;
    },
  };
}

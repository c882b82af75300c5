import { cellAt } from '../../raster/raster-grid.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import type { NetworkMap } from '../results/network-map.ts';

/** Measurements farther from the cell's centre than this are not near [m]. */
export const NEAR_M = 25;

export interface NearMeasurements {
  readonly count: number;
  readonly medianDbm: number;
  /** Distance of the nearest [m]. */
  readonly nearestM: number;
  /** Median of predicted less measured over the points with a prediction [dB]; null where there is none. */
  readonly residualDb: number | null;
}

/** What was measured within NEAR_M of (x, y) [m, scene frame]; null where nothing was. */
export function nearMeasurements(
  { x: xs, y: ys, rsrpDbm }: Pick<MeasurementsView, 'x' | 'y' | 'rsrpDbm'>,
  map: NetworkMap | null,
  x: number,
  y: number,
): NearMeasurements | null {
  const levels: number[] = [];
  const residuals: number[] = [];
  let nearestM = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rsrpDbm.length; i++) {
    const distance = Math.hypot(xs[i]! - x, ys[i]! - y);
    if (distance > NEAR_M) continue;
    nearestM = Math.min(nearestM, distance);
    levels.push(rsrpDbm[i]!);
    const cell = map ? cellAt(map.grid, xs[i]!, ys[i]!) : -1;
    const predicted = map && cell >= 0 ? map.rsrpDbm[cell]! : Number.NaN;
    if (!Number.isNaN(predicted)) residuals.push(predicted - rsrpDbm[i]!);
  }
  if (levels.length === 0) return null;
  return {
    count: levels.length,
    medianDbm: median(levels),
    nearestM,
    residualDb: residuals.length > 0 ? median(residuals) : null,
  };
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half]! : (values[half - 1]! + values[half]!) / 2;
}

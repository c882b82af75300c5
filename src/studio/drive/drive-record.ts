import { cellAt } from '../../raster/raster-grid.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import type { NetworkMap } from '../results/network-map.ts';
import type { Route } from './drive-routes.ts';

/** Buildings count as beside the road up to this distance [m]. */
export const BESIDE_M = 25;

/** One drive, sample by sample: what was measured, what the map on the screen says there, and what stands beside the road. */
export interface DriveRecord {
  readonly route: Route;
  /** Since the first sample [s], never falling; null where the file has no times. */
  readonly timeS: Float64Array | null;
  /** Along the way [m]. */
  readonly alongM: Float64Array;
  readonly measuredDbm: Float32Array;
  /** NaN where the map has no data. */
  readonly predictedDbm: Float32Array;
  /** Index into the map's sectors of the one that serves by the map; -1 where none does. */
  readonly server: Int16Array;
  /** Highest roof within 25 m [m above ground]; 0 where none stands. */
  readonly roofM: Float32Array;
}

/** @param roofM by sample, highest within BESIDE_M [m] */
export function driveRecord(
  measured: MeasurementsView,
  route: Route,
  map: NetworkMap | null,
  roofM: Float32Array,
): DriveRecord {
  const { from, to } = route;
  const [x, y] = [measured.x.subarray(from, to), measured.y.subarray(from, to)];
  const cells = Int32Array.from(x, (at, i) => (map ? cellAt(map.grid, at, y[i]!) : -1));
  return {
    route,
    timeS: measured.timeMs && timesOf(measured.timeMs.subarray(from, to)),
    alongM: along(x, y),
    measuredDbm: measured.rsrpDbm.subarray(from, to),
    predictedDbm: Float32Array.from(cells, (cell) => (map && cell >= 0 ? map.rsrpDbm[cell]! : Number.NaN)),
    server: Int16Array.from(cells, (cell) => (map && cell >= 0 ? map.server[cell]! : -1)),
    roofM,
  };
}

/** A row without a time stands at that of the row before. */
function timesOf(timeMs: Float64Array): Float64Array {
  const first = timeMs.find((at) => !Number.isNaN(at)) ?? 0;
  let last = 0;
  return timeMs.map((at) => {
    last = Number.isNaN(at) ? last : (at - first) / 1000;
    return last;
  });
}

function along(x: Float64Array, y: Float64Array): Float64Array {
  let sum = 0;
  return x.map((at, i) => {
    if (i > 0) sum += Math.hypot(at - x[i - 1]!, y[i]! - y[i - 1]!);
    return sum;
  });
}

/** What the strip is drawn over: time, where the file tells it, or the way. */
export type DriveAxis = 'time' | 'distance';

/** Place of every sample on an axis: [s] or [m], never falling. */
export function placesOn(record: DriveRecord, axis: DriveAxis): Float64Array {
  return (axis === 'time' ? record.timeS : null) ?? record.alongM;
}

/** The page of an axis that holds a place, of `pages` alike, and the samples on it: `from` up to, not with, `to`. */
export interface StripPage {
  readonly start: number;
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

export function stripPage(places: Float64Array, place: number, pages: number): StripPage {
  const whole = places.at(-1) || 1;
  const length = whole / pages;
  const start = length * Math.min(pages - 1, Math.max(0, Math.floor(place / length)));
  // One more on either side, so that lines run to the edges.
  const from = sampleAt(places, start);
  const to = Math.min(places.length, sampleAt(places, start + length) + 2);
  return { start, length, from, to };
}

/** The last sample at or before a place of an axis; the first where there is none. */
export function sampleAt(places: Float64Array, place: number): number {
  let [low, high] = [0, places.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (places[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A pause longer than this ends a route [ms]. */
const LONGEST_PAUSE_MS = 120_000;
/** So does a leap from one measurement to the next [m]. */
const LONGEST_LEAP_M = 500;

/**
 * Number of the drive that each measurement belongs to, from 0: a new one begins after a pause of two minutes, a leap of 500 m, or
 * where the clock goes back. Null without times.
 * @param timeMs milliseconds, in the order of the file; NaN where a row has none: such rows stay with the row before
 * @param x,y positions in the scene frame [m]
 */
export function routesOf(timeMs: Float64Array | null, x: ArrayLike<number>, y: ArrayLike<number>): Int32Array | null {
  if (timeMs === null) return null;
  const route = new Int32Array(timeMs.length);
  let current = 0;
  let last = Number.NaN;
  for (let i = 0; i < timeMs.length; i++) {
    const pause = timeMs[i]! - last;
    const leap = i > 0 ? Math.hypot(x[i]! - x[i - 1]!, y[i]! - y[i - 1]!) : 0;
    if (pause > LONGEST_PAUSE_MS || pause < 0 || leap > LONGEST_LEAP_M) current++;
    if (!Number.isNaN(timeMs[i]!)) last = timeMs[i]!;
    route[i] = current;
  }
  return route;
}

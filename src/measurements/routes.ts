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

/**
 * Number of the drive that each measurement belongs to, from 0, with each phone's drives apart: phones that log side by side take turns
 * in a file, and a file may be sorted by cell. A phone's rows are taken in the order of the file or in that of their times, whichever
 * makes fewer drives (see `routesOf`); the numbers follow the phones. Null without times.
 * @param device index of the phone of each measurement, negative where it names none: these are one phone more; null where the file names none
 */
export function drivesOf(
  timeMs: Float64Array | null,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  device: Int32Array | null,
): Int32Array | null {
  if (timeMs === null) return null;
  const drive = new Int32Array(timeMs.length);
  let first = 0;
  for (const rows of rowsByPhone(timeMs.length, device)) {
    const inFile = drivesInOrder(rows, timeMs, x, y);
    const inTime = drivesInOrder(byTime(rows, timeMs), timeMs, x, y);
    const { order, route, count } = inTime.count < inFile.count ? inTime : inFile;
    order.forEach((row, i) => {
      drive[row] = first + route[i]!;
    });
    first += count;
  }
  return drive;
}

function rowsByPhone(count: number, device: Int32Array | null): readonly (readonly number[])[] {
  const rows = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const phone = device === null ? -1 : Math.max(-1, device[i]!);
    const own = rows.get(phone);
    if (own) own.push(i);
    else rows.set(phone, [i]);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, own]) => own);
}

function drivesInOrder(
  order: readonly number[],
  timeMs: Float64Array,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): { readonly order: readonly number[]; readonly route: Int32Array; readonly count: number } {
  const of = (values: ArrayLike<number>) => Float64Array.from(order, (i) => values[i]!);
  const route = routesOf(of(timeMs), of(x), of(y))!;
  return { order, route, count: route.length > 0 ? route.at(-1)! + 1 : 0 };
}

/** A row without a time stays with the row before. */
function byTime(rows: readonly number[], timeMs: Float64Array): readonly number[] {
  let last = Number.NEGATIVE_INFINITY;
  const timed = rows.map((row) => {
    if (!Number.isNaN(timeMs[row]!)) last = timeMs[row]!;
    return { row, at: last };
  });
  return timed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ row }) => row);
}

import { badInput } from '../units/errors.ts';
import type { Points } from './points.ts';

/** Points that share a bucket, on average over the buckets that hold any. */
const POINTS_A_BUCKET = 4;

/** Exact nearest neighbours in the plane. */
export interface NeighbourSearch {
  /** Points searched among. */
  readonly count: number;
  /**
   * Writes the indices of the `k` points nearest to (x, y) [m] into `indices` and their squared distances [m²] into `squares`,
   * nearest first; equally far points in the order of their indices. Returns how many there are: less than `k` where fewer points
   * are within the limits. `indices` and `squares` must hold at least `k` entries.
   */
  nearest(
    x: number,
    y: number,
    k: number,
    indices: Int32Array | Uint32Array,
    squares: Float64Array,
    limits?: SearchLimits,
  ): number;
}

export interface SearchLimits {
  /** Points further away [m] do not count; infinite when left out. */
  readonly withinM?: number;
  /** Points for which this is false do not count. */
  readonly accept?: (index: number) => boolean;
}

/**
 * Sorts points into square buckets, so that a search looks at a few of them: rings of buckets around the query until the k-th
 * nearest is nearer than the next ring. O(n) to build, O(k) a query where the density is even.
 * @throws UserError('bad-input') at a position that is no finite number
 */
export function neighbourSearch(points: Points): NeighbourSearch {
  const { x, y } = points;
  const count = x.length;
  const { minX, minY, size, columns, rows } = bucketsOver(x, y);
  const start = new Uint32Array(columns * rows + 1);
  const bucket = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const column = Math.min(columns - 1, Math.floor((x[i]! - minX) / size));
    const row = Math.min(rows - 1, Math.floor((y[i]! - minY) / size));
    bucket[i] = row * columns + column;
    start[bucket[i]! + 1]!++;
  }
  for (let b = 1; b < start.length; b++) start[b]! += start[b - 1]!;
  const fill = start.slice();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[fill[bucket[i]!]!++] = i;

  const nearest: NeighbourSearch['nearest'] = (qx, qy, k, indices, squares, limits = {}) => {
    const { withinM = Number.POSITIVE_INFINITY, accept } = limits;
    let found = 0;
    let limit = withinM * withinM;
    const look = (b: number) => {
      for (let s = start[b]!; s < start[b + 1]!; s++) {
        const i = order[s]!;
        const square = (x[i]! - qx) ** 2 + (y[i]! - qy) ** 2;
        if (square > limit || (found === k && square === limit && i > indices[k - 1]!)) continue;
        if (accept && !accept(i)) continue;
        let at = found < k ? found++ : k - 1;
        for (; at > 0 && (squares[at - 1]! > square || (squares[at - 1]! === square && indices[at - 1]! > i)); at--) {
          squares[at] = squares[at - 1]!;
          indices[at] = indices[at - 1]!;
        }
        squares[at] = square;
        indices[at] = i;
        if (found === k) limit = Math.min(limit, squares[k - 1]!);
      }
    };
    if (count === 0 || k <= 0) return 0;
    const c0 = Math.floor((qx - minX) / size);
    const r0 = Math.floor((qy - minY) / size);
    // How far the query lies from the edges of its own bucket: what the ring r leaves unseen starts r buckets beyond.
    const inner = Math.min(
      qx - minX - c0 * size,
      (c0 + 1) * size - (qx - minX),
      qy - minY - r0 * size,
      (r0 + 1) * size - (qy - minY),
    );
    const first = Math.max(0, -c0, c0 - (columns - 1), -r0, r0 - (rows - 1));
    const last = Math.max(Math.abs(c0), Math.abs(columns - 1 - c0), Math.abs(r0), Math.abs(rows - 1 - r0));
    for (let ring = first; ring <= last; ring++) {
      const reach = ring === 0 ? 0 : inner + (ring - 1) * size;
      if (reach * reach > limit) break;
      const west = Math.max(0, c0 - ring);
      const east = Math.min(columns - 1, c0 + ring);
      const south = Math.max(0, r0 - ring);
      const north = Math.min(rows - 1, r0 + ring);
      for (let r = south; r <= north; r++) {
        const edge = Math.abs(r - r0) === ring;
        const step = edge || ring === 0 ? 1 : 2 * ring;
        // Between the ring's first and last row only its first and last column belong to it.
        for (let c = edge ? west : c0 - ring; c <= east; c += step) if (c >= 0) look(r * columns + c);
      }
    }
    return found;
  };
  return { count, nearest };
}

function bucketsOver(x: Float64Array, y: Float64Array) {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]!) || !Number.isFinite(y[i]!)) {
      throw badInput(`Point ${i} at (${x[i]}, ${y[i]}) m: a position must be two finite numbers.`);
    }
    minX = Math.min(minX, x[i]!);
    maxX = Math.max(maxX, x[i]!);
    minY = Math.min(minY, y[i]!);
    maxY = Math.max(maxY, y[i]!);
  }
  if (x.length === 0) return { minX: 0, minY: 0, size: 1, columns: 1, rows: 1 };
  const longest = Math.max(maxX - minX, maxY - minY, 1e-6);
  // At most as many buckets as points for spread-out points; points along a line get buckets of the line's own spacing.
  const even = Math.sqrt((POINTS_A_BUCKET * Math.max(maxX - minX, 1e-6) * Math.max(maxY - minY, 1e-6)) / x.length);
  const size = Math.max(even, (POINTS_A_BUCKET * longest) / x.length, longest / 4096);
  return {
    minX,
    minY,
    size,
    columns: Math.floor((maxX - minX) / size) + 1,
    rows: Math.floor((maxY - minY) / size) + 1,
  };
}

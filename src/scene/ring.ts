import type { BoundsM } from '../raster/raster-grid.ts';
import type { Ring } from './scene.ts';

/** Signed area of a ring [m^2]: positive when it runs counter-clockwise. */
export function signedArea(ring: Ring): number {
  let twice = 0;
  // Relative to the first vertex, so that coordinates far from the origin do not cost digits.
  const x0 = ring[0] ?? 0;
  const y0 = ring[1] ?? 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    twice += (ring[j]! - x0) * (ring[i + 1]! - y0) - (ring[i]! - x0) * (ring[j + 1]! - y0);
  }
  return twice / 2;
}

/** Length of a ring's border [m]. */
export function perimeter(ring: Ring): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += Math.hypot(ring[i]! - ring[j]!, ring[i + 1]! - ring[j + 1]!);
  }
  return sum;
}

/** The ring run the other way round. */
export function reversed(ring: Ring): Ring {
  const out = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 2) {
    out[i] = ring[ring.length - 2 - i]!;
    out[i + 1] = ring[ring.length - 1 - i]!;
  }
  return out;
}

/** The ring counter-clockwise (`outer`) or clockwise (`hole`). */
export function oriented(ring: Ring, role: 'outer' | 'hole'): Ring {
  return signedArea(ring) > 0 === (role === 'outer') ? ring : reversed(ring);
}

/** True when (x, y) lies within the ring (even-odd rule; points on the border may fall on either side). */
export function pointInRing(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const yi = ring[i + 1]!;
    const yj = ring[j + 1]!;
    if (yi > y !== yj > y && x < ((ring[j]! - ring[i]!) * (y - yi)) / (yj - yi) + ring[i]!) inside = !inside;
  }
  return inside;
}

/** Bounds that hold nothing: the start of a union. */
export const EMPTY_BOUNDS: BoundsM = {
  minX: Number.POSITIVE_INFINITY,
  minY: Number.POSITIVE_INFINITY,
  maxX: Number.NEGATIVE_INFINITY,
  maxY: Number.NEGATIVE_INFINITY,
};

export function ringBounds(ring: Ring): BoundsM {
  let { minX, minY, maxX, maxY } = EMPTY_BOUNDS;
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i]!);
    maxX = Math.max(maxX, ring[i]!);
    minY = Math.min(minY, ring[i + 1]!);
    maxY = Math.max(maxY, ring[i + 1]!);
  }
  return { minX, minY, maxX, maxY };
}

export function unionBounds(a: BoundsM, b: BoundsM): BoundsM {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
}

/** Drops vertices closer than `toleranceM` to the one before, and those within it of the line between their neighbours. */
export function simplified(ring: Ring, toleranceM: number): Ring {
  let kept = Array.from({ length: ring.length / 2 }, (_, i) => 2 * i);
  for (let before = Number.POSITIVE_INFINITY; kept.length < before && kept.length > 3; ) {
    before = kept.length;
    const next: number[] = [];
    for (let k = 0; k < kept.length; k++) {
      const a = next.at(-1) ?? kept.at(-1)!;
      const c = kept[k + 1] ?? next[0] ?? kept[0]!;
      if (!isOnLine(ring, a, kept[k]!, c, toleranceM)) next.push(kept[k]!);
    }
    kept = next;
  }
  return Float64Array.from(kept.flatMap((i) => [ring[i]!, ring[i + 1]!]));
}

function isOnLine(ring: Ring, a: number, b: number, c: number, toleranceM: number): boolean {
  const abx = ring[b]! - ring[a]!;
  const aby = ring[b + 1]! - ring[a + 1]!;
  if (Math.hypot(abx, aby) <= toleranceM) return true;
  const acx = ring[c]! - ring[a]!;
  const acy = ring[c + 1]! - ring[a + 1]!;
  const length = Math.hypot(acx, acy);
  // A spike that runs back on itself (c on a) is as flat as a vertex on a line.
  if (length <= toleranceM) return true;
  return Math.abs(abx * acy - aby * acx) <= toleranceM * length;
}

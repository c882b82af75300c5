/** Fractional part of the golden ratio: the azimuth step of the lattice, in turns. */
const GOLDEN_TURN = (Math.sqrt(5) - 1) / 2;

/** Number of interleaved passes over the lattice. */
export const LATTICE_PASSES = 64;

/**
 * Vertical component of the n-th of `count` directions of the spherical Fibonacci lattice (Gonzalez, Math. Geosci. 42, 2010):
 * every direction stands for the solid angle 4 pi / count. Falls from +1 to -1 as n rises.
 */
export function latticeZ(n: number, count: number): number {
  return 1 - (2 * n + 1) / count;
}

/** Writes the n-th direction (unit vector) of the lattice into out[at..at+2]. */
export function latticeDirectionInto(out: Float64Array, at: number, n: number, count: number): void {
  const z = latticeZ(n, count);
  const plan = Math.sqrt(Math.max(0, 1 - z * z));
  const turns = n * GOLDEN_TURN;
  const phi = 2 * Math.PI * (turns - Math.floor(turns));
  out[at] = plan * Math.cos(phi);
  out[at + 1] = plan * Math.sin(phi);
  out[at + 2] = z;
}

/**
 * First lattice index of a pass; its rays are first, first + LATTICE_PASSES, ... Each pass covers the whole sphere evenly, and
 * bit reversal makes every power of two of passes even as well, so a map is complete, if coarse, after the first.
 */
export function passStart(pass: number): number {
  let reversed = 0;
  for (let bit = 1, mirrored = LATTICE_PASSES >> 1; bit < LATTICE_PASSES; bit <<= 1, mirrored >>= 1) {
    if (pass & bit) reversed |= mirrored;
  }
  return reversed;
}

/** Rays in a pass over a lattice of `count` directions. */
export function passSize(pass: number, count: number): number {
  return Math.max(0, Math.ceil((count - passStart(pass)) / LATTICE_PASSES));
}

import { cholesky, solveCholesky } from '../../algebra/dense-linear.ts';
import type { NewtonStep } from './damped-newton.ts';

/** The part of a joint curvature that one group of observations makes: dense in its own coordinates and the shared ones it sees. */
export interface ArrowPart {
  /** Where each of the part's coordinates stands in the joint vector; those from `sharedFrom` on are shared with other parts. */
  readonly place: Int32Array;
  /** Row-major, place.length x place.length, positive semi-definite. */
  readonly curvature: Float64Array;
}

/** A quadratic model whose curvature is block diagonal but for a border: the shape of an arrow. */
export interface ArrowModel {
  readonly parts: readonly ArrowPart[];
  /** Joint coordinates before this are each of one part alone. */
  readonly sharedFrom: number;
  /** Added to the diagonal of the shared coordinates (their priors), >= 0. */
  readonly sharedPrecision: Float64Array;
  /** Of the joint vector. */
  readonly gradient: Float64Array;
}

/** A part after its free own coordinates have been eliminated. */
interface Eliminated {
  readonly own: readonly number[];
  readonly border: readonly number[];
  /** A⁻¹ r: the own coordinates if the border stood still. */
  readonly alone: Float64Array;
  /** A⁻¹ B, one column for each of `border`. */
  readonly along: readonly Float64Array[];
  /** What the part adds to the system of the shared coordinates, in the order of `border`. */
  readonly complement: readonly number[];
  readonly right: readonly number[];
}

/**
 * Minimum of g·d + d·(H + lambda diag H) d / 2 with |d_j| <= clip_j. The own coordinates of each part are eliminated, the shared
 * ones solved with the sum of the Schur complements H_mm - H_ma H_aa⁻¹ H_am, and the own ones found by back-substitution (block
 * elimination: Golub and Van Loan, 4.2.10), so that the cost grows with the number of parts, not with its cube. Coordinates that leave the
 * box are pinned to it and the others solved again.
 * @returns null where the damped matrix is not positive definite
 */
export function arrowStep(model: ArrowModel, lambda: number, clip: Float64Array): NewtonStep | null {
  const { gradient } = model;
  const total = gradient.length;
  const diagonal = diagonalOf(model);
  const damping = diagonal.map((h) => (h > 0 ? h : 1) * lambda);
  const free = new Uint8Array(total).fill(1);
  const step = new Float64Array(total);
  for (;;) {
    const solved = solveFree(model, damping, free, step);
    if (!solved) return null;
    let left = 0;
    for (let j = 0; j < total; j++) {
      if (free[j] === 0) continue;
      step[j] = Math.max(-clip[j]!, Math.min(clip[j]!, solved[j]!));
      if (Math.abs(solved[j]!) > clip[j]!) {
        free[j] = 0;
        left++;
      }
    }
    if (left === 0) return { step, gain: promisedGain(model, step) };
  }
}

function diagonalOf({ parts, sharedFrom, sharedPrecision, gradient }: ArrowModel): Float64Array {
  const diagonal = new Float64Array(gradient.length);
  diagonal.set(sharedPrecision, sharedFrom);
  for (const { place, curvature } of parts)
    for (let j = 0; j < place.length; j++) diagonal[place[j]!]! += curvature[j * (place.length + 1)]!;
  return diagonal;
}

/** The free coordinates with the others held at `step`; entries of the others mean nothing. */
function solveFree(
  model: ArrowModel,
  damping: Float64Array,
  free: Uint8Array,
  step: Float64Array,
): Float64Array | null {
  const { parts, sharedFrom, sharedPrecision, gradient } = model;
  const shared = sharedPrecision.length;
  const schur = new Float64Array(shared * shared);
  const right = new Float64Array(shared);
  for (let k = 0; k < shared; k++) {
    // A pinned coordinate keeps its row of the identity.
    schur[k * (shared + 1)] = free[sharedFrom + k] === 1 ? sharedPrecision[k]! + damping[sharedFrom + k]! : 1;
    right[k] = free[sharedFrom + k] === 1 ? -gradient[sharedFrom + k]! : 0;
  }
  const eliminated: Eliminated[] = [];
  for (const part of parts) {
    const left = eliminate(part, sharedFrom, gradient, damping, free, step);
    if (!left) return null;
    eliminated.push(left);
    const { border, complement } = left;
    border.forEach((j, a) => {
      const row = part.place[j]! - sharedFrom;
      right[row]! += left.right[a]!;
      border.forEach((k, b) => {
        schur[row * shared + part.place[k]! - sharedFrom]! += complement[a * border.length + b]!;
      });
    });
  }
  const l = cholesky(schur, shared);
  if (!l) return null;
  const found = new Float64Array(gradient.length);
  const atShared = solveCholesky(l, shared, right);
  found.set(atShared, sharedFrom);
  eliminated.forEach(({ own, border, alone, along }, s) => {
    const { place } = parts[s]!;
    own.forEach((j, a) => {
      let value = alone[a]!;
      border.forEach((k, b) => {
        value -= along[b]![a]! * atShared[place[k]! - sharedFrom]!;
      });
      found[place[j]!] = value;
    });
  });
  return found;
}

function eliminate(
  { place, curvature }: ArrowPart,
  sharedFrom: number,
  gradient: Float64Array,
  damping: Float64Array,
  free: Uint8Array,
  step: Float64Array,
): Eliminated | null {
  const n = place.length;
  const own: number[] = [];
  const border: number[] = [];
  const pinned: number[] = [];
  for (let j = 0; j < n; j++) {
    if (free[place[j]!] === 0) pinned.push(j);
    else if (place[j]! < sharedFrom) own.push(j);
    else border.push(j);
  }
  const held = (j: number) => pinned.reduce((sum, k) => sum + curvature[j * n + k]! * step[place[k]!]!, 0);
  const block = new Float64Array(own.length * own.length);
  own.forEach((j, a) => {
    own.forEach((k, b) => {
      block[a * own.length + b] = curvature[j * n + k]!;
    });
    block[a * (own.length + 1)]! += damping[place[j]!]!;
  });
  const l = cholesky(block, own.length);
  if (!l) return null;
  const columns = border.map((k) => Float64Array.from(own, (j) => curvature[j * n + k]!));
  const alone = solveCholesky(
    l,
    own.length,
    own.map((j) => -gradient[place[j]!]! - held(j)),
  );
  const along = columns.map((column) => solveCholesky(l, own.length, column));
  const right = border.map((j, a) => -held(j) - dot(columns[a]!, alone));
  const complement = border.flatMap((j, a) =>
    border.map((k, b) => curvature[j * n + k]! - dot(columns[a]!, along[b]!)),
  );
  return { own, border, alone, along, complement, right };
}

function promisedGain({ parts, sharedFrom, sharedPrecision, gradient }: ArrowModel, step: Float64Array): number {
  let gain = 0;
  for (let j = 0; j < step.length; j++) gain -= gradient[j]! * step[j]!;
  for (let k = 0; k < sharedPrecision.length; k++) gain -= (sharedPrecision[k]! * step[sharedFrom + k]! ** 2) / 2;
  for (const { place, curvature } of parts) {
    const n = place.length;
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) gain -= (step[place[j]!]! * curvature[j * n + k]! * step[place[k]!]!) / 2;
  }
  return gain;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

import { cholesky, conditionNumber, invertSpd, solveCholesky } from '../../algebra/dense-linear.ts';
import type { Linearised } from '../fit/problem.ts';
import { blockSums } from './block-resampling.ts';
import { type ParameterUncertainty, parameterUncertainty } from './intervals.ts';
import { NORMAL_975 } from './student-quantile.ts';

/** One sector of a fit with shared coordinates, at the joint optimum. */
export interface SharedUncertaintyPart {
  readonly linearised: Linearised;
  /** Index among the shared coordinates of each of the part's coordinates; -1 for those of its own. */
  readonly shared: ArrayLike<number>;
  /** Prior standard deviation of every coordinate of the part; those of shared ones are not read. */
  readonly priorSd: ArrayLike<number>;
  /** Place of every observation in the scene frame [m]. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** What a table of parameters and its correlations are made from, in the part's coordinates; matrices row-major. */
export interface PartUncertainty extends Pick<ParameterUncertainty, 'covariance' | 'halfWidth95' | 'learned'> {
  readonly correlation: Float64Array;
  readonly condition: number;
}

/** A shared coordinate that a part does not know has no column. */
interface Projection {
  readonly own: readonly number[];
  readonly border: readonly number[];
  /** H_aa⁻¹ H_am, own x border: how far the part's own coordinates give way when a shared one moves. */
  readonly giving: Float64Array;
}

/**
 * Uncertainty after a fit with shared coordinates. For these every row is projected off the own coordinates of its part,
 * J_m - G^T J_a with G = H_aa⁻¹ H_am, which makes the sum of their information that of the Schur complements; on the projected rows
 * of all parts together `parameterUncertainty` allows for neighbours that share their shadowing, whichever sector they belong to.
 * A part's own coordinates have the variance that they would have if the shared ones were known, and G V G^T from those. (What the own
 * priors say about the shared coordinates by way of G is left out: it is little, and intervals are the wider for it.)
 * @param sharedPriorSd of every shared coordinate, Infinity for none
 */
export function sharedUncertainty(
  parts: readonly SharedUncertaintyPart[],
  sharedPriorSd: ArrayLike<number>,
  seed: number,
): { readonly shared: ParameterUncertainty; readonly parts: readonly PartUncertainty[] } {
  const projections = parts.map(projectionOf);
  const shared = parameterUncertainty({
    ...projectedRows(parts, projections, sharedPriorSd.length),
    priorSd: sharedPriorSd,
    seed,
  });
  return { shared, parts: parts.map((part, s) => partUncertainty(part, projections[s]!, shared, seed)) };
}

/** Stands in for a prior where there is none and the data are silent, relative to the data's own information. */
const FAINT = 1e-10;

function projectionOf({ linearised, shared, priorSd, x }: SharedUncertaintyPart): Projection {
  const n = linearised.size;
  const { information } = blockSums(linearised, new Uint32Array(x.length), 1);
  const own = indices(n, (j) => shared[j]! < 0);
  const border = indices(n, (j) => shared[j]! >= 0);
  const block = Float64Array.from({ length: own.length ** 2 }, (_, at) => {
    const [j, k] = [own[Math.floor(at / own.length)]!, own[at % own.length]!];
    const h = information[j * n + k]!;
    return j === k ? h + 1 / priorSd[j]! ** 2 + FAINT * (h || 1) : h;
  });
  const l = cholesky(block, own.length);
  if (!l) throw new Error('The curvature at the optimum holds no numbers');
  const giving = new Float64Array(own.length * border.length);
  border.forEach((k, b) => {
    const column = solveCholesky(
      l,
      own.length,
      own.map((j) => information[j * n + k]!),
    );
    for (let a = 0; a < own.length; a++) giving[a * border.length + b] = column[a]!;
  });
  return { own, border, giving };
}

function projectedRows(parts: readonly SharedUncertaintyPart[], projections: readonly Projection[], size: number) {
  const rows = parts.reduce(
    (sum, { linearised }) => sum + linearised.information.reduce((n, v) => (v > 0 ? n + 1 : n), 0),
    0,
  );
  const jacobian = new Float64Array(rows * size);
  const [score, information] = [new Float64Array(rows), new Float64Array(rows)];
  const [x, y] = [new Float64Array(rows), new Float64Array(rows)];
  let row = 0;
  parts.forEach(({ linearised, shared, ...at }, s) => {
    const { own, border, giving } = projections[s]!;
    for (let i = 0; i < linearised.information.length; i++) {
      if (!(linearised.information[i]! > 0)) continue;
      const from = i * linearised.size;
      border.forEach((k, b) => {
        let value = linearised.jacobian[from + k]!;
        for (let a = 0; a < own.length; a++)
          value -= giving[a * border.length + b]! * linearised.jacobian[from + own[a]!]!;
        jacobian[row * size + shared[k]!] = value;
      });
      score[row] = linearised.score[i]!;
      information[row] = linearised.information[i]!;
      x[row] = at.x[linearised.observation[i]!]!;
      y[row] = at.y[linearised.observation[i]!]!;
      row++;
    }
  });
  return { linearised: { size, jacobian, score, information, observation: Uint32Array.from(score.keys()) }, x, y };
}

function partUncertainty(
  { linearised, shared, priorSd, x, y }: SharedUncertaintyPart,
  projection: Projection,
  all: ParameterUncertainty,
  seed: number,
): PartUncertainty {
  const { own, border } = projection;
  const n = linearised.size;
  const alone = parameterUncertainty({
    linearised: columnsOf(linearised, own),
    priorSd: own.map((j) => priorSd[j]!),
    x,
    y,
    seed,
  });
  const size = Math.sqrt(all.covariance.length);
  const at = (of: Float64Array, b: number, c: number) => of[shared[border[b]!]! * size + shared[border[c]!]!]!;
  const sd = (b: number) => all.halfWidth95[shared[border[b]!]!]! / NORMAL_975;
  const covariance = composed(n, projection, alone.covariance, (b, c) => at(all.covariance, b, c));
  const shown = composed(
    n,
    projection,
    alone.correlation.map((r, k) => {
      const [a, b] = [Math.floor(k / own.length), k % own.length];
      return (r * alone.halfWidth95[a]! * alone.halfWidth95[b]!) / NORMAL_975 ** 2;
    }),
    (b, c) => at(all.correlation, b, c) * sd(b) * sd(c),
  );
  const deviation = Float64Array.from({ length: n }, (_, j) => Math.sqrt(shown[j * (n + 1)]!));
  const learned = Float64Array.from(deviation, (d, j) => Math.max(0, 1 - (d / priorSd[j]!) ** 2));
  for (const k of border) learned[k] = all.learned[shared[k]!]!;
  const curvature = invertSpd(covariance, n);
  return {
    covariance,
    halfWidth95: deviation.map((d) => NORMAL_975 * d),
    learned,
    correlation: shown.map((v, k) => v / (deviation[Math.floor(k / n)]! * deviation[k % n]!)),
    condition: curvature ? conditionNumber(unitDiagonal(curvature, n), n) : Number.POSITIVE_INFINITY,
  };
}

/** Covariance of own and shared coordinates: (A + G V G^T, -G V; -V G^T, V). */
function composed(
  n: number,
  { own, border, giving }: Projection,
  alone: Float64Array,
  shared: (b: number, c: number) => number,
): Float64Array {
  const m = border.length;
  const out = new Float64Array(n * n);
  // G V, own x border.
  const moved = Float64Array.from({ length: own.length * m }, (_, k) => {
    let sum = 0;
    for (let b = 0; b < m; b++) sum += giving[Math.floor(k / m) * m + b]! * shared(b, k % m);
    return sum;
  });
  own.forEach((j, a) => {
    own.forEach((k, b) => {
      let sum = alone[a * own.length + b]!;
      for (let c = 0; c < m; c++) sum += moved[a * m + c]! * giving[b * m + c]!;
      out[j * n + k] = sum;
    });
    border.forEach((k, b) => {
      out[j * n + k] = -moved[a * m + b]!;
      out[k * n + j] = -moved[a * m + b]!;
    });
  });
  border.forEach((j, b) => {
    border.forEach((k, c) => {
      out[j * n + k] = shared(b, c);
    });
  });
  return out;
}

function columnsOf(of: Linearised, columns: readonly number[]): Linearised {
  const rows = of.score.length;
  const jacobian = new Float64Array(rows * columns.length);
  for (let i = 0; i < rows; i++)
    for (let a = 0; a < columns.length; a++) jacobian[i * columns.length + a] = of.jacobian[i * of.size + columns[a]!]!;
  return { ...of, size: columns.length, jacobian };
}

function unitDiagonal(a: Float64Array, n: number): Float64Array {
  return a.map((v, at) => v / Math.sqrt(a[Math.floor(at / n) * (n + 1)]! * a[(at % n) * (n + 1)]!));
}

function indices(n: number, accept: (j: number) => boolean): number[] {
  return Array.from({ length: n }, (_, j) => j).filter(accept);
}

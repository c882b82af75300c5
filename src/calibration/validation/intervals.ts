import { conditionNumber, invertSpd } from '../../algebra/dense-linear.ts';
import { quantile } from '../../metrics/cdf.ts';
import { Random } from '../../units/random.ts';
import type { Linearised } from '../fit/problem.ts';
import { blockBootstrap, blockJackknife, blockSums, priorSpread } from './block-resampling.ts';
import { correlatedSum } from './correlated-sum.ts';
import { type ResidualCorrelation, residualCorrelation } from './residual-correlation.ts';
import { blockIndex } from './splits.ts';
import { NORMAL_975, student975 } from './student-quantile.ts';

export interface UncertaintyInput {
  /** The log likelihood about the optimum, as a fit returns it. */
  readonly linearised: Linearised;
  /** Prior standard deviation of every coordinate, Infinity for none; coordinates beyond its length have none. */
  readonly priorSd: ArrayLike<number>;
  /** Place of every observation [m]. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Least side of the blocks that are left out and drawn [m]. Default 100. */
  readonly blockM?: number;
  /** Default 200. */
  readonly resamples?: number;
  readonly seed: number;
}

/** In fit coordinates; matrices row-major M x M. */
export interface ParameterUncertainty {
  /** Inverse curvature of the posterior: as if every observation were independent. Far too narrow in a street. */
  readonly covariance: Float64Array;
  /** Sandwich with the correlation of the residuals over distance. */
  readonly correlatedCovariance: Float64Array;
  /** Jackknife over whole blocks; null with fewer than 2 blocks. */
  readonly robustCovariance: Float64Array | null;
  /** Steps from the optimum, one for each draw of whole blocks; none with fewer than 2 blocks. */
  readonly bootstrap: readonly Float64Array[];
  /** Half the width of the 95 % interval to show: the wider of the correlated and the jackknife one. */
  readonly halfWidth95: Float64Array;
  /** Of the estimates, from `correlatedCovariance`; -1..1. */
  readonly correlation: Float64Array;
  /** Of the posterior curvature with unit diagonal: above some 1e4 parameters cannot be told apart. */
  readonly condition: number;
  /** Share of the prior's variance that the data have removed, 0..1: near 0 the data say nothing about the coordinate. */
  readonly learned: Float64Array;
  readonly residualCorrelation: ResidualCorrelation;
  readonly blocks: number;
  readonly blockM: number;
}

/**
 * Stands in for a prior where there is none, relative to the data's own information: a direction that nothing sees gets an
 * interval that covers everything instead of one that cannot be computed.
 */
const FAINT = 1e-10;
/** Blocks this many correlation ranges wide are nearly independent. */
const RANGES_A_BLOCK = 3;
const ENOUGH_BLOCKS = 16;
/** The fit takes some scatter with it; more than this would be an artefact. */
const MOST_INFLATION = 2;

/**
 * How well the data determine the parameters. Residuals of neighbours agree, so the curvature alone claims far too much; two
 * estimates allow for it. One models the correlation: H⁻¹ (s² sum_ij q_i q_jᵀ corr(d_ij) + P) H⁻¹ with q_i = sqrt(information_i) J_i
 * and corr from the residuals' own correlogram. The other makes no model: it leaves out whole blocks, at least three ranges wide
 * where that leaves 16 of them. Their interval is the wider of the normal one of the first and Student's of the second.
 */
export function parameterUncertainty(input: UncertaintyInput): ParameterUncertainty {
  const { linearised, x, seed, resamples = 200 } = input;
  const { size } = linearised;
  const data = blockSums(linearised, new Uint32Array(x.length), 1).information;
  const precision = Float64Array.from({ length: size }, (_, j) => {
    const prior = j < input.priorSd.length ? 1 / input.priorSd[j]! ** 2 : 0;
    return prior + FAINT * (data[j * size + j]! || 1);
  });
  const curvature = data.slice();
  for (let j = 0; j < size; j++) curvature[j * size + j]! += precision[j]!;
  const covariance = invertSpd(curvature, size);
  if (!covariance) throw new Error('The curvature at the optimum holds no numbers');

  const correlated = correlatedSandwich(input, precision, covariance);
  const blocks = blocksFor(input, correlated.correlation.share > 0.1 ? correlated.correlation.rangeM : 0);
  const sums = blocks.count >= 2 ? blockSums(linearised, blocks.label, blocks.count) : null;
  const robust = sums && blockJackknife(sums, precision, covariance);
  const student = student975(blocks.count - 1);
  const deviation = (matrix: Float64Array, j: number): number => Math.sqrt(matrix[j * size + j]!);
  const spread = priorSpread(precision, covariance);
  const halfWidth95 = Float64Array.from({ length: size }, (_, j) => {
    const prior = spread[j * size + j]!;
    // Few blocks make the data's part uncertain, not the prior's.
    const jackknife = robust ? student ** 2 * (robust[j * size + j]! - prior) + NORMAL_975 ** 2 * prior : 0;
    return Math.max(NORMAL_975 * deviation(correlated.covariance, j), Math.sqrt(jackknife));
  });
  return {
    covariance,
    correlatedCovariance: correlated.covariance,
    robustCovariance: robust,
    bootstrap: sums ? blockBootstrap(sums, precision, resamples, new Random(seed)) : [],
    halfWidth95,
    correlation: correlated.covariance.map(
      (c, at) =>
        c / (deviation(correlated.covariance, Math.floor(at / size)) * deviation(correlated.covariance, at % size)),
    ),
    condition: conditionNumber(unitDiagonal(curvature, size), size),
    learned: precision.map((p, j) => Math.max(0, 1 - p * (halfWidth95[j]! / NORMAL_975) ** 2)),
    residualCorrelation: correlated.correlation,
    blocks: blocks.count,
    blockM: blocks.blockM,
  };
}

/**
 * 95 % interval of a parameter, formed in its fit coordinate and carried over, so that it respects the parameter's bounds and need
 * not be symmetric.
 * @param halfWidth95 in the fit coordinate
 * @param physical monotonic map from the fit coordinate to the parameter's own unit; the coordinate itself unless given
 */
export function interval95(
  coordinate: number,
  halfWidth95: number,
  physical: (coordinate: number) => number = (c) => c,
): { low: number; high: number } {
  const ends = [physical(coordinate - halfWidth95), physical(coordinate + halfWidth95)];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** 95 % percentile interval of one coordinate from bootstrap steps, carried over as `interval95` does. */
export function bootstrapInterval95(
  coordinate: number,
  steps: readonly Float64Array[],
  index: number,
  physical: (coordinate: number) => number = (c) => c,
): { low: number; high: number } {
  const values = steps.map((step) => physical(coordinate + step[index]!));
  return { low: quantile(values, 0.025), high: quantile(values, 0.975) };
}

function correlatedSandwich(
  { linearised, x, y, seed }: UncertaintyInput,
  precision: Float64Array,
  inverse: Float64Array,
): { covariance: Float64Array; correlation: ResidualCorrelation } {
  const { size, jacobian, score, information, observation } = linearised;
  const middle = new Float64Array(size * size);
  let correlation: ResidualCorrelation | null = null;
  // Some likelihoods have several rows for an observation, one kind after the other, each uncorrelated with the other kinds.
  for (let from = 0; from < score.length; from += x.length) {
    const rows = Array.from({ length: x.length }, (_, k) => from + k).filter((i) => information[i]! > 0);
    if (rows.length === 0) continue;
    const atX = rows.map((i) => x[observation[i]!]!);
    const atY = rows.map((i) => y[observation[i]!]!);
    const residual = rows.map((i) => score[i]! / Math.sqrt(information[i]!));
    // The first kind tells how far levels agree; what others measure (their squares) agrees less.
    correlation ??= residualCorrelation(atX, atY, residual, seed);
    const vectors = new Float64Array(rows.length * size);
    for (const [row, i] of rows.entries())
      for (let j = 0; j < size; j++) vectors[row * size + j] = Math.sqrt(information[i]!) * jacobian[i * size + j]!;
    const sum = correlatedSum(atX, atY, vectors, size, correlation);
    let taken = 0;
    for (let at = 0; at < size * size; at++) taken += inverse[at]! * sum[at]!;
    const inflation = Math.min(MOST_INFLATION, 1 / Math.max(0, 1 - taken / rows.length));
    const variance = residual.reduce((total, r) => total + r * r, 0) / rows.length;
    for (let at = 0; at < size * size; at++) middle[at]! += variance * inflation * sum[at]!;
  }
  const covariance = priorSpread(precision, inverse);
  const full = product(product(inverse, middle, size), inverse, size);
  for (let at = 0; at < size * size; at++) covariance[at]! += full[at]!;
  return { covariance, correlation: correlation ?? { share: 0, rangeM: Number.NaN } };
}

function blocksFor(
  { x, y, seed, linearised, blockM = 100 }: UncertaintyInput,
  rangeM: number,
): { label: Uint32Array; count: number; blockM: number } {
  let side = Math.max(blockM, RANGES_A_BLOCK * rangeM);
  for (;;) {
    const { label, count } = blockIndex(x, y, side, seed);
    const used = new Set<number>();
    for (let i = 0; i < linearised.score.length; i++)
      if (linearised.information[i]! > 0) used.add(label[linearised.observation[i]!]!);
    if (used.size >= ENOUGH_BLOCKS || side <= blockM || count <= 1) {
      const order = new Map([...used].sort((a, b) => a - b).map((block, k) => [block, k]));
      return { label: label.map((block) => order.get(block) ?? 0), count: used.size, blockM: side };
    }
    side = Math.max(blockM, side / 1.5);
  }
}

function unitDiagonal(a: Float64Array, n: number): Float64Array {
  return a.map((v, at) => v / Math.sqrt(a[Math.floor(at / n) * (n + 1)]! * a[(at % n) * (n + 1)]!));
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += a[Math.floor(at / n) * n + k]! * b[k * n + (at % n)]!;
    return sum;
  });
}

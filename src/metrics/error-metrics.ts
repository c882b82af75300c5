import { badInput } from '../units/errors.ts';

/**
 * What to do where there is a measurement and no prediction. `covered`: such points do not count; `all`: the prediction is
 * taken to be the floor. Neither hides the other: `coverage` is always reported.
 */
export type CoveragePolicy = 'covered' | 'all';

/** Level [dBm] that stands for "no coverage" under the policy `all`. */
export const NO_COVERAGE_DBM = -140;

export interface ErrorMetricsOptions {
  readonly policy: CoveragePolicy;
  /** [dBm]; NO_COVERAGE_DBM when left out. */
  readonly floorDbm?: number;
}

/** Figures of merit that pairs of values have. */
export type ErrorFigure = 'rmse' | 'mae' | 'bias' | 'sigma' | 'pcc' | 'r2' | 'smape';

/** Errors are predicted minus measured. A figure that the points do not define is NaN, and `notDefined` says why. */
export interface ErrorMetrics {
  readonly policy: CoveragePolicy;
  /** Points that the figures rest on. */
  readonly count: number;
  /** Measured points, and the share [0..1] of them that have a prediction, under either policy. */
  readonly measured: number;
  readonly coverage: number;
  /** [dB] */
  readonly rmse: number;
  readonly mae: number;
  /** Mean error [dB]: positive where the prediction is too strong. */
  readonly bias: number;
  /** Standard deviation of the error [dB], population form: rmse^2 = bias^2 + sigma^2. */
  readonly sigma: number;
  /** Pearson correlation of predicted and measured [-1..1]. */
  readonly pcc: number;
  /** 1 - SSE / SST, at most pcc^2; negative where the measured mean would predict better. */
  readonly r2: number;
  /** Mean of |e| / (|predicted| + |measured|) [0..1], without the factor 2; depends on the origin of dBm, so no headline figure. */
  readonly smape: number;
  /** Why a figure is NaN, by figure; empty where all are defined. */
  readonly notDefined: Readonly<Partial<Record<ErrorFigure, string>>>;
}

/** The figures as documents show them, without the reasons of those that are not defined. */
export function errorFigures(metrics: ErrorMetrics): Omit<ErrorMetrics, 'notDefined'> {
  const { policy, count, measured, coverage, rmse, mae, bias, sigma, pcc, r2, smape } = metrics;
  return { policy, rmse, mae, bias, sigma, pcc, r2, smape, count, measured, coverage };
}

/**
 * Error figures of paired values [dBm]. NaN in `measured`: no measurement, the pair never counts. NaN in `predicted`: no
 * coverage, see the policy. Throws UserError('bad-input') when the lengths differ.
 */
export function errorMetrics(
  predicted: ArrayLike<number>,
  measured: ArrayLike<number>,
  options: ErrorMetricsOptions,
): ErrorMetrics {
  if (predicted.length !== measured.length) {
    throw badInput(
      `${predicted.length} predicted values against ${measured.length} measured ones; pair them point by point.`,
    );
  }
  const floor = options.floorDbm ?? NO_COVERAGE_DBM;
  const p: number[] = [];
  const m: number[] = [];
  let total = 0;
  let covered = 0;
  for (let i = 0; i < measured.length; i++) {
    const truth = measured[i]!;
    const guess = predicted[i]!;
    if (!Number.isFinite(truth)) continue;
    total++;
    const has = Number.isFinite(guess);
    if (has) covered++;
    else if (options.policy === 'covered') continue;
    p.push(has ? guess : floor);
    m.push(truth);
  }
  return { policy: options.policy, measured: total, coverage: covered / total, ...figures(p, m) };
}

function figures(p: readonly number[], m: readonly number[]): Omit<ErrorMetrics, 'policy' | 'measured' | 'coverage'> {
  const n = p.length;
  const meanP = mean(p);
  const meanM = mean(m);
  const bias = meanP - meanM;
  let squares = 0;
  let absolute = 0;
  let spread = 0;
  let relative = 0;
  let pp = 0;
  let mm = 0;
  let pm = 0;
  for (let i = 0; i < n; i++) {
    const e = p[i]! - m[i]!;
    squares += e * e;
    absolute += Math.abs(e);
    spread += (e - bias) ** 2;
    const size = Math.abs(p[i]!) + Math.abs(m[i]!);
    relative += size > 0 ? Math.abs(e) / size : 0;
    pp += (p[i]! - meanP) ** 2;
    mm += (m[i]! - meanM) ** 2;
    pm += (p[i]! - meanP) * (m[i]! - meanM);
  }
  const notDefined = reasons(p, m);
  return {
    count: n,
    rmse: Math.sqrt(squares / n),
    mae: absolute / n,
    bias,
    sigma: Math.sqrt(spread / n),
    pcc: notDefined.pcc === undefined ? Math.max(-1, Math.min(1, pm / Math.sqrt(pp * mm))) : Number.NaN,
    r2: notDefined.r2 === undefined ? 1 - squares / mm : Number.NaN,
    smape: relative / n,
    notDefined,
  };
}

const ALL_FIGURES: readonly ErrorFigure[] = ['rmse', 'mae', 'bias', 'sigma', 'pcc', 'r2', 'smape'];

/** The values are asked, not their variance: rounding leaves equal values a variance above 0. */
function reasons(p: readonly number[], m: readonly number[]): Partial<Record<ErrorFigure, string>> {
  if (p.length === 0) return Object.fromEntries(ALL_FIGURES.map((figure) => [figure, 'no pair of values']));
  if (p.length === 1) return { pcc: 'only one pair of values', r2: 'only one pair of values' };
  if (isConstant(m)) return { pcc: 'all measured values are equal', r2: 'all measured values are equal' };
  return isConstant(p) ? { pcc: 'all predicted values are equal' } : {};
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const v of values) sum += v;
  return sum / values.length;
}

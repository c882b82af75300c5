import { badInput } from '../../units/errors.ts';
import type { Loss } from './problem.ts';

/** Huber with 6 dB: about one standard deviation of shadowing, so that gross errors pull with bounded force. */
export const DEFAULT_LOSS: Loss = { kind: 'huber', deltaDb: 6 };

/** Half the step of phone reports: within it two levels are the same. */
const ABSOLUTE_DELTA_DB = 0.5;

/** A loss ready for use at a given scatter. */
export interface LossFunction {
  /** Cost of a residual [dB²]; about r² / 2 near zero, for `squared` and `huber` exactly. */
  rho(residualDb: number): number;
  /** d rho / d r [dB]. */
  psi(residualDb: number): number;
  /** psi(r) / r: the weight with which least squares pull as this loss does (iteratively reweighted least squares). */
  weight(residualDb: number): number;
  /** d² rho / d r²: 0 in the linear tails. */
  curvature(residualDb: number): number;
}

/**
 * Huber (1964), "Robust estimation of a location parameter", eq. 2.6, and the absolute loss as its limit.
 * @param sigmaDb scatter that the absolute loss is scaled with (see `Loss`); the others do not depend on it
 * @throws UserError('bad-input') where the loss has a delta that is not above 0
 */
export function lossFunction({ kind, deltaDb }: Loss, sigmaDb: number): LossFunction {
  const delta = deltaDb ?? (kind === 'absolute' ? ABSOLUTE_DELTA_DB : DEFAULT_LOSS.deltaDb!);
  if (!(delta > 0)) throw badInput(`A loss that turns linear at ${delta} dB: give a number greater than 0, such as 6.`);
  if (kind === 'squared') return { rho: (r) => (r * r) / 2, psi: (r) => r, weight: () => 1, curvature: () => 1 };
  const scale = kind === 'absolute' ? (Math.SQRT2 * sigmaDb) / delta : 1;
  return {
    rho: (r) => scale * (Math.abs(r) <= delta ? (r * r) / 2 : delta * (Math.abs(r) - delta / 2)),
    psi: (r) => scale * Math.max(-delta, Math.min(delta, r)),
    weight: (r) => scale * Math.min(1, delta / Math.abs(r)),
    curvature: (r) => (Math.abs(r) <= delta ? scale : 0),
  };
}

/** Median absolute deviation of a normal distribution times this is its standard deviation: 1 / Φ⁻¹(3/4). */
const NORMAL_CONSISTENCY = 1.482602218505602;

/** Precision of the median [dB]. */
const MEDIAN_TOLERANCE_DB = 1e-9;

/**
 * Scatter of residuals about zero that gross errors do not inflate: 1.4826 times the weighted median of |r| [dB]. About zero, not
 * about their median, so that a model with a bias shows more scatter, never less.
 * @param weight >= 0; residuals of weight 0 are not read
 * @returns NaN without a residual of positive weight
 */
export function robustScaleDb(residual: ArrayLike<number>, weight: ArrayLike<number>): number {
  let total = 0;
  let high = 0;
  for (let i = 0; i < residual.length; i++) {
    if (!(weight[i]! > 0)) continue;
    total += weight[i]!;
    high = Math.max(high, Math.abs(residual[i]!));
  }
  if (!(total > 0)) return Number.NaN;
  // Halving needs no sort and treats weights and ties alike.
  let low = 0;
  while (high - low > MEDIAN_TOLERANCE_DB) {
    const middle = (low + high) / 2;
    let below = 0;
    for (let i = 0; i < residual.length; i++)
      if (weight[i]! > 0 && Math.abs(residual[i]!) <= middle) below += weight[i]!;
    if (below >= total / 2) high = middle;
    else low = middle;
    if (middle === low && middle === high) break;
  }
  return NORMAL_CONSISTENCY * high;
}

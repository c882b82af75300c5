import { isAtBound, type Parameter, toValue } from './physical/parameter.ts';
import type { FittedParameter } from './report.ts';
import { interval95, type ParameterUncertainty } from './validation/intervals.ts';
import { NORMAL_975 } from './validation/student-quantile.ts';

/** A turning angle whose interval is wider than this is not told [deg]. */
const TURNING_RANGE_DEG = 180;
/** An interval wider than this part of a parameter's range does not tell it. */
const HALF_THE_RANGE = 0.5;
/** Data that took less than this of a prior's variance said nothing: the value is the prior's. */
const LEARNED = 0.5;

/**
 * The table of parameters after a fit, values and intervals in their units. A parameter counts as identified when its 95 % interval is
 * narrower than half its range (in the fit coordinate's terms for those that span decades) and, where it has a prior, the data
 * have taken more than half of the prior's variance.
 */
export function fittedParameters(
  parameters: readonly Parameter[],
  coordinates: ArrayLike<number>,
  uncertainty: Pick<ParameterUncertainty, 'covariance' | 'halfWidth95' | 'learned'> | null,
): FittedParameter[] {
  const m = uncertainty ? Math.sqrt(uncertainty.covariance.length) : 0;
  return parameters.map((p, j) => {
    const fit = toValue(p, coordinates[j]!);
    const half = uncertainty?.halfWidth95[j] ?? Number.NaN;
    const curvature = uncertainty ? NORMAL_975 * Math.sqrt(uncertainty.covariance[j * m + j]!) : Number.NaN;
    return {
      key: p.key,
      label: p.label,
      unit: p.unit,
      group: p.group,
      prior: p.start,
      fit,
      interval: intervalOf(p, coordinates[j]!, half),
      curvatureInterval: intervalOf(p, coordinates[j]!, curvature),
      identified:
        Number.isFinite(half) && isNarrow(p, coordinates[j]!, half) && (uncertainty?.learned[j] ?? 0) > LEARNED,
      atBound: isAtBound(p, fit),
      note: p.note,
    };
  });
}

function intervalOf(p: Parameter, x: number, half: number): [number, number] | null {
  if (!Number.isFinite(half)) return null;
  if (p.coordinate === 'turning') {
    // Kept about the fit, not wrapped: 350 to 370 is an interval, 350 to 10 is not.
    const fit = toValue(p, x);
    const deg = Math.min(180, (half * 180) / Math.PI);
    return [fit - deg, fit + deg];
  }
  const { low, high } = interval95(x, half, (c) => toValue(p, c));
  return [low, high];
}

function isNarrow(p: Parameter, x: number, half: number): boolean {
  if (p.coordinate === 'turning') return (2 * half * 180) / Math.PI < TURNING_RANGE_DEG;
  const { low, high } = interval95(x, half, (c) => toValue(p, c));
  // Decades count by ratio: a factor of ten either way is not knowing.
  if (p.coordinate === 'log' || p.coordinate === 'log-above-one') return high / Math.max(low, 1e-12) < 10;
  return high - low < HALF_THE_RANGE * (p.upper - p.lower);
}

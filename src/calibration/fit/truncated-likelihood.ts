import { normalTail } from './normal-tail.ts';

/** What one observation that was made because it passed a threshold says about its mean level and the scatter. */
export interface ServedTerms {
  /** Negative log likelihood up to a constant. */
  readonly cost: number;
  /** Chance that a level drawn here would have been seen, 0..1. */
  readonly seen: number;
  /** d log likelihood / d level [1/dB]: the pull of a least-squares fit, less that of what is missing. */
  readonly score: number;
  /** Expected and observed -d² log likelihood / d level², > 0 [1/dB²]. */
  readonly information: number;
  /** d log likelihood / d ln s. */
  readonly scatterScore: number;
  /** Expected -d² log likelihood / d level d ln s [1/dB]. */
  readonly crossInformation: number;
  /** Expected -d² log likelihood / d (ln s)². */
  readonly scatterInformation: number;
}

/**
 * Terms of y ~ N(level, s²), seen with probability Phi((y - tau) / softness), as Newton and Fisher steps need them. With S² = s² +
 * softness², a = (tau - level) / S, hazard h(a) and r = y - level:
 *
 *     log likelihood = -ln s - r² / (2 s²) - ln Q(a)        d / d level = r / s² - h(a) / S
 *
 * Without a threshold, that is least squares. `score / information` is the residual and `information` the weight with which a
 * least-squares step becomes a Newton step of the truncated likelihood. Expectations are over the observations that are seen, which
 * keeps the information positive; far below the threshold digits are kept where hazard and a cancel.
 * @param residualDb y - level [dB]
 * @param gapDb tau - level [dB], -Infinity without a threshold
 * @param sigmaDb s > 0 [dB]
 * @param softnessDb >= 0 [dB]
 */
export function servedTerms(residualDb: number, gapDb: number, sigmaDb: number, softnessDb: number): ServedTerms {
  const z = residualDb / sigmaDb;
  const free = { cost: Math.log(sigmaDb) + (z * z) / 2, score: z / sigmaDb, scatterScore: z * z - 1 };
  if (gapDb === -Infinity)
    return { ...free, seen: 1, information: 1 / sigmaDb ** 2, crossInformation: 0, scatterInformation: 2 };
  const whole = Math.hypot(sigmaDb, softnessDb);
  const q = (sigmaDb / whole) ** 2;
  const a = gapDb / whole;
  const { logTail, hazard, excess, variance } = normalTail(a);
  const beyond =
    a > 0
      ? {
          cross: 2 * (1 - q) * a + (2 - q) * excess + q * a * variance,
          scatter: 2 + 4 * q * (1 - q) * a * a + q * (4 - 3 * q) * a * excess + q * q * a * a * variance,
        }
      : {
          cross: hazard * (2 - q - q * a * excess),
          scatter: 2 + q * a * hazard * (4 - 3 * q - q * a * excess),
        };
  return {
    cost: free.cost + logTail,
    seen: Math.exp(logTail),
    score: free.score - hazard / whole,
    information: ((softnessDb / sigmaDb) ** 2 + variance) / whole ** 2,
    scatterScore: free.scatterScore - q * a * hazard,
    crossInformation: beyond.cross / whole,
    scatterInformation: beyond.scatter,
  };
}

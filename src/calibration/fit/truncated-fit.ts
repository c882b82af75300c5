import { badInput } from '../../units/errors.ts';
import { dampedNewton, type LocalModel, type NewtonOptions } from './damped-newton.ts';
import { robustScaleDb } from './loss.ts';
import { observationsInFit } from './observations-in-fit.ts';
import { addPrior } from './prior.ts';
import type { Evaluation, FitHooks, FitProblem, FitResult, Linearised } from './problem.ts';
import { servedTerms } from './truncated-likelihood.ts';

/** Below which level an observation would not have been made. */
export interface Truncation {
  /** Threshold of every observation [dBm]; -Infinity where there is none. */
  readonly tauDbm: Float64Array;
  /** Standard deviation of the true threshold about `tauDbm`, >= 0 [dB]; 0 is a sharp edge, and no level may lie below it. */
  readonly softnessDb: number;
}

export interface TruncatedFitOptions extends NewtonOptions {
  /**
   * Prior on ln of the scatter: truncated data alone can favour ever wider scatter about ever lower levels. Default 8 dB within a
   * factor of about 1.35: shadowing in streets without line of sight is 7.82 dB in TR 38.901 table 7.4.1-1.
   */
  readonly sigmaPrior?: { readonly meanDb: number; readonly logSd: number };
}

export interface TruncatedFitResult extends FitResult {
  readonly evaluation: Evaluation;
  readonly used: Uint8Array;
  /** Its last coordinate is ln of the scatter in dB. */
  readonly linearised: Linearised;
  /**
   * Mean chance, over the observations in the fit, that a level drawn there would have been seen. Under about a half the result
   * rests on the assumed thresholds and the shape of the distribution more than on the data.
   */
  readonly seenShare: number;
}

interface TruncatedModel extends LocalModel {
  readonly evaluation: Evaluation;
}

/**
 * Maximum a posteriori fit of levels that were recorded only where they passed a threshold: y ~ N(f(x), s²), seen with probability
 * Phi((y - tau) / softness). Least squares on such data flatten every slope, because weak levels are missing where the model says
 * they should be; this likelihood (Amemiya, Econometrica 41(6), 1973, for a sharp edge) divides by the chance of having been seen.
 * Fisher scoring on the coordinates and ln s together; without a threshold it is least squares. Not robust: gross errors count in
 * full.
 * @param start of the problem's coordinates, best the result of `levenbergMarquardt`
 * @throws UserError('bad-input') as `levenbergMarquardt`, and where a level in the fit lies below a sharp threshold
 */
export function truncatedFit(
  problem: FitProblem,
  start: Float64Array,
  { tauDbm, softnessDb }: Truncation,
  options: TruncatedFitOptions = {},
  hooks: FitHooks = {},
): TruncatedFitResult {
  const { size, observed, weight } = problem;
  const wide = size + 1;
  const { meanDb, logSd } = options.sigmaPrior ?? { meanDb: 8, logSd: 0.3 };
  const inFit = observationsInFit(problem);
  const prior = {
    size: wide,
    priorMean: Float64Array.of(...problem.priorMean, Math.log(meanDb)),
    priorSd: Float64Array.of(...problem.priorSd, logSd),
  };
  const evaluate = (coordinates: Float64Array): TruncatedModel => {
    const { predicted, jacobian } = problem.evaluate(coordinates.subarray(0, size), true);
    if (!jacobian) throw new Error('The model was asked for its Jacobian and gave none');
    const evaluation = { predicted: predicted.slice(), jacobian: jacobian.slice() };
    const used = inFit.accept(evaluation);
    const sigma = Math.exp(coordinates[size]!);
    const gradient = new Float64Array(wide);
    const curvature = new Float64Array(wide * wide);
    let cost = 0;
    for (let i = 0; i < observed.length; i++) {
      if (used[i] === 0) continue;
      const w = weight[i]!;
      const terms = servedTerms(observed[i]! - predicted[i]!, tauDbm[i]! - predicted[i]!, sigma, softnessDb);
      cost += w * terms.cost;
      for (let j = 0; j < size; j++) {
        const jij = jacobian[i * size + j]!;
        gradient[j]! -= w * terms.score * jij;
        for (let k = 0; k <= j; k++) curvature[j * wide + k]! += w * terms.information * jij * jacobian[i * size + k]!;
        curvature[size * wide + j]! += w * terms.crossInformation * jij;
      }
      gradient[size]! -= w * terms.scatterScore;
      curvature[size * wide + size]! += w * terms.scatterInformation;
    }
    for (let j = 0; j < wide; j++) for (let k = 0; k < j; k++) curvature[k * wide + j] = curvature[j * wide + k]!;
    cost += addPrior(prior, coordinates, gradient, [curvature]);
    return { coordinates, evaluation, cost, gradient, curvature, predicted: evaluation.predicted, sigmaDb: sigma };
  };

  const first = problem.evaluate(start, false);
  const used = inFit.accept(first).slice();
  if (softnessDb === 0) requireAbove(observed, tauDbm, used);
  const residual = observed.map((y, i) => y - first.predicted[i]!);
  const spread = robustScaleDb(
    residual,
    weight.map((w, i) => w * used[i]!),
  );
  const whole = Float64Array.of(...start, Math.log(Math.min(20, Math.max(2, spread))));
  const clips = options.stepClip ?? 2;
  const { local, ...fit } = dampedNewton<TruncatedModel>(
    { size: wide, evaluate, refresh: (same) => same },
    whole,
    {
      ...options,
      // Half an e-fold: the likelihood in the scatter is far from quadratic.
      stepClip: Float64Array.from({ length: wide }, (_, j) =>
        j === size ? 0.5 : typeof clips === 'number' ? clips : clips[j]!,
      ),
    },
    hooks,
  );
  return {
    ...fit,
    evaluations: fit.evaluations + 1,
    coordinates: local.coordinates.slice(0, size),
    evaluation: local.evaluation,
    used,
    ...linearise(problem, local, { tauDbm, softnessDb }, used),
  };
}

/**
 * Two rows for every observation, so that sums over them are the score and the information in the coordinates and ln s: the first
 * half of the rows moves the level (and with it the scatter), the second what is left of the scatter.
 */
function linearise(
  { size, observed, weight }: FitProblem,
  { evaluation, sigmaDb }: TruncatedModel,
  { tauDbm, softnessDb }: Truncation,
  used: Uint8Array,
): { linearised: Linearised; seenShare: number } {
  const count = observed.length;
  const wide = size + 1;
  const jacobian = new Float64Array(2 * count * wide);
  const score = new Float64Array(2 * count);
  const information = new Float64Array(2 * count);
  let [seen, total] = [0, 0];
  for (let i = 0; i < count; i++) {
    if (used[i] === 0) continue;
    const w = weight[i]!;
    const level = evaluation.predicted[i]!;
    const terms = servedTerms(observed[i]! - level, tauDbm[i]! - level, sigmaDb, softnessDb);
    seen += w * terms.seen;
    total += w;
    const along = terms.crossInformation / terms.information;
    for (let j = 0; j < size; j++) jacobian[i * wide + j] = evaluation.jacobian![i * size + j]!;
    jacobian[i * wide + size] = along;
    score[i] = w * terms.score;
    information[i] = w * terms.information;
    jacobian[(count + i) * wide + size] = 1;
    score[count + i] = w * (terms.scatterScore - terms.score * along);
    information[count + i] = w * Math.max(0, terms.scatterInformation - terms.crossInformation * along);
  }
  const observation = Uint32Array.from(score, (_, row) => row % count);
  return { linearised: { size: wide, jacobian, score, information, observation }, seenShare: seen / total };
}

function requireAbove(observed: Float64Array, tauDbm: Float64Array, used: Uint8Array): void {
  const below = observed.findIndex((y, i) => used[i] === 1 && y < tauDbm[i]!);
  if (below >= 0)
    throw badInput(
      `Measured cell ${below} has ${observed[below]} dBm, below its threshold of ${tauDbm[below]} dBm: lower the thresholds, or give them a softness.`,
    );
}

import { dampedNewton, type LocalModel, type NewtonOptions } from './damped-newton.ts';
import { DEFAULT_LOSS } from './loss.ts';
import { addPrior } from './prior.ts';
import type { Evaluation, FitHooks, FitProblem, FitResult, Linearised, Loss } from './problem.ts';
import { type RobustTerms, robustLikelihood } from './robust-likelihood.ts';

export interface LevenbergMarquardtOptions extends NewtonOptions {
  /** Default Huber with 6 dB. */
  readonly loss?: Loss;
  /** Scatter of the data [dB] against which priors are weighed; estimated as the fit goes on unless given. */
  readonly sigmaDb?: number;
}

export interface LeastSquaresResult extends FitResult {
  /** The model at the optimum. */
  readonly evaluation: Evaluation;
  /** 1 where the observation took part: weight above 0 and coverage. */
  readonly used: Uint8Array;
  readonly linearised: Linearised;
}

type RobustModel = LocalModel & RobustTerms & { readonly majorant: Float64Array };

/**
 * Maximum a posteriori fit by Levenberg-Marquardt with a robust loss. Minimises
 *
 *     sum_i w_i (rho(y_i - f_i(x)) / sigma² + ln sigma)  +  sum_j ((x_j - mean_j) / sd_j)² / 2
 *
 * over the observations of positive weight that the model covers. sigma is the robust scatter of the residuals, at least 0.5 dB,
 * estimated anew after every accepted step. Residuals enter by iteratively reweighted least squares (Holland and Welsch, 1977),
 * whose curvature is too stiff in the tails of the loss; steps first use it scaled to the mean second derivative of the loss.
 * The model is asked for its Jacobian at every point.
 * @throws UserError('bad-input') where no observation takes part, or fewer than there are coordinates without a prior
 * @throws Error where coverage changes with the coordinates: costs would not compare
 */
export function levenbergMarquardt(
  problem: FitProblem,
  start: Float64Array,
  options: LevenbergMarquardtOptions = {},
  hooks: FitHooks = {},
): LeastSquaresResult {
  const loss = options.loss ?? DEFAULT_LOSS;
  const likelihood = robustLikelihood(problem, loss);
  const modelAt = (coordinates: Float64Array, evaluation: Evaluation, sigma: number): RobustModel => {
    const terms = likelihood.termsAt(evaluation, sigma);
    const { softness, majorant, gradient } = terms;
    const curvature = majorant.map((v) => softness * v);
    const cost = terms.cost + addPrior(problem, coordinates, gradient, [curvature, majorant]);
    return { ...terms, coordinates, cost, curvature, predicted: evaluation.predicted };
  };
  const sigmaAt = (evaluation: Evaluation): number => options.sigmaDb ?? likelihood.sigmaAt(evaluation);

  let sigma: number | undefined;
  const { local, ...fit } = dampedNewton<RobustModel>(
    {
      size: problem.size,
      evaluate: (coordinates) => {
        const evaluation = likelihood.evaluate(coordinates);
        sigma ??= sigmaAt(evaluation);
        return modelAt(coordinates, evaluation, sigma);
      },
      refresh: (at) => {
        sigma = sigmaAt(at.evaluation);
        return modelAt(at.coordinates, at.evaluation, sigma);
      },
    },
    start,
    options,
    hooks,
  );
  return { ...fit, evaluation: local.evaluation, used: likelihood.used(), linearised: likelihood.linearise(local) };
}

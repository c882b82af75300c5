import { dampedNewton, type LocalModel, type NewtonOptions } from './damped-newton.ts';
import { normalEquations } from './dense-linear.ts';
import { DEFAULT_LOSS, lossFunction, robustScaleDb } from './loss.ts';
import { observationsInFit } from './observations-in-fit.ts';
import { addPrior } from './prior.ts';
import type { Evaluation, FitHooks, FitProblem, FitResult, Linearised, Loss } from './problem.ts';

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

/** Phones report whole decibels; a fit that claims to be better would silence every prior. */
const LEAST_SIGMA_DB = 0.5;

/** Bounds of how much softer the true curvature of a robust loss is taken to be than that of its reweighted least squares. */
const LEAST_SOFTNESS = 0.4;

interface RobustModel extends LocalModel {
  readonly evaluation: Evaluation;
  readonly softness: number;
}

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
  const observed = observationsInFit(problem);
  const { size } = problem;
  const count = problem.observed.length;
  const residual = new Float64Array(count);
  const pull = new Float64Array(count);

  const modelAt = (coordinates: Float64Array, evaluation: Evaluation, sigma: number): RobustModel => {
    const used = observed.mask();
    const { rho, weight, curvature } = lossFunction(loss, sigma);
    let [cost, stiff, soft] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      pull[i] = 0;
      if (used[i] === 0) continue;
      const w = problem.weight[i]! / sigma ** 2;
      const r = problem.observed[i]! - evaluation.predicted[i]!;
      residual[i] = r;
      pull[i] = w * weight(r);
      cost += w * rho(r) + problem.weight[i]! * Math.log(sigma);
      stiff += pull[i]!;
      soft += w * curvature(r);
    }
    const softness = Math.min(1, Math.max(LEAST_SOFTNESS, soft / stiff));
    const { matrix: majorant, vector } = normalEquations(evaluation.jacobian!, residual, pull, size);
    const model = {
      coordinates,
      evaluation,
      softness,
      sigmaDb: sigma,
      cost,
      gradient: vector.map((v) => -v),
      curvature: majorant.map((v) => softness * v),
      majorant,
      predicted: evaluation.predicted,
    };
    return { ...model, cost: cost + addPrior(problem, coordinates, model.gradient, [model.curvature, majorant]) };
  };
  const sigmaAt = ({ predicted }: Evaluation): number => {
    if (options.sigmaDb !== undefined) return options.sigmaDb;
    const used = observed.mask();
    for (let i = 0; i < count; i++) if (used[i] === 1) residual[i] = problem.observed[i]! - predicted[i]!;
    return Math.max(
      LEAST_SIGMA_DB,
      robustScaleDb(
        residual,
        problem.weight.map((w, i) => w * used[i]!),
      ),
    );
  };

  let sigma: number | undefined;
  const result = dampedNewton<RobustModel>(
    {
      size,
      evaluate: (coordinates) => {
        const evaluation = copyOf(problem.evaluate(coordinates, true));
        observed.accept(evaluation);
        sigma ??= sigmaAt(evaluation);
        return modelAt(coordinates, evaluation, sigma);
      },
      refresh: (local) => {
        sigma = sigmaAt(local.evaluation);
        return modelAt(local.coordinates, local.evaluation, sigma);
      },
    },
    start,
    options,
    hooks,
  );
  const { local, ...fit } = result;
  const used = observed.mask();
  return {
    ...fit,
    evaluation: local.evaluation,
    used,
    linearised: linearise(problem, local, lossFunction(loss, local.sigmaDb), used),
  };
}

function copyOf({ predicted, jacobian }: Evaluation): Evaluation {
  if (!jacobian) throw new Error('The model was asked for its Jacobian and gave none');
  return { predicted: predicted.slice(), jacobian: jacobian.slice() };
}

function linearise(
  problem: FitProblem,
  { evaluation, sigmaDb, softness }: RobustModel,
  { psi, weight }: ReturnType<typeof lossFunction>,
  used: Uint8Array,
): Linearised {
  const residual = problem.observed.map((y, i) => y - evaluation.predicted[i]!);
  const w = problem.weight.map((v) => v / sigmaDb ** 2);
  return {
    size: problem.size,
    jacobian: evaluation.jacobian!,
    score: residual.map((r, i) => (used[i] === 1 ? w[i]! * psi(r) : 0)),
    information: residual.map((r, i) => (used[i] === 1 ? w[i]! * softness * weight(r) : 0)),
    observation: Uint32Array.from(residual, (_, i) => i),
  };
}

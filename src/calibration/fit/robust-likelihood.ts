import { normalEquations } from '../../algebra/dense-linear.ts';
import { lossFunction, robustScaleDb } from './loss.ts';
import { observationsInFit } from './observations-in-fit.ts';
import type { Evaluation, FitProblem, Linearised, Loss } from './problem.ts';

/** Phones report whole decibels; a fit that claims to be better would silence every prior. */
const LEAST_SIGMA_DB = 0.5;

/** Bounds of how much softer the true curvature of a robust loss is taken to be than that of its reweighted least squares. */
const LEAST_SOFTNESS = 0.4;

/** The negative log likelihood of a problem's observations about one point, without any prior. */
export interface RobustTerms {
  readonly evaluation: Evaluation;
  readonly sigmaDb: number;
  /** sum_i w_i (rho(y_i - f_i) / sigma² + ln sigma). */
  readonly cost: number;
  /** d cost / d coordinate. */
  readonly gradient: Float64Array;
  /** Curvature of the reweighted least squares, row-major; times `softness`, about that of the loss. */
  readonly majorant: Float64Array;
  readonly softness: number;
}

export interface RobustLikelihood {
  /**
   * The model with its Jacobian at a point, in arrays of their own.
   * @throws UserError('bad-input') at first, where no observation takes part or fewer than there are coordinates without a prior
   * @throws Error where coverage changes with the coordinates: costs would not compare
   */
  evaluate(coordinates: Float64Array): Evaluation;
  /** Robust scatter of the residuals [dB], at least 0.5. */
  sigmaAt(evaluation: Evaluation): number;
  termsAt(evaluation: Evaluation, sigmaDb: number): RobustTerms;
  linearise(terms: RobustTerms): Linearised;
  /** 1 where the observation takes part: weight above 0 and coverage. Known after the first `evaluate`. */
  used(): Uint8Array;
}

/**
 * Residuals under a robust loss, as Newton steps need them: iteratively reweighted least squares (Holland and Welsch, 1977), whose
 * curvature is too stiff in the tails of the loss, with the mean second derivative of the loss beside it.
 */
export function robustLikelihood(problem: FitProblem, loss: Loss): RobustLikelihood {
  const inFit = observationsInFit(problem);
  const count = problem.observed.length;
  const residual = new Float64Array(count);
  const pull = new Float64Array(count);
  return {
    used: () => inFit.mask(),
    evaluate: (coordinates) => {
      const evaluation = copyOf(problem.evaluate(coordinates, true));
      inFit.accept(evaluation);
      return evaluation;
    },
    sigmaAt: ({ predicted }) => {
      const used = inFit.mask();
      for (let i = 0; i < count; i++) if (used[i] === 1) residual[i] = problem.observed[i]! - predicted[i]!;
      const scale = robustScaleDb(
        residual,
        problem.weight.map((w, i) => w * used[i]!),
      );
      return Math.max(LEAST_SIGMA_DB, scale);
    },
    termsAt: (evaluation, sigmaDb) => {
      const used = inFit.mask();
      const { rho, weight, curvature } = lossFunction(loss, sigmaDb);
      let [cost, stiff, soft] = [0, 0, 0];
      for (let i = 0; i < count; i++) {
        pull[i] = 0;
        if (used[i] === 0) continue;
        const w = problem.weight[i]! / sigmaDb ** 2;
        const r = problem.observed[i]! - evaluation.predicted[i]!;
        residual[i] = r;
        pull[i] = w * weight(r);
        cost += w * rho(r) + problem.weight[i]! * Math.log(sigmaDb);
        stiff += pull[i]!;
        soft += w * curvature(r);
      }
      const { matrix, vector } = normalEquations(evaluation.jacobian!, residual, pull, problem.size);
      return {
        evaluation,
        sigmaDb,
        cost,
        gradient: vector.map((v) => -v),
        majorant: matrix,
        softness: Math.min(1, Math.max(LEAST_SOFTNESS, soft / stiff)),
      };
    },
    linearise: ({ evaluation, sigmaDb, softness }) => {
      const used = inFit.mask();
      const { psi, weight } = lossFunction(loss, sigmaDb);
      const left = problem.observed.map((y, i) => y - evaluation.predicted[i]!);
      const w = problem.weight.map((v) => v / sigmaDb ** 2);
      return {
        size: problem.size,
        jacobian: evaluation.jacobian!,
        score: left.map((r, i) => (used[i] === 1 ? w[i]! * psi(r) : 0)),
        information: left.map((r, i) => (used[i] === 1 ? w[i]! * softness * weight(r) : 0)),
        observation: Uint32Array.from(left, (_, i) => i),
      };
    },
  };
}

function copyOf({ predicted, jacobian }: Evaluation): Evaluation {
  if (!jacobian) throw new Error('The model was asked for its Jacobian and gave none');
  return { predicted: predicted.slice(), jacobian: jacobian.slice() };
}

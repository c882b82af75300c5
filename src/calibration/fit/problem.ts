/**
 * What optimisers and models agree on. A model maps fit coordinates (unbounded numbers of order one: logits, logarithms, wrapped
 * angles, decibels) to levels; what they mean physically is the business of the model's own table of parameters.
 */

/** Predictions of all observations at one point in fit coordinates. */
export interface Evaluation {
  /** Level of every observation [dBm]; NaN where the model has no coverage. */
  readonly predicted: Float64Array;
  /** Row-major n x m, d predicted / d coordinate [dB per coordinate]; null where it was not asked for. */
  readonly jacobian: Float64Array | null;
}

/** A nonlinear least-squares problem with independent Gaussian priors. */
export interface FitProblem {
  /** Coordinates m. */
  readonly size: number;
  /** The arrays of the result belong to the caller until the next call: a model may reuse its buffers. */
  evaluate(coordinates: Float64Array, wantJacobian: boolean): Evaluation;
  /** Measured levels, n of them [dBm]. */
  readonly observed: Float64Array;
  /**
   * Weight of every observation, >= 0: 1 counts as one independent measurement with the scatter of the fit, 0 is not in the fit.
   * Where neighbours repeat each other, weights under 1 keep the priors from being drowned.
   */
  readonly weight: Float64Array;
  /** Gaussian prior of every coordinate; a standard deviation of Infinity is no prior. */
  readonly priorMean: Float64Array;
  readonly priorSd: Float64Array;
}

/**
 * What a residual r costs, as rho(r) [dB²] to be divided by the squared scatter:
 * - `squared`: r² / 2;
 * - `huber`: r² / 2 up to `deltaDb`, growing linearly beyond (6 dB unless given);
 * - `absolute`: the Laplace likelihood of the same standard deviation, sqrt(2) sigma |r|, rounded within `deltaDb` (0.5 dB).
 */
export interface Loss {
  readonly kind: 'squared' | 'huber' | 'absolute';
  /** > 0 [dB]. */
  readonly deltaDb?: number;
}

/** One point that an optimiser has looked at; iteration 0 is the start. */
export interface FitStep {
  readonly iteration: number;
  readonly coordinates: Float64Array;
  /** Negative log posterior up to a constant, at the scatter that was assumed when the step was taken. */
  readonly cost: number;
  /** False where the step made things worse and was taken back. */
  readonly accepted: boolean;
}

export interface FitHooks {
  /**
   * Called for every step as it is taken. `predicted` are the levels of all observations there [dBm], those of weight 0 included
   * (so that held-out cells can be judged as the fit goes on); null from optimisers that see no more than a gradient.
   */
  onStep?(step: FitStep, predicted: Float64Array | null): void;
  /** Asked before every evaluation; true ends the fit with the best point so far. */
  shouldStop?(): boolean;
}

export interface FitResult {
  /** The best point found. */
  readonly coordinates: Float64Array;
  /** Negative log posterior there, up to a constant. */
  readonly cost: number;
  readonly evaluations: number;
  readonly steps: readonly FitStep[];
  readonly stoppedBy: 'converged' | 'iterations' | 'stopped';
  /** Standard deviation of the scatter about the model [dB]: robust, or that of the likelihood where it has one of its own. */
  readonly sigmaDb: number;
}

/**
 * The log likelihood about the optimum, row by row, in the form that intervals are computed from: its gradient is
 * sum(score_i J_i), its information sum(information_i J_i J_iᵀ). Rows that are not in the fit have score and information 0.
 */
export interface Linearised {
  /** Columns M of the Jacobian: the coordinates of the fit, and after them any that the likelihood adds. */
  readonly size: number;
  /** Row-major, rows x M [dB per coordinate]. */
  readonly jacobian: Float64Array;
  /** [1/dB]. */
  readonly score: Float64Array;
  /** >= 0 [1/dB²]. */
  readonly information: Float64Array;
  /** Which observation each row comes from: row mod n where a likelihood has several kinds of rows, one kind after the other. */
  readonly observation: Uint32Array;
}

/** Cost and gradient at one point. */
export interface GradientEvaluation {
  /** Negative log posterior up to a constant; not finite where the point is out of reach. */
  readonly cost: number;
  readonly gradient: Float64Array;
  /** Levels at the point [dBm], passed on to the hooks. */
  readonly predicted?: Float64Array;
}

/** A function of many coordinates, to be minimised by its gradient alone. */
export interface GradientProblem {
  readonly size: number;
  evaluate(coordinates: Float64Array): GradientEvaluation;
}

/** `sigmaDb` is part of the problem here, not of the result. */
export type GradientFit = Omit<FitResult, 'sigmaDb'>;

import { cholesky, solveCholesky } from '../../algebra/dense-linear.ts';
import type { FitHooks, FitResult, FitStep } from './problem.ts';

/** A cost at one point. */
export interface NewtonPoint {
  readonly coordinates: Float64Array;
  /** A negative log posterior: differences of 1/2 are one standard deviation. */
  readonly cost: number;
  /** Levels at the point [dBm], for the hooks. */
  readonly predicted: Float64Array;
}

/** A cost and its quadratic model about one point. */
export interface LocalModel extends NewtonPoint {
  /** d cost / d coordinate. */
  readonly gradient: Float64Array;
  /** Positive semi-definite approximation of the second derivative, row-major. */
  readonly curvature: Float64Array;
  /** A stiffer approximation to fall back on once a step has failed; omitted where there is none. */
  readonly majorant?: Float64Array;
  readonly sigmaDb: number;
}

export interface NewtonModel<L extends NewtonPoint> {
  readonly size: number;
  evaluate(coordinates: Float64Array): L;
  /** The same point after what the cost depends on (the scatter) has been estimated anew there. */
  refresh(local: L): L;
}

/** A step and by how much the quadratic model lowers the cost along it. */
export interface NewtonStep {
  readonly step: Float64Array;
  readonly gain: number;
}

/**
 * The minimum of the quadratic model with its diagonal raised by `lambda` parts inside a box; null where that is not positive definite.
 * @param stiff take the stiffer approximation of the curvature where there is one
 */
export type StepSolver<L extends NewtonPoint> = (
  local: L,
  lambda: number,
  clip: Float64Array,
  stiff: boolean,
) => NewtonStep | null;

export interface NewtonOptions {
  /** Damping of the first step, in units of the curvature's diagonal. Default 0.01. */
  readonly lambda?: number;
  /** Largest step of every coordinate, one number for all or one each; Infinity for none. Default 2. */
  readonly stepClip?: number | ArrayLike<number>;
  /** Trial points, accepted or not. Default 60. */
  readonly maxIterations?: number;
  /** Distance from the optimum, in standard errors, at which the fit has converged. Default 0.01. */
  readonly tolerance?: number;
}

const LAMBDA_UP = 4;
const LAMBDA_DOWN = 5;
const LEAST_LAMBDA = 1e-9;
/** Less damping than this does not shorten a step that has failed. */
const LAMBDA_THAT_ACTS = 1e-2;
/** Beyond this no step that arithmetic can resolve improves the point. */
const MOST_LAMBDA = 1e6;
/** A failed step that promised less than this many tolerances shows the grain of the cost (kinks), not a way down. */
const GRAIN = 10;

/**
 * Marquardt's damped Newton method (SIAM J. Appl. Math. 11, 1963): solves (H + lambda diag H) d = -g, takes what lowers the cost,
 * lambda x 4, 16, 64.. after failures in a row and / 5 after a success. A step is the minimum of the quadratic model inside a box of `stepClip`, so
 * that a coordinate which the data hardly see does not hold the others back. Converged when the model promises less than
 * tolerance² / 2 of log posterior.
 */
export function dampedNewton<L extends LocalModel>(
  model: NewtonModel<L>,
  start: Float64Array,
  options: NewtonOptions = {},
  hooks: FitHooks = {},
): FitResult & { readonly local: L } {
  const turns = newtonTurns(model, denseStep, start, options, hooks);
  for (;;) {
    const turn = turns.next();
    if (turn.done) return { ...turn.value, sigmaDb: turn.value.local.sigmaDb };
  }
}

/**
 * The same for a curvature of any shape, one trial point a turn: between turns whoever drives it may let other work in.
 * @param solve knows the shape of the curvature
 */
export function* newtonTurns<L extends NewtonPoint>(
  model: NewtonModel<L>,
  solve: StepSolver<L>,
  start: Float64Array,
  options: NewtonOptions = {},
  hooks: FitHooks = {},
): Generator<void, Omit<FitResult, 'sigmaDb'> & { readonly local: L }, void> {
  const { maxIterations = 60, tolerance = 1e-2, stepClip = 2 } = options;
  const clip = Float64Array.from({ length: model.size }, (_, j) =>
    typeof stepClip === 'number' ? stepClip : stepClip[j]!,
  );
  const steps: FitStep[] = [];
  const record = (at: L, iteration: number, accepted: boolean): void => {
    const step = { iteration, coordinates: at.coordinates.slice(), cost: at.cost, accepted };
    steps.push(step);
    hooks.onStep?.(step, at.predicted);
  };
  let lambda = options.lambda ?? 1e-2;
  let here = model.evaluate(start.slice());
  let failures = 0;
  let evaluations = 1;
  let stoppedBy: FitResult['stoppedBy'] = 'iterations';
  record(here, 0, true);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    yield;
    const found = solve(here, lambda, clip, failures > 0);
    // With much damping, after failures, a small promise also means that the quadratic model is no guide at this scale any more.
    if ((found && found.gain <= tolerance ** 2 / 2) || lambda > MOST_LAMBDA) {
      stoppedBy = 'converged';
      break;
    }
    if (!found) {
      lambda *= LAMBDA_UP;
      continue;
    }
    if (hooks.shouldStop?.()) {
      stoppedBy = 'stopped';
      break;
    }
    const trial = model.evaluate(here.coordinates.map((x, j) => x + found.step[j]!));
    evaluations += 1;
    const accepted = trial.cost < here.cost;
    record(trial, iteration, accepted);
    if (accepted) {
      here = model.refresh(trial);
      lambda = Math.max(LEAST_LAMBDA, lambda / LAMBDA_DOWN);
      failures = 0;
    } else {
      if (found.gain <= (GRAIN * tolerance) ** 2 / 2) {
        stoppedBy = 'converged';
        break;
      }
      failures += 1;
      lambda = Math.max(LAMBDA_THAT_ACTS, lambda * LAMBDA_UP ** failures);
    }
  }
  const { coordinates, cost } = here;
  return { coordinates, cost, evaluations, steps, stoppedBy, local: here };
}

const denseStep: StepSolver<LocalModel> = (local, lambda, clip, stiff) => {
  const step = boxStep((stiff && local.majorant) || local.curvature, local.gradient, lambda, clip);
  return step && { step, gain: promisedGain(local, step) };
};

/** -(g·d + d·H d / 2). */
function promisedGain({ curvature, gradient }: LocalModel, step: Float64Array): number {
  const n = step.length;
  let gain = 0;
  for (let j = 0; j < n; j++) {
    let hd = 0;
    for (let k = 0; k < n; k++) hd += curvature[j * n + k]! * step[k]!;
    gain -= step[j]! * (gradient[j]! + hd / 2);
  }
  return gain;
}

/**
 * Minimum of g·d + d·(H + lambda D) d / 2 with |d_j| <= clip_j, by pinning coordinates that leave the box and solving for the
 * others; null where the damped matrix is not positive definite.
 */
function boxStep(h: Float64Array, g: Float64Array, lambda: number, clip: Float64Array): Float64Array | null {
  const n = g.length;
  const damped = h.slice();
  // A coordinate without any curvature has no gradient either: any positive number keeps it where it is.
  for (let j = 0; j < n; j++) damped[j * n + j]! += (h[j * n + j]! > 0 ? h[j * n + j]! : 1) * lambda;
  const step = new Float64Array(n);
  let free = Array.from({ length: n }, (_, j) => j);
  while (free.length > 0) {
    const size = free.length;
    const part = new Float64Array(size * size);
    const right = new Float64Array(size);
    for (const [a, j] of free.entries()) {
      for (const [b, k] of free.entries()) part[a * size + b] = damped[j * n + k]!;
      right[a] = -g[j]!;
      for (let k = 0; k < n; k++) if (!free.includes(k)) right[a]! -= damped[j * n + k]! * step[k]!;
    }
    const l = cholesky(part, size);
    if (!l) return null;
    const solved = solveCholesky(l, size, right);
    const inside: number[] = [];
    for (const [a, j] of free.entries()) {
      const d = solved[a]!;
      step[j] = Math.max(-clip[j]!, Math.min(clip[j]!, d));
      if (Math.abs(d) <= clip[j]!) inside.push(j);
    }
    if (inside.length === free.length) break;
    free = inside;
  }
  return step;
}

import type { FitHooks, FitStep, GradientFit, GradientProblem } from './problem.ts';

export interface AdamOptions {
  /** Step size in fit coordinates, about what one iteration moves. Default 0.1. */
  readonly learningRate?: number;
  /** Updates; the start is looked at besides. Default 100. */
  readonly iterations?: number;
  /** Decay of the mean gradient. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean squared gradient. Default 0.999. */
  readonly beta2?: number;
}

/** Keeps the division alive where a gradient is zero. */
const EPSILON = 1e-8;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1) with the whole gradient at every step. Every step is taken, better or worse, all
 * iterations are made, and all are in `steps`; `coordinates` is the cheapest of them, `steps.at(-1)` the last.
 */
export function adam(
  problem: GradientProblem,
  start: Float64Array,
  { learningRate = 0.1, iterations = 100, beta1 = 0.9, beta2 = 0.999 }: AdamOptions = {},
  hooks: FitHooks = {},
): GradientFit {
  const x = start.slice();
  const mean = new Float64Array(problem.size);
  const square = new Float64Array(problem.size);
  const steps: FitStep[] = [];
  let best: FitStep | null = null;
  let stoppedBy: GradientFit['stoppedBy'] = 'iterations';
  for (let t = 0; t <= iterations; t++) {
    if (t > 0 && hooks.shouldStop?.()) {
      stoppedBy = 'stopped';
      break;
    }
    const { cost, gradient, predicted } = problem.evaluate(x);
    const step = { iteration: t, coordinates: x.slice(), cost, accepted: true };
    steps.push(step);
    hooks.onStep?.(step, predicted ?? null);
    if (!best || cost < best.cost) best = step;
    for (let j = 0; j < problem.size; j++) {
      mean[j] = beta1 * mean[j]! + (1 - beta1) * gradient[j]!;
      square[j] = beta2 * square[j]! + (1 - beta2) * gradient[j]! ** 2;
      const meanHat = mean[j]! / (1 - beta1 ** (t + 1));
      const squareHat = square[j]! / (1 - beta2 ** (t + 1));
      x[j]! -= (learningRate * meanHat) / (Math.sqrt(squareHat) + EPSILON);
    }
  }
  const { coordinates, cost } = best!;
  return { coordinates, cost, evaluations: steps.length, steps, stoppedBy };
}

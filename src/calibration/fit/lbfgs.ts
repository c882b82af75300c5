import type { FitHooks, FitStep, GradientEvaluation, GradientFit, GradientProblem } from './problem.ts';

export interface LbfgsOptions {
  /** Steps that are remembered. Default 8. */
  readonly memory?: number;
  /** Line searches. Default 200. */
  readonly iterations?: number;
  /** Distance from the optimum, in standard errors, at which the fit has converged. Default 0.01. */
  readonly tolerance?: number;
}

/** Share of the promised decrease, and of the slope, that a step must achieve (weak Wolfe conditions). */
const DECREASE = 1e-4;
const SLOPE = 0.9;
const LINE_TRIALS = 30;
/** Searches in a row that must find nothing more to gain: the remembered curvature is partial. */
const QUIET = 3;

interface Point extends GradientEvaluation {
  readonly coordinates: Float64Array;
}

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly sy: number;
}

/**
 * Limited-memory BFGS (Nocedal and Wright, "Numerical Optimization", algorithms 7.4 and 7.5) for hundreds of coordinates. The line
 * search brackets and halves for the weak Wolfe conditions, which also ends on costs with kinks (Lewis and Overton, Math. Program.
 * 141, 2013). Converged when three searches in a row promise and gain less than tolerance² / 2, or when none finds a decrease.
 * Trial points that are not taken are in `steps` with `accepted` false.
 */
export function lbfgs(
  problem: GradientProblem,
  start: Float64Array,
  { memory = 8, iterations = 200, tolerance = 1e-2 }: LbfgsOptions = {},
  hooks: FitHooks = {},
): GradientFit {
  const steps: FitStep[] = [];
  const record = ({ coordinates, cost, predicted }: Point, iteration: number, accepted: boolean): void => {
    const step = { iteration, coordinates, cost, accepted };
    steps.push(step);
    hooks.onStep?.(step, predicted ?? null);
  };
  const look = (coordinates: Float64Array): Point => {
    const at = problem.evaluate(coordinates);
    return { ...at, coordinates, gradient: at.gradient.slice() };
  };
  const finish = (at: Point, stoppedBy: GradientFit['stoppedBy']): GradientFit => {
    return { coordinates: at.coordinates, cost: at.cost, evaluations: steps.length, steps, stoppedBy };
  };
  let here = look(start.slice());
  record(here, 0, true);
  let pairs: Pair[] = [];
  let quiet = 0;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const direction = descent(here.gradient, pairs);
    const slope = dot(here.gradient, direction);
    if (!(slope < 0)) return finish(here, 'converged');
    let [low, high, t] = [0, Infinity, 1];
    let next: Point | null = null;
    for (let trial = 0; trial < LINE_TRIALS; trial++) {
      if (hooks.shouldStop?.()) return finish(next ?? here, 'stopped');
      const at = look(here.coordinates.map((x, j) => x + t * direction[j]!));
      const lower = at.cost <= here.cost + DECREASE * t * slope;
      record(at, iteration, lower);
      if (lower) next = at;
      if (!lower) high = t;
      else if (dot(at.gradient, direction) < SLOPE * slope) low = t;
      else break;
      t = high < Infinity ? (low + high) / 2 : 2 * t;
    }
    if (!next) {
      if (pairs.length === 0) return finish(here, 'converged');
      // The remembered curvature misleads: once more from steepest descent before giving up.
      pairs = [];
      continue;
    }
    quiet = Math.max(-slope, here.cost - next.cost) <= tolerance ** 2 / 2 ? quiet + 1 : 0;
    pairs = remember(pairs, here, next, memory);
    here = next;
    if (quiet >= QUIET) return finish(here, 'converged');
  }
  return finish(here, 'iterations');
}

/** -H g by the two-loop recursion; without memory a step of length one along steepest descent. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = gradient.map((g) => -g);
  const newest = pairs.at(-1);
  if (!newest) {
    const length = Math.max(1, Math.sqrt(dot(q, q)));
    return q.map((v) => v / length);
  }
  const alphas = pairs.map(() => 0);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, sy } = pairs[k]!;
    alphas[k] = dot(s, q) / sy;
    for (let j = 0; j < q.length; j++) q[j]! -= alphas[k]! * y[j]!;
  }
  const scale = newest.sy / dot(newest.y, newest.y);
  for (let j = 0; j < q.length; j++) q[j]! *= scale;
  for (const [k, { s, y, sy }] of pairs.entries()) {
    const beta = dot(y, q) / sy;
    for (let j = 0; j < q.length; j++) q[j]! += (alphas[k]! - beta) * s[j]!;
  }
  return q;
}

/** Adds the step from `a` to `b` where it has positive curvature, as the weak Wolfe conditions grant but for rounding. */
function remember(pairs: readonly Pair[], a: Point, b: Point, memory: number): Pair[] {
  const s = b.coordinates.map((x, j) => x - a.coordinates[j]!);
  const y = b.gradient.map((g, j) => g - a.gradient[j]!);
  const sy = dot(s, y);
  if (!(sy > Number.EPSILON * Math.sqrt(dot(s, s) * dot(y, y)))) return [...pairs];
  return [...pairs, { s, y, sy }].slice(-memory);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

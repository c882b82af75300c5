import { type ArrowModel, arrowStep } from './arrow-step.ts';
import { type NewtonOptions, type NewtonPoint, newtonTurns, type StepSolver } from './damped-newton.ts';
import { DEFAULT_LOSS } from './loss.ts';
import { addPrior } from './prior.ts';
import type { Evaluation, FitProblem, FitResult, FitStep, Linearised, Loss } from './problem.ts';
import { type RobustTerms, robustLikelihood } from './robust-likelihood.ts';

/** One group of observations, a sector's. Priors of its shared coordinates are not read: those of the whole count, once. */
export interface SharedPart {
  readonly problem: FitProblem;
  /** Index among the shared coordinates of each of the part's coordinates; -1 for those of its own. */
  readonly shared: Int32Array;
  /** Of all its coordinates; the shared ones of the whole win. */
  readonly start: Float64Array;
}

export interface SharedProblem {
  readonly parts: readonly SharedPart[];
  /** Where the shared coordinates start, and their priors; a standard deviation of Infinity is none. */
  readonly start: Float64Array;
  readonly priorMean: Float64Array;
  readonly priorSd: Float64Array;
}

export interface SharedFitOptions extends Pick<NewtonOptions, 'lambda' | 'maxIterations' | 'tolerance'> {
  /** Default Huber with 6 dB. */
  readonly loss?: Loss;
  /** Scatter of all parts [dB]; of each part its own, estimated as the fit goes on, unless given. */
  readonly sigmaDb?: number;
  /** Largest step of any coordinate. Default 2. */
  readonly stepClip?: number;
}

export interface SharedFitHooks {
  /** Called for every part at every step; `predicted` are the part's levels [dBm]. */
  onStep?(part: number, step: FitStep, predicted: Float64Array): void;
  /** Asked before every evaluation; true ends the fit with the best point so far. */
  shouldStop?(): boolean;
  /** Awaited before every evaluation, for other work to be done in between. */
  pause?(): Promise<void>;
}

export interface SharedPartFit {
  /** All its coordinates, own and shared. */
  readonly coordinates: Float64Array;
  readonly evaluation: Evaluation;
  readonly used: Uint8Array;
  readonly linearised: Linearised;
  readonly sigmaDb: number;
}

export interface SharedFitResult extends Pick<FitResult, 'cost' | 'evaluations' | 'stoppedBy'> {
  readonly shared: Float64Array;
  /** In the order of the problem's parts. */
  readonly parts: readonly SharedPartFit[];
}

interface JointPoint extends NewtonPoint {
  readonly terms: readonly RobustTerms[];
  readonly gradient: Float64Array;
}

/**
 * Maximum a posteriori fit of several groups of observations that have some coordinates in common: the cost of
 * `levenbergMarquardt` summed over the parts, with the priors of the shared coordinates once. No joint Jacobian is ever formed:
 * every part adds its own normal equations, and steps come from `arrowStep`. Each part has its own scatter, so that a sector in a
 * simple street pulls harder at what is shared than one in a city centre.
 * @throws UserError('bad-input') where no observation of a part takes part in the fit
 */
export async function sharedFit(
  of: SharedProblem,
  options: SharedFitOptions = {},
  hooks: SharedFitHooks = {},
): Promise<SharedFitResult> {
  const loss = options.loss ?? DEFAULT_LOSS;
  const layout = layoutOf(of);
  const { places, sharedFrom, total } = layout;
  const likelihoods = of.parts.map(({ problem }) => robustLikelihood(problem, loss));
  const sharedPrecision = of.priorSd.map((sd) => 1 / sd ** 2);
  let sigmas: number[] | null = null;
  const sigmasAt = (evaluations: readonly Evaluation[]) =>
    evaluations.map((evaluation, s) => options.sigmaDb ?? likelihoods[s]!.sigmaAt(evaluation));
  const pointAt = (coordinates: Float64Array, evaluations: readonly Evaluation[]): JointPoint => {
    const gradient = new Float64Array(total);
    const terms = evaluations.map((evaluation, s) => likelihoods[s]!.termsAt(evaluation, sigmas![s]!));
    let cost = addSharedPrior(of, coordinates, gradient, sharedFrom);
    terms.forEach((part, s) => {
      const place = places[s]!;
      cost += part.cost + addPrior(layout.ownPriors[s]!, gather(coordinates, place), part.gradient, [part.majorant]);
      for (let j = 0; j < place.length; j++) gradient[place[j]!]! += part.gradient[j]!;
    });
    return { coordinates, cost, gradient, terms, predicted: joined(evaluations) };
  };
  const solve: StepSolver<JointPoint> = ({ terms, gradient }, lambda, clip, stiff) =>
    arrowStep(arrowModel(terms, gradient, stiff), lambda, clip);
  const arrowModel = (terms: readonly RobustTerms[], gradient: Float64Array, stiff: boolean): ArrowModel => ({
    parts: terms.map(({ majorant, softness }, s) => ({
      place: places[s]!,
      curvature: stiff ? majorant : softened(majorant, softness, layout.ownPriors[s]!.priorSd),
    })),
    sharedFrom,
    sharedPrecision,
    gradient,
  });
  const turns = newtonTurns<JointPoint>(
    {
      size: total,
      evaluate: (coordinates) => {
        const evaluations = likelihoods.map((part, s) => part.evaluate(gather(coordinates, places[s]!)));
        sigmas ??= sigmasAt(evaluations);
        return pointAt(coordinates, evaluations);
      },
      refresh: ({ coordinates, terms }) => {
        const evaluations = terms.map(({ evaluation }) => evaluation);
        sigmas = sigmasAt(evaluations);
        return pointAt(coordinates, evaluations);
      },
    },
    solve,
    layout.start,
    options,
    {
      ...(hooks.shouldStop ? { shouldStop: () => hooks.shouldStop!() } : {}),
      onStep: (step, predicted) => {
        if (!hooks.onStep) return;
        let from = 0;
        of.parts.forEach(({ problem }, s) => {
          const to = from + problem.observed.length;
          hooks.onStep!(s, step, predicted!.subarray(from, to));
          from = to;
        });
      },
    },
  );
  for (;;) {
    const turn = turns.next();
    if (!turn.done) {
      await hooks.pause?.();
      continue;
    }
    const { local, cost, evaluations, stoppedBy } = turn.value;
    return {
      shared: local.coordinates.slice(sharedFrom),
      cost,
      evaluations,
      stoppedBy,
      parts: local.terms.map((terms, s) => ({
        coordinates: gather(local.coordinates, places[s]!),
        evaluation: terms.evaluation,
        used: likelihoods[s]!.used(),
        linearised: likelihoods[s]!.linearise(terms),
        sigmaDb: terms.sigmaDb,
      })),
    };
  }
}

/** The joint vector: own coordinates part by part, then the shared ones. */
function layoutOf({ parts, start }: SharedProblem) {
  let sharedFrom = 0;
  const own = parts.map(({ shared }) => Int32Array.from(shared, (k) => (k < 0 ? sharedFrom++ : -1)));
  const total = sharedFrom + start.length;
  const places = parts.map(({ shared }, s) => shared.map((k, j) => (k < 0 ? own[s]![j]! : sharedFrom + k)));
  const from = new Float64Array(total);
  parts.forEach((part, s) => {
    part.shared.forEach((k, j) => {
      if (k < 0) from[places[s]![j]!] = part.start[j]!;
    });
  });
  from.set(start, sharedFrom);
  const ownPriors = parts.map(({ problem, shared }) => ({
    size: problem.size,
    priorMean: problem.priorMean,
    priorSd: problem.priorSd.map((sd, j) => (shared[j]! < 0 ? sd : Infinity)),
  }));
  return { places, sharedFrom, total, start: from, ownPriors };
}

function addSharedPrior(
  { start, priorMean, priorSd }: SharedProblem,
  coordinates: Float64Array,
  gradient: Float64Array,
  sharedFrom: number,
): number {
  const size = start.length;
  return addPrior({ size, priorMean, priorSd }, coordinates.subarray(sharedFrom), gradient.subarray(sharedFrom), []);
}

/** The curvature of the loss instead of that of its least squares, the priors as they are. */
function softened(majorant: Float64Array, softness: number, priorSd: Float64Array): Float64Array {
  const n = priorSd.length;
  const soft = majorant.map((v) => softness * v);
  for (let j = 0; j < n; j++) soft[j * (n + 1)]! += (1 - softness) / priorSd[j]! ** 2;
  return soft;
}

function gather(joint: Float64Array, place: Int32Array): Float64Array {
  return Float64Array.from(place, (at) => joint[at]!);
}

function joined(evaluations: readonly Evaluation[]): Float64Array {
  const all = new Float64Array(evaluations.reduce((sum, { predicted }) => sum + predicted.length, 0));
  let from = 0;
  for (const { predicted } of evaluations) {
    all.set(predicted, from);
    from += predicted.length;
  }
  return all;
}

import { pathsToCells } from '../../propagation/select-paths.ts';
import { adam } from '../fit/adam.ts';
import { asGradientProblem } from '../fit/gradient-problem.ts';
import { lbfgs } from '../fit/lbfgs.ts';
import { levenbergMarquardt } from '../fit/levenberg-marquardt.ts';
import type { FitHooks, FitProblem, FitResult, Linearised, Loss } from '../fit/problem.ts';
import { type Truncation, truncatedFit } from '../fit/truncated-fit.ts';
import { toCoordinate } from './parameter.ts';
import { ANTENNA_ONLY, type PhysicalChoice, PhysicalModel, type SectorPaths } from './physical-model.ts';
import { physicalProblem } from './physical-problem.ts';
import { VectorisedForm } from './vectorised.ts';

export type Optimiser = 'levenberg-marquardt' | 'adam' | 'adam-vectorised' | 'lbfgs';

export interface PhysicalFitOptions {
  readonly choice: PhysicalChoice;
  readonly optimiser: Optimiser;
  readonly loss?: Loss;
  /** Of Adam; the paper stops near 38 iterations. */
  readonly iterations?: number;
  readonly learningRate?: number;
  /** Below which level each cell would have been reported of another sector: refines the fit by the likelihood of what was seen. */
  readonly truncation?: Truncation;
}

export interface PhysicalFit {
  readonly model: PhysicalModel;
  readonly coordinates: Float64Array;
  /** Levels of all cells there [dBm], NaN without coverage. */
  readonly levels: Float64Array;
  readonly linearised: Linearised;
  readonly sigmaDb: number;
  readonly evaluations: number;
  readonly stoppedBy: 'converged' | 'iterations' | 'stopped';
}

/** Starts about the listed azimuth, so that a list that is 180 degrees off does not hold the fit. */
const AZIMUTH_STARTS = 8;
/** Cells that the starts are told apart with. */
const CELLS_FOR_STARTS = 300;
/** Slabs answer in ripples: beyond this, steps only wander along them. */
const MOST_ITERATIONS = 20;
/** From the optimum of a sample. */
const SETTLING_ITERATIONS = 3;
/** Nearer to the optimum than this part of a standard error nothing changes that anyone could see. */
const TOLERANCE = 0.05;
/** Adam's schedule: a step of 0.1 in coordinates of order one, near the 38 iterations that the paper needs. */
const PAPER_ITERATIONS = 40;
const PAPER_RATE = 0.1;

/**
 * Fits a sector's antenna, and what `choice` adds, to the levels of its cells: first the antenna alone from eight azimuths on a sample
 * of the cells, then all that is free from there.
 * @param weight of every cell, 0 for those outside the fit
 * @param hooks told of every step of the last stage
 */
export function fitPhysical(
  of: SectorPaths,
  observedDbm: Float64Array,
  weight: Float64Array,
  options: PhysicalFitOptions,
  hooks: FitHooks = {},
): PhysicalFit {
  const model = new PhysicalModel(of, options.choice);
  const problem = physicalProblem(model, observedDbm, weight);
  const loss: Loss = options.loss ?? { kind: 'huber', deltaDb: 6 };
  const shouldStop = hooks.shouldStop ? { shouldStop: () => hooks.shouldStop!() } : {};
  const starts =
    options.optimiser === 'levenberg-marquardt' || options.optimiser === 'lbfgs'
      ? antennaStarts(of, observedDbm, weight).map((antenna) => {
          const from = model.start();
          from.set(antenna);
          return from;
        })
      : [model.start()];
  const [start] = starts as [Float64Array];
  if (options.optimiser === 'levenberg-marquardt') {
    const near = wayOnSome(of, observedDbm, weight, options.choice, starts, loss, shouldStop);
    const maxIterations = near ? SETTLING_ITERATIONS : MOST_ITERATIONS;
    const fit = bestOf(
      near ?? starts,
      (from, told) => levenbergMarquardt(problem, from, { loss, maxIterations, tolerance: TOLERANCE }, told),
      hooks,
    );
    if (options.truncation) return truncated(model, problem, fit.coordinates, options.truncation, hooks);
    return {
      model,
      coordinates: fit.coordinates,
      levels: fit.evaluation.predicted,
      linearised: fit.linearised,
      sigmaDb: fit.sigmaDb,
      evaluations: fit.evaluations,
      stoppedBy: fit.stoppedBy,
    };
  }
  const sigmaDb = 6;
  const scalar = asGradientProblem(problem, loss, sigmaDb);
  const rate = { learningRate: options.learningRate ?? PAPER_RATE, iterations: options.iterations ?? PAPER_ITERATIONS };
  let found: Float64Array;
  let evaluations: number;
  let stoppedBy: PhysicalFit['stoppedBy'];
  if (options.optimiser === 'lbfgs') {
    ({ coordinates: found, evaluations, stoppedBy } = lbfgs(scalar, start, { iterations: 60 }, hooks));
  } else if (options.optimiser === 'adam') {
    ({ coordinates: found, evaluations, stoppedBy } = adam(scalar, start, rate, hooks));
  } else {
    const form = new VectorisedForm(model.parameters);
    const { onStep } = hooks;
    const fit = adam(form.problem(scalar), form.start(start), rate, {
      ...shouldStop,
      onStep: (step, predicted) => onStep?.({ ...step, coordinates: form.scalars(step.coordinates) }, predicted),
    });
    found = form.scalars(fit.coordinates);
    ({ evaluations, stoppedBy } = fit);
  }
  // One look at the optimum in the form that intervals are made from.
  const there = levenbergMarquardt(problem, found, { loss, maxIterations: 0 });
  return {
    model,
    coordinates: found,
    levels: there.evaluation.predicted,
    linearised: there.linearised,
    sigmaDb: there.sigmaDb,
    evaluations,
    stoppedBy,
  };
}

/** The likelihood of levels that were reported only where the sector served, from the least-squares optimum on. */
function truncated(
  model: PhysicalModel,
  problem: FitProblem,
  start: Float64Array,
  truncation: Truncation,
  hooks: FitHooks,
): PhysicalFit {
  const fit = truncatedFit(problem, start, truncation, { maxIterations: 30 }, hooks);
  return {
    model,
    // Its last coordinate is the scatter.
    coordinates: fit.coordinates.slice(0, model.parameters.length),
    levels: fit.evaluation.predicted,
    linearised: fit.linearised,
    sigmaDb: fit.sigmaDb,
    evaluations: fit.evaluations,
    stoppedBy: fit.stoppedBy,
  };
}

/** The cheapest of the fits from several starts. The hooks hear of its steps, once it is known. */
function bestOf<F extends FitResult>(
  starts: readonly Float64Array[],
  run: (start: Float64Array, hooks: FitHooks) => F,
  hooks: FitHooks,
): F {
  if (starts.length === 1) return run(starts[0]!, hooks);
  const stop = hooks.shouldStop ? { shouldStop: () => hooks.shouldStop!() } : {};
  const tried = starts.map((start) => {
    const steps: Parameters<NonNullable<FitHooks['onStep']>>[] = [];
    const result = run(start, { ...stop, onStep: (step, predicted) => steps.push([step, predicted?.slice() ?? null]) });
    return { result, steps };
  });
  const best = tried.reduce((a, b) => (b.result.cost < a.result.cost ? b : a));
  for (const [step, predicted] of best.steps) hooks.onStep?.(step, predicted);
  return best.result;
}

/** Cells on which the way to the optimum is gone; a fit to many more only settles from there. */
const CELLS_FOR_THE_WAY = 1000;

/**
 * The better optimum from the starts on a sample of the cells, from which all cells are a step or two away; null where there are too few
 * for that to pay, or single buildings are free, as a sample knows fewer of them.
 */
function wayOnSome(
  of: SectorPaths,
  observedDbm: Float64Array,
  weight: Float64Array,
  choice: PhysicalChoice,
  starts: readonly Float64Array[],
  loss: Loss,
  hooks: FitHooks,
): Float64Array[] | null {
  if (choice.buildings) return null;
  const some = sampleOf(of, observedDbm, weight, CELLS_FOR_THE_WAY);
  if (some.observedDbm.length > observedDbm.length / 3) return null;
  const problem = physicalProblem(new PhysicalModel(some.paths, choice), some.observedDbm, some.weight);
  const fits = starts.map((start) =>
    levenbergMarquardt(problem, start, { loss, maxIterations: MOST_ITERATIONS, tolerance: TOLERANCE }, hooks),
  );
  return [fits.reduce((a, b) => (b.cost < a.cost ? b : a)).coordinates];
}

/** At most about `most` of the covered cells of a fit, evenly, with weights that make them stand for all. */
function sampleOf(
  of: SectorPaths,
  observedDbm: Float64Array,
  weight: Float64Array,
  most: number,
): { paths: SectorPaths; observedDbm: Float64Array; weight: Float64Array } {
  const inFit: number[] = [];
  for (let i = 0; i < weight.length; i++)
    if (weight[i]! > 0 && of.cache.cellStart[i + 1]! > of.cache.cellStart[i]!) inFit.push(i);
  const every = Math.max(1, Math.floor(inFit.length / most));
  const cells = inFit.filter((_, k) => k % every === 0);
  const at = (values: Float64Array, scale: number) => Float64Array.from(cells, (i) => scale * values[i]!);
  return {
    paths: { ...of, cache: pathsToCells(of.cache, cells) },
    observedDbm: at(observedDbm, 1),
    weight: at(weight, inFit.length / cells.length),
  };
}

/** Minima whose azimuths are nearer than this are one [rad]. */
const APART = (40 * Math.PI) / 180;
/** A second minimum worse than the first by more than this of log posterior is not followed. */
const WORTH_FOLLOWING = 15;

/**
 * Coordinates of the paper's four from which the full fit starts: of the fits from azimuths all round, on some of the cells, the best,
 * and the second best minimum where it is nearly as good: what else is let go may turn the order.
 */
function antennaStarts(of: SectorPaths, observedDbm: Float64Array, weight: Float64Array): Float64Array[] {
  const some = sampleOf(of, observedDbm, weight, CELLS_FOR_STARTS);
  const model = new PhysicalModel(some.paths, ANTENNA_ONLY);
  const problem = physicalProblem(model, some.observedDbm, some.weight);
  const azimuth = model.parameters[0]!;
  const loss: Loss = { kind: 'huber', deltaDb: 6 };
  const fits = Array.from({ length: AZIMUTH_STARTS }, (_, k) => {
    const start = model.start();
    const turn = (360 * k) / AZIMUTH_STARTS;
    start[0] = toCoordinate(azimuth, azimuth.start + (turn > 180 ? turn - 360 : turn));
    return levenbergMarquardt(problem, start, { loss, sigmaDb: 6, maxIterations: 8 });
  }).sort((a, b) => a.cost - b.cost);
  const [best] = fits;
  const turnBetween = (a: number, b: number) => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)));
  const second = fits.find(
    (f) => f.cost < best!.cost + WORTH_FOLLOWING && turnBetween(f.coordinates[0]!, best!.coordinates[0]!) > APART,
  );
  return (second ? [best!, second] : [best!]).map((f) => f.coordinates);
}

import { adam } from '../fit/adam.ts';
import { asGradientProblem } from '../fit/gradient-problem.ts';
import { lbfgs } from '../fit/lbfgs.ts';
import { levenbergMarquardt } from '../fit/levenberg-marquardt.ts';
import type { FitHooks, Linearised, Loss } from '../fit/problem.ts';
import { toCoordinate } from './parameter.ts';
import { ANTENNA_ONLY, type PhysicalChoice, PhysicalModel, type SectorPaths } from './physical-model.ts';
import { physicalProblem } from './physical-problem.ts';
import { pathsToCells } from '../../propagation/select-paths.ts';
import { VectorisedForm } from './vectorised.ts';

export type Optimiser = 'levenberg-marquardt' | 'adam' | 'adam-vectorised' | 'lbfgs';

export interface PhysicalFitOptions {
  readonly choice: PhysicalChoice;
  readonly optimiser: Optimiser;
  readonly loss?: Loss;
  /** Of Adam; the paper stops near 38 iterations. */
  readonly iterations?: number;
  readonly learningRate?: number;
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
const CELLS_FOR_STARTS = 400;
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
  const start = model.start();
  if (options.optimiser === 'levenberg-marquardt' || options.optimiser === 'lbfgs')
    start.set(antennaStart(of, observedDbm, weight));
  const loss: Loss = options.loss ?? { kind: 'huber', deltaDb: 6 };
  const shouldStop = hooks.shouldStop ? { shouldStop: () => hooks.shouldStop!() } : {};
  if (options.optimiser === 'levenberg-marquardt') {
    const fit = levenbergMarquardt(problem, start, { loss, maxIterations: 30 }, hooks);
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

/** Coordinates of the paper's four from which the full fit starts: the best of the fits from azimuths all round, on some of the cells. */
function antennaStart(of: SectorPaths, observedDbm: Float64Array, weight: Float64Array): Float64Array {
  const inFit: number[] = [];
  for (let i = 0; i < weight.length; i++)
    if (weight[i]! > 0 && of.cache.cellStart[i + 1]! > of.cache.cellStart[i]!) inFit.push(i);
  const every = Math.max(1, Math.floor(inFit.length / CELLS_FOR_STARTS));
  const cells = inFit.filter((_, k) => k % every === 0);
  const at = (values: Float64Array) => Float64Array.from(cells, (i) => values[i]!);
  const model = new PhysicalModel({ ...of, cache: pathsToCells(of.cache, cells) }, ANTENNA_ONLY);
  const problem = physicalProblem(model, at(observedDbm), at(weight));
  const azimuth = model.parameters[0]!;
  let best: { cost: number; coordinates: Float64Array } | null = null;
  for (let k = 0; k < AZIMUTH_STARTS; k++) {
    const start = model.start();
    start[0] = toCoordinate(azimuth, azimuth.start + (360 * k) / AZIMUTH_STARTS);
    const fit = levenbergMarquardt(problem, start, { loss: { kind: 'huber', deltaDb: 6 }, sigmaDb: 6, maxIterations: 8 });
    if (best === null || fit.cost < best.cost) best = fit;
  }
  return best!.coordinates;
}

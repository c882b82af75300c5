import { pathsToCells } from '../propagation/select-paths.ts';
import { badInput } from '../units/errors.ts';
import type { FitProblem } from './fit/problem.ts';
import {
  type SharedFitHooks,
  type SharedFitResult,
  type SharedPartFit,
  type SharedProblem,
  sharedFit,
} from './fit/shared-fit.ts';
import { engineLevels } from './fit-classical.ts';
import { choiceOf, pathsOf, refuseTooFew, resultOf, weightsOf } from './fit-sector-physics.ts';
import { fittedParameters } from './fitted-parameters.ts';
import type { MethodFit } from './method-fit.ts';
import type { OpenCase } from './open-case.ts';
import { fitPhysical } from './physical/fit-physical.ts';
import { type Parameter, toCoordinate } from './physical/parameter.ts';
import { PhysicalModel } from './physical/physical-model.ts';
import { physicalProblem } from './physical/physical-problem.ts';
import type { CalibrationOptions } from './report.ts';
import { type PartUncertainty, sharedUncertainty } from './validation/shared-intervals.ts';

/** Materials depend on frequency; over this part of it hardly. */
const SAME_CARRIER = 0.1;
/** Cells of a sector that the way to the optimum is found with; all of them settle its last steps. */
const CELLS_ON_THE_WAY = 400;
/** Slabs answer in ripples: beyond this, steps only wander along them. */
const MOST_ITERATIONS = { way: 20, end: 5 };
/** Nearer to the optimum than this part of a standard error nothing changes that anyone could see. */
const TOLERANCE = 0.05;
/** Most sectors that a note lists. */
const MOST_NAMES = 4;

/** A sector of a cluster at the optimum of its antenna alone, from which the joint fit starts. */
export interface ClusterMember {
  readonly open: OpenCase;
  readonly model: PhysicalModel;
  readonly problem: FitProblem;
  readonly start: Float64Array;
  readonly evaluations: number;
}

export interface ClusterHooks {
  shouldStop?(): boolean;
  /** Awaited between steps, for messages to come in. */
  pause?(): Promise<void>;
}

/** Whether a fit of several sectors with these options has something that they can share, and an optimiser that can. */
export function sharesMaterials({ method, walls, optimiser, shareMaterials }: CalibrationOptions): boolean {
  return (
    shareMaterials &&
    (method === 'AM' || (method === 'A' && walls)) &&
    (optimiser === null || optimiser === 'levenberg-marquardt')
  );
}

/**
 * Parts sectors into clusters whose carriers lie within 10 % of the lowest one's: the permittivity of a wall is one number there.
 * @returns indices into `frequencyHz` [Hz]; clusters by rising frequency, their members in the order given
 */
export function carrierClusters(frequencyHz: readonly number[]): number[][] {
  const clusters: number[][] = [];
  let lowest = Number.NaN;
  for (const index of [...frequencyHz.keys()].sort((a, b) => frequencyHz[a]! - frequencyHz[b]!)) {
    const last = clusters.at(-1);
    if (last && frequencyHz[index]! <= lowest * (1 + SAME_CARRIER)) last.push(index);
    else {
      lowest = frequencyHz[index]!;
      clusters.push([index]);
    }
  }
  return clusters.map((members) => members.sort((a, b) => a - b));
}

/**
 * Fits the antenna of one sector alone, as the start of a fit with others.
 * @throws UserError('bad-input') with fewer covered training cells than parameters
 */
export function joinCluster(open: OpenCase): ClusterMember {
  const { of, options, train } = open;
  if (options.truncation)
    throw badInput(
      'A fit with shared materials does not allow for the choice of the serving cell: leave out one of the two.',
    );
  const paths = pathsOf(of);
  const choice = choiceOf(options);
  refuseTooFew(of, paths, choice, train);
  const model = new PhysicalModel(paths, choice);
  const problem = physicalProblem(model, of.observations.levelDbm, weightsOf(of, train));
  const { shouldStop } = open.hooks;
  const alone = fitPhysical(
    paths,
    problem.observed,
    problem.weight,
    { choice: { ...choice, materials: false, walls: false }, optimiser: 'levenberg-marquardt' },
    shouldStop ? { shouldStop } : {},
  );
  const start = model.start();
  // The antenna's rows come first in every model.
  start.set(alone.coordinates);
  return { open, model, problem, start, evaluations: alone.evaluations };
}

/**
 * Fits sectors of one carrier together: every sector has its own antenna, and all have one set of materials (and of wall losses), whose
 * priors count once. A material that one sector hardly sees is told by those that do.
 * @param members two or more sectors, in carriers within 10 % (see `carrierClusters`); the first that meets a material gives its start and prior
 * @returns one fit a member, in their order; notes of shared parameters say so. Of sectors with many cells,
 * the start and the last steps are told
 */
export async function fitCluster(members: readonly ClusterMember[], hooks: ClusterHooks = {}): Promise<MethodFit[]> {
  const keys: string[] = [];
  const rows: Parameter[] = [];
  const shared = members.map(({ model }) =>
    Int32Array.from(model.parameters, (p) => {
      if (p.group !== 'material' && p.group !== 'wall') return -1;
      const known = keys.indexOf(p.key);
      if (known >= 0) return known;
      rows.push(p);
      return keys.push(p.key) - 1;
    }),
  );
  const middle = Float64Array.from(rows, (p) => toCoordinate(p, p.start));
  const priorSd = Float64Array.from(rows, (p) => p.priorSd);
  const whole = {
    parts: members.map(({ problem, start }, s) => ({ problem, shared: shared[s]!, start })),
    start: middle,
    priorMean: middle,
    priorSd,
  };
  const fit = await fitWhole(members, whole, hooks);
  const told = sharedUncertainty(
    fit.parts.map(({ linearised }, s) => {
      const { problem, open } = members[s]!;
      const { x, y } = open.of.observations;
      return { linearised, shared: shared[s]!, priorSd: problem.priorSd, x, y };
    }),
    priorSd,
    members[0]!.open.options.split.seed,
  );
  const namesOf = keys.map((_, k) => members.filter((_, s) => shared[s]!.includes(k)).map((m) => m.open.of.sector.id));
  return members.map((member, s) => {
    const evaluations = member.evaluations + fit.evaluations;
    const found = { part: fit.parts[s]!, uncertainty: told.parts[s]!, evaluations, stoppedBy: fit.stoppedBy };
    return methodFit(member, found, (j) => (shared[s]![j]! < 0 ? null : namesOf[shared[s]![j]!]!));
  });
}

/** First on some of the cells, where sectors have many, then on all of them from there; the members hear of what all cells say. */
async function fitWhole(
  members: readonly ClusterMember[],
  whole: SharedProblem,
  hooks: ClusterHooks,
): Promise<SharedFitResult> {
  const told: SharedFitHooks = {
    ...hooks,
    onStep: (part, step, predicted) => members[part]!.open.hooks.onStep?.(step, predicted),
  };
  const options = { maxIterations: MOST_ITERATIONS.way, tolerance: TOLERANCE };
  const samples = members.map(sampleOf);
  if (samples.every((problem, s) => problem === members[s]!.problem)) return sharedFit(whole, options, told);
  for (const { open, problem, start } of members)
    open.trace.add({ accepted: true }, problem.evaluate(start, false).predicted);
  const few = { ...whole, parts: whole.parts.map((part, s) => ({ ...part, problem: samples[s]! })) };
  const way = await sharedFit(few, options, hooks);
  const near = {
    ...whole,
    parts: whole.parts.map((part, s) => ({ ...part, start: way.parts[s]!.coordinates })),
    start: way.shared,
  };
  const end = await sharedFit(near, { ...options, maxIterations: MOST_ITERATIONS.end }, told);
  return { ...end, evaluations: way.evaluations + end.evaluations };
}

/** The problem on some of its cells, which stand for all. */
function sampleOf({ open, problem }: ClusterMember): FitProblem {
  const paths = pathsOf(open.of);
  const { cellStart } = paths.cache;
  const inFit = open.train.filter((i) => problem.weight[i]! > 0 && cellStart[i + 1]! > cellStart[i]!);
  const every = Math.floor(inFit.length / CELLS_ON_THE_WAY);
  if (every < 2) return problem;
  const cells = inFit.filter((_, k) => k % every === 0);
  const model = new PhysicalModel({ ...paths, cache: pathsToCells(paths.cache, cells) }, choiceOf(open.options));
  const at = (values: Float64Array, scale: number) => Float64Array.from(cells, (i) => scale * values[i]!);
  return physicalProblem(model, at(problem.observed, 1), at(problem.weight, inFit.length / cells.length));
}

function methodFit(
  { open, model }: ClusterMember,
  found: {
    readonly part: SharedPartFit;
    readonly uncertainty: PartUncertainty;
    readonly evaluations: number;
    readonly stoppedBy: string;
  },
  sharedBy: (parameter: number) => readonly string[] | null,
): MethodFit {
  const { coordinates, evaluation } = found.part;
  const parameters = model.parameters.map((p, j) => ({ ...p, note: noteOf(p.note, sharedBy(j)) }));
  return {
    levels: evaluation.predicted,
    before: engineLevels(open.of),
    parameters: fittedParameters(parameters, coordinates, found.uncertainty),
    correlation: [...found.uncertainty.correlation],
    conditionNumber: found.uncertainty.condition,
    evaluations: found.evaluations,
    stoppedBy: found.stoppedBy,
    truncated: false,
    result: resultOf(open.options.method, { model, coordinates }),
  };
}

function noteOf(note: string, names: readonly string[] | null): string {
  if (!names || names.length < 2) return note;
  const listed = names.slice(0, MOST_NAMES).join(', ');
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `One value for ${names.length} sectors (${listed}${more}). ${note}`;
}

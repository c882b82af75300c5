import { sha256Hex } from '../learning/models/model-bytes.ts';
import type { FeaturePlanes } from '../learning/models/network-input.ts';
import type { TunableModel } from '../learning/tuning/open-tuning.ts';
import { DEFAULT_TUNING, residualsOf, tune } from '../learning/tuning/tune.ts';
import { askingProblem, type TuneCells, tuneProblem } from '../learning/tuning/tune-problem.ts';
import type { TunePoint, TuneState } from '../learning/tuning/tune-state.ts';
import type { TunedModel } from '../learning/tuning/tuned-model.ts';
import { median } from '../metrics/cdf.ts';
import { resourceElementDbm } from '../radio/link-budget.ts';
import { cellAt } from '../raster/raster-grid.ts';
import { badInput, UserError } from '../units/errors.ts';
import { DEFAULT_MODEL } from './default-model.ts';
import { nothing } from './fit-classical.ts';
import type { MethodFit, MethodHooks } from './method-fit.ts';
import type { CalibrationOptions, ConvergencePoint, FittedParameter } from './report.ts';
import type { CaseSplit, SectorCase } from './sector-case.ts';
import type { LevelRaster } from './tuned/level-features.ts';
import { blockIndex, blockSplit } from './validation/splits.ts';

/** A predictor that can be trained to a site, and what it sees of a grid about the measured cells. */
export interface NetworkCase {
  readonly model: TunableModel;
  readonly features: FeaturePlanes & { readonly planes: { readonly 'free-space-gain': Float32Array } };
  /** Told what the site taught the model, once it is known. */
  readonly onTuned?: ((tuned: TunedModel) => void) | undefined;
  readonly keeper?: TuningKeeper | undefined;
}

/** Keeps trainings, so that they go on after a pause or the end of the program. */
export interface TuningKeeper {
  /** @param key of the model, the sector and its cells: with others nothing is found */
  load(key: string): Promise<TuneState | null>;
  save(key: string, state: TuneState): Promise<void>;
  /** True ends the training after the iteration under way; what is kept goes on later. */
  shouldPause?(): boolean;
}

/** Part of the training cells that tells when to stop. */
const INNER_SHARE = 0.15;

/**
 * The same split with inner cells in blocks, whatever the outer split: single cells among the trained ones would never tell that a
 * network learns by heart.
 * @throws UserError('bad-input') where all training cells lie in one block
 */
export function withInnerBlocks(
  split: CaseSplit,
  { observations, sector }: SectorCase,
  { blockM, seed }: CalibrationOptions['split'],
): CaseSplit {
  const { train } = split;
  const at = (values: Float64Array) => Float64Array.from(train, (i) => values[i]!);
  try {
    const inner = blockSplit(at(observations.x), at(observations.y), 1 - INNER_SHARE, blockM, seed + 1);
    return {
      ...split,
      fit: inner.train.map((k) => train[k]!),
      inner: inner.validation.map((k) => train[k]!),
    };
  } catch (cause) {
    throw badInput(
      `Sector ${sector.id}: no part of its ${train.length} training cells can be kept apart to tell when a network begins to learn by heart (${cause instanceof Error ? cause.message : cause}). Make blocks smaller (--block), or measure farther around.`,
    );
  }
}

/**
 * Trains a learned predictor to the measured cells: an offset first, then all its weights and the site's grids.
 * @throws UserError('bad-input') for too few cells, and a model that has no training step
 */
export async function fitNetwork(
  of: SectorCase,
  split: CaseSplit,
  options: CalibrationOptions,
  hooks: MethodHooks = {},
): Promise<MethodFit> {
  if (!of.network) throw badInput('No learned predictor is at hand to be trained on measurements.');
  const network = await of.network(options.model ?? DEFAULT_MODEL);
  const { model, features } = network;
  const { observations, sector } = of;
  const base = features.planes['free-space-gain'];
  const cell = Uint32Array.from(observations.x, (x, i) => cellAt(features.grid, x, observations.y[i]!));
  // Level of a cell where the residual is nil.
  const zeroDbm = Float64Array.from(cell, (c) => resourceElementDbm(sector) + base[c]!);
  const targetDb = observations.levelDbm.map((level, i) => level - zeroDbm[i]!);
  const cells = {
    cell,
    targetDb,
    fit: split.fit,
    inner: split.inner,
    innerBlock: blocksOf(of, split, options.split),
    heldOut: split.validation,
  };
  const lay = (offsetDb: number) => tuneProblem(model.card, features, cells, model.facts.size, offsetDb);
  const plain = await residualsOf(lay(0), model);
  const before = plain.map((residual, i) => residual + zeroDbm[i]!);
  // The level of the site first: nothing else would be learned while the network is off by tens of decibels.
  const problem = lay(median(Float64Array.from(split.fit, (k) => targetDb[k]! - plain[k]!)));
  const key = await trainingKey(sector.id, network, cells);
  const from = (await network.keeper?.load(key)) ?? null;
  hooks.onEarlier?.((from?.curve ?? []).map(pointOf));
  let levels = before;
  const stop = new AbortController();
  const saves: Promise<void>[] = [];
  const { state, ended } = await tune(problem, model, DEFAULT_TUNING, from, {
    signal: stop.signal,
    onPoint: ({ iteration, trainMaeDb }, residualDb) => {
      levels = residualDb.map((residual, i) => residual + zeroDbm[i]!);
      hooks.onStep?.({ iteration, coordinates: NOTHING, cost: trainMaeDb, accepted: true }, levels);
      if (hooks.shouldStop?.()) stop.abort();
    },
    onState: (now) => {
      if (network.keeper) saves.push(network.keeper.save(key, now));
    },
    shouldPause: () => network.keeper?.shouldPause?.() ?? false,
  });
  await Promise.all(saves);
  if (ended === 'paused') throw new UserError('aborted', `The training of ${sector.id} is paused.`);
  network.onTuned?.({
    model: model.facts.model,
    weightsSha256: model.facts.weights.sha256,
    sectorId: sector.id,
    offsetDb: problem.offsetDb,
    grid: features.grid,
    siteSides: model.facts.siteSides,
    iteration: state.iteration,
    innerMaeDb: state.curve[state.settledFrom!]!.innerMaeDb,
    delta: state.delta,
  });
  return {
    levels,
    before,
    parameters: [offsetRow(problem.offsetDb)],
    correlation: [],
    conditionNumber: null,
    evaluations: state.steps,
    stoppedBy: ended,
    truncated: false,
    result: nothing('dl'),
    map: () => trainedMap(network, sector, state),
  };
}

/** What the trained model says of its whole grid [dBm], as a map by it would: NaN inside buildings. */
async function trainedMap(
  { model, features }: NetworkCase,
  sector: SectorCase['sector'],
  { delta, offsetDb }: TuneState,
): Promise<LevelRaster> {
  const { grid, outdoor, planes } = features;
  const cells = Uint32Array.from(outdoor.keys()).filter((cell) => outdoor[cell] === 1);
  const residualDb = await residualsOf(askingProblem(model.card, features, cells, model.facts.size), model, delta);
  const fromDbm = resourceElementDbm(sector) + offsetDb;
  const levelDbm = new Float32Array(outdoor.length).fill(Number.NaN);
  cells.forEach((cell, k) => {
    levelDbm[cell] = fromDbm + planes['free-space-gain'][cell]! + residualDb[k]!;
  });
  return { grid, levelDbm };
}

const NOTHING = new Float64Array(0);

/** Block of every inner cell, on the lattice by which they were parted from the fitted ones. */
function blocksOf(
  { observations }: SectorCase,
  { train, inner }: CaseSplit,
  { blockM, seed }: CalibrationOptions['split'],
): Uint32Array {
  const at = (values: Float64Array) => Float64Array.from(train, (i) => values[i]!);
  const { label } = blockIndex(at(observations.x), at(observations.y), blockM, seed + 1);
  const place = new Map(Array.from(train, (i, k) => [i, k]));
  return Uint32Array.from(inner, (i) => label[place.get(i)!]!);
}

function pointOf({ iteration, trainMaeDb, innerMaeDb, heldOutMaeDb }: TunePoint): ConvergencePoint {
  return {
    iteration,
    trainMaeDb,
    innerMaeDb,
    validationMaeDb: heldOutMaeDb,
    // A network has a level everywhere.
    validationAllMaeDb: heldOutMaeDb,
  };
}

/** The same for the same model, sector, cells and split alone. */
async function trainingKey(sectorId: string, { model, features }: NetworkCase, cells: TuneCells): Promise<string> {
  const { weights, step } = model.facts;
  const { fit, inner, cell, targetDb } = cells;
  const numbers = Float64Array.from([
    ...Array.from(cell),
    -1,
    ...Array.from(targetDb),
    -1,
    ...Array.from(fit),
    -1,
    ...Array.from(inner),
  ]);
  const of = await sha256Hex(new Uint8Array(numbers.buffer));
  return sha256Hex(
    new TextEncoder().encode(
      JSON.stringify([weights.sha256, step.sha256, sectorId, features.grid, DEFAULT_TUNING, of]),
    ),
  );
}

function offsetRow(fit: number): FittedParameter {
  return {
    key: 'offset',
    label: 'Offset',
    unit: 'dB',
    group: 'level',
    prior: 0,
    fit,
    interval: null,
    curvatureInterval: null,
    identified: true,
    atBound: false,
    note: 'Median of measured less predicted level, taken off before the network is trained.',
  };
}

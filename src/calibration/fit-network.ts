import type { FeaturePlanes } from '../learning/models/network-input.ts';
import type { TunableModel } from '../learning/tuning/open-tuning.ts';
import { DEFAULT_TUNING, tune, zeroShot } from '../learning/tuning/tune.ts';
import { tuneProblem } from '../learning/tuning/tune-problem.ts';
import type { TunedModel } from '../learning/tuning/tuned-model.ts';
import { median } from '../metrics/cdf.ts';
import { resourceElementDbm } from '../radio/link-budget.ts';
import { cellAt } from '../raster/raster-grid.ts';
import { badInput } from '../units/errors.ts';
import { nothing } from './fit-classical.ts';
import type { MethodFit, MethodHooks } from './method-fit.ts';
import type { CalibrationOptions, FittedParameter } from './report.ts';
import type { CaseSplit, SectorCase } from './sector-case.ts';
import { blockSplit } from './validation/splits.ts';

/** A predictor that can be trained to a site, and what it sees of a grid about the measured cells. */
export interface NetworkCase {
  readonly model: TunableModel;
  readonly features: FeaturePlanes & { readonly planes: { readonly 'free-space-gain': Float32Array } };
  /** Told what the site taught the model, once it is known. */
  onTuned?(tuned: TunedModel): void;
}

export const DEFAULT_MODEL = 'unet';

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
  const cells = { cell, targetDb, fit: split.fit, inner: split.inner };
  const lay = (offsetDb: number) => tuneProblem(model.card, features, cells, model.facts.size, offsetDb);
  const plain = await zeroShot(lay(0), model);
  const before = plain.map((residual, i) => residual + zeroDbm[i]!);
  // The level of the site first: nothing else would be learned while the network is off by tens of decibels.
  const problem = lay(median(Float64Array.from(split.fit, (k) => targetDb[k]! - plain[k]!)));
  const levels = new Map<number, Float64Array>();
  const coordinates = new Float64Array(0);
  const stop = new AbortController();
  const { state, ended } = await tune(problem, model, DEFAULT_TUNING, null, {
    signal: stop.signal,
    onPoint: ({ iteration, trainMaeDb }, residualDb) => {
      const predicted = residualDb.map((residual, i) => residual + zeroDbm[i]!);
      levels.set(iteration, predicted);
      hooks.onStep?.({ iteration, coordinates, cost: trainMaeDb, accepted: true }, predicted);
      if (hooks.shouldStop?.()) stop.abort();
    },
  });
  network.onTuned?.({
    model: model.facts.model,
    weightsSha256: model.facts.weights.sha256,
    sectorId: sector.id,
    offsetDb: problem.offsetDb,
    grid: features.grid,
    siteSides: model.facts.siteSides,
    iteration: state.best.iteration,
    innerMaeDb: state.best.maeDb,
    delta: state.best.delta,
  });
  return {
    levels: levels.get(state.best.iteration)!,
    before,
    parameters: [offsetRow(problem.offsetDb)],
    correlation: [],
    conditionNumber: null,
    evaluations: state.steps,
    stoppedBy: ended,
    truncated: false,
    result: nothing('dl'),
  };
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

import { badInput } from '../../units/errors.ts';
import { blockIndex } from '../validation/splits.ts';
import { type ClusterPrior, clusterPenalty, knownCells, type TrainingCells } from './cluster-prior.ts';
import { type FeatureTable, selectFeatures } from './feature-table.ts';
import { diagonalPenalty, solveRidge } from './ridge.ts';
import { penaltyErrors } from './ridge-strength.ts';
import { designMatrix, type Standardisation, standardisationOf } from './standardise.ts';

/** A level tuned to one sector's measurements: linear in standardised features. Plain numbers, so that it can be kept as JSON. */
export interface TunedModel {
  readonly kind: 'tuned';
  /** Features, in the order of the coefficients after the intercept. */
  readonly names: readonly string[];
  readonly standardisation: Standardisation;
  /** Intercept [dBm], then dB per standard deviation of each feature. */
  readonly coefficients: readonly number[];
  /** Covariance of the coefficients' error, row-major, robust to errors that are alike within a block [dB^2]. */
  readonly covariance: readonly number[];
  /**
   * What a measured cell differs from the tuned level by, were the coefficients exact: shadowing and noise [dB]. From blocks that the
   * fit had not seen, and never below the residuals of those that it had.
   */
  readonly residualSdDb: number;
  /** Penalty on a coefficient, in cells: of plain ridge; null with a cluster's prior. */
  readonly strength: number | null;
  /** Mean absolute error on blocks of training cells that the fit had not seen [dB]; null when they lie in one block. */
  readonly blockErrorDb: number | null;
  /** Training cells that were used, and those left out for want of a feature. */
  readonly cells: number;
  readonly leftOut: number;
}

export interface TunedOptions {
  /** Shrink towards the cluster instead of towards no effect. */
  readonly prior?: ClusterPrior;
  /** Candidates for the strength of plain ridge, in cells; 3 to 1000. */
  readonly strengths?: readonly number[];
  /** [dB]; 6. */
  readonly huberDeltaDb?: number;
  /** Side of a block [m]; 100. */
  readonly blockM?: number;
  readonly seed?: number;
}

/** Strength where the cells lie in one block, so that none can be set aside to choose it. */
const CAUTIOUS_STRENGTH = 100;

/**
 * Fits the tuned level of one sector: ridge least squares with Huber weights (see `solveRidge`), shrunk towards no effect with the
 * strength that predicts unseen blocks of the training cells best, or towards a cluster of sectors.
 * @throws UserError('bad-input') without a cell that has a level and every feature
 */
export function fitTuned(cells: TrainingCells, options: TunedOptions = {}): TunedModel {
  const { prior } = options;
  const names = prior?.names ?? cells.features.names;
  const known = knownCells(cells, names);
  const count = known.features.count;
  if (count < 2)
    throw badInput(
      `${count} of ${cells.features.count} training cells have a level and every feature; a tuned level needs at least 2. Does the engine's map cover them?`,
    );
  const standardisation = prior?.standardisation ?? standardisationOf([known.features]);
  const design = designMatrix(known.features, standardisation);
  const size = names.length + 1;
  const blockM = options.blockM ?? 100;
  const seed = options.seed ?? 1;
  const strengths = options.strengths ?? [3, 10, 30, 100, 300, 1000];
  const penalties = prior
    ? [clusterPenalty(prior)]
    : strengths.map((s) => diagonalPenalty(Float64Array.from({ length: size }, (_, j) => (j === 0 ? 0 : s))));
  const priorMean = prior?.mean ?? new Float64Array(size);
  const trial = { design, size, target: known.levelDbm, x: known.x, y: known.y, priorMean };
  const errors = penaltyErrors(trial, penalties, { blockM, folds: 5, seed });
  const blockErrorDb = errors ? Math.min(...errors.map((e) => e.meanAbsoluteDb)) : null;
  const chosen = errors
    ? errors.findIndex((e) => e.meanAbsoluteDb === blockErrorDb)
    : prior
      ? 0
      : strengths.reduce((best, s, k) => (distance(s) < distance(strengths[best]!) ? k : best), 0);
  const { coefficients, covariance, residualSdDb } = solveRidge({
    design,
    size,
    target: known.levelDbm,
    penalty: penalties[chosen]!,
    priorMean,
    huberDeltaDb: options.huberDeltaDb ?? 6,
    ...(prior ? { priorScaleDb2: prior.designEffect * prior.noiseDb ** 2 } : {}),
    block: blockIndex(known.x, known.y, blockM, seed).label,
  });
  const unseen = errors ? errors[chosen]!.rootMeanSquareDb : 0;
  return {
    kind: 'tuned',
    names,
    standardisation,
    coefficients: [...coefficients],
    covariance: [...covariance],
    residualSdDb: Math.sqrt(Math.max(residualSdDb ** 2, unseen ** 2 - meanVariance(design, covariance, size))),
    strength: prior ? null : strengths[chosen]!,
    blockErrorDb,
    cells: count,
    leftOut: cells.features.count - count,
  };
}

/**
 * The tuned level at places.
 * @param features with the model's columns, by name; others do not matter. A value beyond those of the fit counts as the nearest of them
 * @returns level [dBm] and standard deviation of a cell's measured level about it [dB]: residual and coefficients together. NaN
 * where a feature is NaN
 * @throws UserError('bad-input') when a feature is missing
 */
export function applyTuned(
  model: TunedModel,
  features: FeatureTable,
): { readonly levelDbm: Float64Array; readonly sdDb: Float64Array } {
  const selected = selectFeatures(features, model.names);
  const design = designMatrix(selected, model.standardisation);
  const p = model.names.length + 1;
  const { coefficients, covariance } = model;
  const levelDbm = new Float64Array(selected.count);
  const sdDb = new Float64Array(selected.count);
  const floor = model.residualSdDb ** 2;
  for (let i = 0; i < selected.count; i++) {
    let level = 0;
    for (let j = 0; j < p; j++) level += coefficients[j]! * design[i * p + j]!;
    levelDbm[i] = level;
    sdDb[i] = Math.sqrt(floor + rowVariance(design, i * p, covariance, p));
  }
  return { levelDbm, sdDb };
}

function distance(strength: number): number {
  return Math.abs(Math.log(strength / CAUTIOUS_STRENGTH));
}

/** z' C z of the row that starts at `row`. */
function rowVariance(design: Float64Array, row: number, covariance: ArrayLike<number>, p: number): number {
  let variance = 0;
  for (let j = 0; j < p; j++) {
    const zj = design[row + j]!;
    let inner = 0.5 * covariance[j * p + j]! * zj;
    for (let k = 0; k < j; k++) inner += covariance[j * p + k]! * design[row + k]!;
    variance += 2 * zj * inner;
  }
  return variance;
}

function meanVariance(design: Float64Array, covariance: Float64Array, p: number): number {
  const rows = design.length / p;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += rowVariance(design, i * p, covariance, p);
  return sum / rows;
}

import { fitTunedLevel, type TunedFit } from './fit-tuned.ts';
import type { MethodFit } from './method-fit.ts';
import { pointsAt, valuesAt } from './points.ts';
import type { KeptField, LevelCorrection } from './report.ts';
import { crossFittedResiduals } from './residual-field/cross-fitted-residuals.ts';
import type { FieldKernel } from './residual-field/field-kernel.ts';
import { fitResidualField, type ResidualField } from './residual-field/residual-field.ts';
import type { CaseSplit, SectorCase } from './sector-case.ts';
import { type FeatureTable, pickFeatures, selectFeatures } from './tuned/feature-table.ts';
import { designMatrix } from './tuned/standardise.ts';
import { applyTuned, type TunedModel } from './tuned/tuned-model.ts';
import { whitenedRidge } from './tuned/whitened-ridge.ts';
import { blockFolds, blockIndex } from './validation/splits.ts';

const FOLDS = 5;
const FOLD_BLOCK_M = 100;

/**
 * What a feature may do under a field, for one standard deviation of it [dB]: little, for most of what it would explain by itself the
 * field knows better from the neighbours. (On a drive-tested city held out in blocks of 100 m, 0.5 dB came out ahead of 1 and 2 dB.)
 */
const FEATURE_SD_DB = 0.5;

/**
 * The product's best map where there are measurements: universal kriging. A mean linear in what the engine's map, with what the fit has
 * found, and the scene say of each place; and a Gaussian field of what this leaves. The mean is fitted knowing of the field.
 * @returns levels of all cells of the case [dBm], and what a map needs to show the same
 */
export async function fieldOnFit(
  of: SectorCase,
  split: CaseSplit,
  fit: MethodFit,
  seed = 1,
): Promise<{ levels: Float64Array; correction: LevelCorrection }> {
  const tuned = isTuned(fit) ? fit : await fitTunedLevel(of, split.train, fit.result, seed);
  const { observations } = of;
  const train = split.train.filter((i) => Number.isFinite(tuned.levels[i]!));
  const plain = fitResidualField(pointsAt(observations, train), residuals(of, train, tuned.levels), { seed });
  const meanOn = (cells: Uint32Array) => underField(of, tuned, cells, plain.kernel, seed);
  const model = meanOn(train);
  const levels = applyTuned(model, tuned.features).levelDbm;
  const field: KeptField = {
    kernel:
      unseenKernel(of, train, (cells) => applyTuned(meanOn(cells), tuned.features).levelDbm, seed) ?? plain.kernel,
    x: [...valuesAt(observations.x, train)],
    y: [...valuesAt(observations.y, train)],
    residualDb: [...residuals(of, train, levels)],
  };
  const { meanDb } = fieldOf(field, seed).predictAt(observations);
  return { levels: levels.map((level, i) => level + meanDb[i]!), correction: { tuned: model, field } };
}

/** The field that was kept. */
export function fieldOf({ x, y, residualDb, kernel }: KeptField, seed = 1): ResidualField {
  return fitResidualField({ x: Float64Array.from(x), y: Float64Array.from(y) }, residualDb, { seed, kernel });
}

function residuals({ observations }: SectorCase, cells: Uint32Array, levels: Float64Array): Float64Array {
  return valuesAt(observations.levelDbm, cells).map((level, k) => level - levels[cells[k]!]!);
}

/** The tuned model with the coefficients that it has under a field of this kernel. */
function underField(
  of: SectorCase,
  tuned: TunedFit,
  cells: Uint32Array,
  kernel: FieldKernel,
  seed: number,
): TunedModel {
  const { model, features } = tuned;
  const size = model.names.length + 1;
  const known: FeatureTable = selectFeatures(pickFeatures(features, cells), model.names);
  const { coefficients, covariance } = whitenedRidge(
    pointsAt(of.observations, cells),
    designMatrix(known, model.standardisation),
    size,
    valuesAt(of.observations.levelDbm, cells),
    kernel,
    FEATURE_SD_DB,
    seed,
  );
  return { ...model, coefficients: [...coefficients], covariance: [...covariance] };
}

/**
 * How far residuals reach and how large they are, learned from blocks that each fold's mean had not seen: residuals of the fit itself are
 * smaller than those that a map will meet. What the field rests on are the former all the same, since it is added to that fit. Null
 * where the cells lie in too few blocks.
 */
function unseenKernel(
  { observations }: SectorCase,
  train: Uint32Array,
  refit: (train: Uint32Array) => Float64Array,
  seed: number,
): FieldKernel | null {
  const at = pointsAt(observations, train);
  // Cells that lie in one or two blocks leave nothing unseen.
  if (blockIndex(at.x, at.y, FOLD_BLOCK_M, seed).count < 2 * FOLDS) return null;
  const index = new Map(Array.from(train, (i) => [`${observations.x[i]!},${observations.y[i]!}`, i]));
  const unseen = crossFittedResiduals(
    (cells) => {
      const levels = refit(cells);
      return (points) => Float64Array.from(points.x, (x, k) => levels[index.get(`${x},${points.y[k]!}`)!]!);
    },
    observations,
    train,
    blockFolds(at.x, at.y, FOLD_BLOCK_M, FOLDS, seed),
  );
  return fitResidualField(at, unseen, { seed }).kernel;
}

function isTuned(fit: MethodFit): fit is TunedFit {
  return 'model' in fit;
}

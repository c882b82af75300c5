import { fitTunedLevel, type TunedFit } from './fit-tuned.ts';
import type { MethodFit } from './method-fit.ts';
import { pointsAt, valuesAt } from './points.ts';
import type { KeptField, LevelCorrection } from './report.ts';
import { crossFittedResiduals } from './residual-field/cross-fitted-residuals.ts';
import { fitResidualField, type ResidualField } from './residual-field/residual-field.ts';
import type { CaseSplit, SectorCase } from './sector-case.ts';
import { blockFolds } from './validation/splits.ts';

const FOLDS = 5;
const FOLD_BLOCK_M = 100;

/**
 * The product's best map where there are measurements: the engine with what the fit has found, a level tuned on top (an engine's map is
 * rough from cell to cell, and a field on it would have to undo that), and a Gaussian field of what this leaves.
 * @returns levels of all cells of the case [dBm], and what a map needs to show the same
 */
export async function fieldOnFit(
  of: SectorCase,
  split: CaseSplit,
  fit: MethodFit,
  seed = 1,
): Promise<{ levels: Float64Array; correction: LevelCorrection }> {
  const tuned = isTuned(fit) ? fit : await fitTunedLevel(of, split.train, fit.result, seed);
  const kept = residualsOf(of, split.train, tuned, seed);
  const { meanDb } = fieldOf(kept, seed).predictAt(of.observations);
  return {
    levels: tuned.levels.map((level, i) => level + meanDb[i]!),
    correction: { tuned: tuned.model, field: kept },
  };
}

/** The field that was kept. */
export function fieldOf({ x, y, residualDb, kernel }: KeptField, seed = 1): ResidualField {
  return fitResidualField({ x: Float64Array.from(x), y: Float64Array.from(y) }, residualDb, { seed, kernel });
}

/**
 * How far residuals reach and how large they are is learned from those that each fold's fit had not seen; what the field then rests on
 * are the residuals of the fit itself, which it will be added to. (Out-of-fold residuals belong to five models with levels of their own:
 * a field on them would chase the differences.)
 */
function residualsOf(
  { observations }: SectorCase,
  train: Uint32Array,
  fit: Pick<MethodFit, 'levels' | 'refit'>,
  seed: number,
): KeptField {
  const at = pointsAt(observations, train);
  const index = new Map(Array.from(train, (i) => [`${observations.x[i]!},${observations.y[i]!}`, i]));
  const unseen = crossFittedResiduals(
    (cells) => {
      const levels = fit.refit(cells);
      return (points) => Float64Array.from(points.x, (x, k) => levels[index.get(`${x},${points.y[k]!}`)!]!);
    },
    observations,
    train,
    blockFolds(at.x, at.y, FOLD_BLOCK_M, FOLDS, seed),
  );
  const { kernel } = fitResidualField(at, unseen, { seed });
  const residual = valuesAt(observations.levelDbm, train).map((level, k) => level - fit.levels[train[k]!]!);
  return { kernel, x: [...at.x], y: [...at.y], residualDb: [...residual] };
}

function isTuned(fit: MethodFit): fit is TunedFit {
  return 'model' in fit;
}

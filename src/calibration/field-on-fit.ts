import type { MethodFit } from './method-fit.ts';
import { pointsAt, valuesAt } from './points.ts';
import { crossFittedResiduals } from './residual-field/cross-fitted-residuals.ts';
import { fitResidualField, type ResidualField } from './residual-field/residual-field.ts';
import type { CaseSplit, SectorCase } from './sector-case.ts';
import { blockFolds } from './validation/splits.ts';

const FOLDS = 5;
const FOLD_BLOCK_M = 100;

/**
 * A Gaussian field of what a fit leaves on its training cells. How far residuals reach and how large they are is learned from those that
 * each fold's fit had not seen; what the field then rests on are the residuals of the fit itself, which it will be added to. (Out-of-
 * fold residuals belong to five models with levels of their own: a field on them would chase the differences.)
 */
export function residualFieldOf(
  { observations }: Pick<SectorCase, 'observations'>,
  train: Uint32Array,
  fit: Pick<MethodFit, 'levels' | 'refit'>,
  seed: number,
): ResidualField {
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
  return fitResidualField(at, residual, { seed, kernel });
}

/** Levels of all cells of the case with the field on top [dBm]. */
export function fieldOnFit(of: SectorCase, split: CaseSplit, fit: MethodFit): Float64Array {
  const field = residualFieldOf(of, split.train, fit, 1);
  const { meanDb } = field.predictAt(of.observations);
  return fit.levels.map((level, i) => level + meanDb[i]!);
}

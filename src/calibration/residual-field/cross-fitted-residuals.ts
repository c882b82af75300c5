import { badInput } from '../../units/errors.ts';
import type { Observations } from '../observations.ts';
import { type Points, pointsAt } from '../points.ts';

/** Fits a mean function to the observations at `train` and returns its level [dBm] at points; NaN where it has no coverage. */
export type FitMean = (train: Uint32Array) => (points: Points) => Float64Array;

/**
 * Residuals that the mean function did not see in its own fit: the observations are parted into folds, and those of each fold are
 * held against a fit to the others (stacking's out-of-fold predictions: Wolpert, Neural Networks 5, 1992). A field that learns
 * from residuals of the fit itself believes the mean function to be better than it is between the measured cells.
 *
 * Folds should be whole blocks (`blockFolds`), or neighbours tell each other's levels.
 * @param train indices of the observations that may be seen
 * @param foldOf fold of every observation of the set, 0 and up; only those of `train` count
 * @returns measured minus predicted [dB], one entry for every index in `train`, in its order; NaN without coverage
 * @throws UserError('bad-input') with fewer than 2 folds among `train`
 */
export function crossFittedResiduals(
  fitMean: FitMean,
  observations: Observations,
  train: Uint32Array,
  foldOf: ArrayLike<number>,
): Float64Array {
  const folds = [...new Set(Array.from(train, (i) => foldOf[i]!))];
  if (folds.length < 2) {
    throw badInput(
      `Cross-fitting: all ${train.length} training cells lie in one fold; at least 2 are needed, so choose smaller blocks.`,
    );
  }
  const residual = new Float64Array(train.length);
  for (const fold of folds) {
    const predict = fitMean(train.filter((i) => foldOf[i] !== fold));
    const places: number[] = [];
    for (let k = 0; k < train.length; k++) if (foldOf[train[k]!] === fold) places.push(k);
    const held = places.map((k) => train[k]!);
    const level = predict(pointsAt(observations, held));
    for (let h = 0; h < held.length; h++) residual[places[h]!] = observations.levelDbm[held[h]!]! - level[h]!;
  }
  return residual;
}

import { badInput } from '../../units/errors.ts';
import type { Observations } from '../observations.ts';
import { type Points, pointsAt } from '../points.ts';
import type { Split } from '../validation/splits.ts';

/** Fits a mean function to the observations at `train` and returns its level [dBm] at points; NaN where it has no coverage. */
export type FitMean = (train: Uint32Array) => (points: Points) => Float64Array;

/**
 * Residuals that the mean function did not see in its own fit: the observations are parted into folds, and those of each fold are
 * held against a fit to the others (stacking's out-of-fold predictions: Wolpert, Neural Networks 5, 1992). A field that learns
 * from residuals of the fit itself believes the mean function to be better than it is between the measured cells.
 *
 * Folds should be whole blocks, or neighbours tell each other's levels.
 * @param train indices of the observations that may be seen
 * @param folds splits of 0 .. train.length - 1 that leave every entry out once, such as `blockFolds` of the positions of `train`
 * @returns measured minus predicted [dB], one entry for every index in `train`, in its order; NaN without coverage
 * @throws UserError('bad-input') where an entry is left out by no fold or by several
 */
export function crossFittedResiduals(
  fitMean: FitMean,
  observations: Observations,
  train: Uint32Array,
  folds: readonly Split[],
): Float64Array {
  const residual = new Float64Array(train.length);
  const times = new Uint32Array(train.length);
  for (const fold of folds) {
    const predict = fitMean(fold.train.map((k) => train[k]!));
    const held = fold.validation.map((k) => train[k]!);
    const level = predict(pointsAt(observations, held));
    for (const [h, place] of fold.validation.entries()) {
      residual[place] = observations.levelDbm[held[h]!]! - level[h]!;
      times[place]!++;
    }
  }
  const wrong = times.findIndex((count) => count !== 1);
  if (wrong >= 0) {
    throw badInput(
      `Cross-fitting: training cell ${wrong} of ${train.length} is left out by ${times[wrong]} of ${folds.length} folds; it must be by exactly one.`,
    );
  }
  return residual;
}

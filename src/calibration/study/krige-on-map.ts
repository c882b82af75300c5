import { badInput } from '../../units/errors.ts';
import { countsBySpread } from '../baselines/residual-kriging.ts';
import { robustRegression } from '../baselines/robust-regression.ts';
import type { Observations } from '../observations.ts';
import { type Points, pointsAt, valuesAt } from '../points.ts';
import { fitResidualField } from '../residual-field/residual-field.ts';
import type { LevelRaster } from '../tuned/level-features.ts';
import { levelsAt } from '../tuned/levels-at.ts';

/** Fewer cells tell no line. */
const FEWEST_CELLS = 10;

/**
 * Residual kriging with a map in the place of the line over distance: measured = offset + slope x map, by Huber's loss, and a Gaussian field of
 * what that leaves. For maps that were learned from measurements, whose slope is near 1. (Universal kriging with the scene's features, which
 * holds what each may do to half a decibel a standard deviation, makes less of such a map: it was made for engines, whose slope is a third.)
 * @returns levels at places [dBm], NaN where the map has none
 * @throws UserError('bad-input') where the map covers fewer than 10 training cells
 */
export function krigeOnMap(
  raster: LevelRaster,
  observations: Observations,
  train: Uint32Array,
  seed: number,
): (places: Points) => Float64Array {
  const mapped = levelsAt(raster, observations);
  const known = train.filter((i) => Number.isFinite(mapped[i]!));
  if (known.length < FEWEST_CELLS)
    throw badInput(
      `The given map has a level in ${known.length} of ${train.length} training cells; it takes ${FEWEST_CELLS}: is it of another place or frame?`,
    );
  const at = pointsAt(observations, known);
  const measured = valuesAt(observations.levelDbm, known);
  const line = robustRegression([valuesAt(mapped, known)], measured, countsBySpread(at));
  const meanOf = (levels: Float64Array) => levels.map((_, row) => line.valueAt([levels], row));
  const mean = meanOf(valuesAt(mapped, known));
  const field = fitResidualField(
    at,
    measured.map((level, k) => level - mean[k]!),
    { seed },
  );
  return (places) => {
    const { meanDb } = field.predictAt(places);
    return meanOf(levelsAt(raster, places)).map((level, p) => level + meanDb[p]!);
  };
}

import { fitMapLine } from '../baselines/map-line.ts';
import { countsBySpread } from '../baselines/residual-kriging.ts';
import type { Observations } from '../observations.ts';
import { type Points, pointsAt, valuesAt } from '../points.ts';
import { fitResidualField } from '../residual-field/residual-field.ts';
import type { LevelRaster } from '../tuned/level-features.ts';

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
  const { known, predict } = fitMapLine(raster, observations, train, (cells) =>
    countsBySpread(pointsAt(observations, cells)),
  );
  const at = pointsAt(observations, known);
  const mean = predict(at);
  const field = fitResidualField(
    at,
    valuesAt(observations.levelDbm, known).map((level, k) => level - mean[k]!),
    { seed },
  );
  return (places) => {
    const { meanDb } = field.predictAt(places);
    return predict(places).map((level, p) => level + meanDb[p]!);
  };
}

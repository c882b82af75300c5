import { badInput } from '../../units/errors.ts';
import type { Observations } from '../observations.ts';
import { type Points, valuesAt } from '../points.ts';
import type { LevelRaster } from '../tuned/level-features.ts';
import { levelsAt } from '../tuned/levels-at.ts';
import { robustRegression } from './robust-regression.ts';

/** Fewer cells tell no line. */
const FEWEST_CELLS = 10;

/** How a map is to be read: measured = offset + slope x map. */
export interface MapLine {
  /** Those of the cells fitted to that the map covers. */
  readonly known: Uint32Array;
  /** Levels at places [dBm]; NaN where the map has none. */
  predict(places: Points): Float64Array;
}

/**
 * Fits the line of a map to training cells, by Huber's loss (6 dB).
 * @param countsOf how much each of the cells fitted to counts; all alike unless given
 * @throws UserError('bad-input') where the map covers fewer than 10 of the cells
 */
export function fitMapLine(
  raster: LevelRaster,
  observations: Observations,
  train: Uint32Array,
  countsOf: (known: Uint32Array) => Float64Array | undefined = () => undefined,
): MapLine {
  const mapped = levelsAt(raster, observations);
  const known = train.filter((i) => Number.isFinite(mapped[i]!));
  if (known.length < FEWEST_CELLS)
    throw badInput(
      `The given map has a level in ${known.length} of ${train.length} training cells; it takes ${FEWEST_CELLS}: is it of another place or frame?`,
    );
  const line = robustRegression([valuesAt(mapped, known)], valuesAt(observations.levelDbm, known), countsOf(known));
  return {
    known,
    predict: (places) => {
      const levels = levelsAt(raster, places);
      return levels.map((_, row) => line.valueAt([levels], row));
    },
  };
}

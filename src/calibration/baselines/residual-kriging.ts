import type { Sector } from '../../sites/sector.ts';
import { neighbourSearch } from '../neighbours.ts';
import type { Observations } from '../observations.ts';
import { type Points, pointsAt } from '../points.ts';
import { fitResidualField } from '../residual-field/residual-field.ts';
import type { Baseline } from './baseline.ts';
import { fitLogDistancePattern } from './log-distance.ts';

/**
 * Log-distance with pattern plus a residual field on what it leaves: interpolation with the least of physics. A ray engine with a
 * residual field has to beat this one. Cells of a
 * crowd share one residual and so say less about the mean than cells apart: each counts as one over the cells within 40 m. (That
 * makes the mean itself a worse predictor, by 0.2 dB of mean absolute error on 100 m blocks of 25 sectors of a drive-test set, and
 * the sum a better one, by 0.04 dB; generalised least squares with the field's own kernel gains 0.05 dB.)
 * @param train indices of training cells; at least 3
 * @param receiverZM height of the receivers [m], absolute in the scene frame
 * @throws UserError('bad-input') with fewer than 3 training cells
 */
export function fitResidualKriging(
  sector: Sector,
  observations: Observations,
  train: Uint32Array,
  receiverZM: number,
): Baseline {
  const at = pointsAt(observations, train);
  const mean = fitLogDistancePattern(sector, observations, train, receiverZM, countsBySpread(at));
  const level = mean.predict(at);
  const field = fitResidualField(
    at,
    level.map((predicted, k) => observations.levelDbm[train[k]!]! - predicted),
  );
  const { kernel } = field;
  return {
    name: 'residual kriging',
    parameters: [
      ...mean.parameters,
      { name: 'short deviation', value: kernel.shortSdDb, unit: 'dB' },
      { name: 'short range', value: kernel.shortM, unit: 'm' },
      { name: 'long deviation', value: kernel.longSdDb, unit: 'dB' },
      { name: 'long range', value: kernel.longM, unit: 'm' },
      { name: 'noise', value: kernel.noiseDb, unit: 'dB' },
    ],
    predict: (points) => {
      const { meanDb } = field.predictAt(points);
      return mean.predict(points).map((predicted, p) => predicted + meanDb[p]!);
    },
  };
}

const CROWD_M = 40;
/** Cells counted at most: all that fit into the circle in cells of 5 m. */
const MOST_COUNTED = 220;

/** How much each cell counts for a mean under a field: one over the cells within 40 m of it. */
export function countsBySpread(at: Points): Float64Array {
  const search = neighbourSearch(at);
  const indices = new Uint32Array(MOST_COUNTED);
  const squares = new Float64Array(MOST_COUNTED);
  const limits = { withinM: CROWD_M };
  return at.x.map((x, i) => 1 / search.nearest(x, at.y[i]!, MOST_COUNTED, indices, squares, limits));
}

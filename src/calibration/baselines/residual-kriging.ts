import type { Sector } from '../../sites/sector.ts';
import type { Observations } from '../observations.ts';
import { pointsAt } from '../points.ts';
import { fitResidualField } from '../residual-field/residual-field.ts';
import type { Baseline } from './baseline.ts';
import { fitLogDistancePattern } from './log-distance.ts';

/**
 * Log-distance with pattern plus a residual field on what it leaves: interpolation with the least of physics. A ray engine with a
 * residual field has to beat this one.
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
  const mean = fitLogDistancePattern(sector, observations, train, receiverZM);
  const at = pointsAt(observations, train);
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

import type { Sector } from '../../sites/sector.ts';
import { badInput } from '../../units/errors.ts';
import type { Observations } from '../observations.ts';
import { type Points, pointsAt, valuesAt } from '../points.ts';
import type { Baseline } from './baseline.ts';
import { linkGeometry } from './link-geometry.ts';
import { robustRegression } from './robust-regression.ts';

/**
 * level = offset + slope lg(d / 1 m), d the distance from the antenna in three dimensions. Huber's loss (6 dB).
 * @param train indices of training cells; at least 2
 * @param receiverZM height of the receivers [m], absolute in the scene frame
 * @throws UserError('bad-input') with fewer training cells than parameters
 */
export function fitLogDistance(
  sector: Sector,
  observations: Observations,
  train: Uint32Array,
  receiverZM: number,
): Baseline {
  return fitOnLink('log-distance', sector, observations, train, receiverZM, false);
}

/**
 * level = offset + slope lg(d / 1 m) + factor G, G the gain [dBi] of the sector's own pattern towards the point. A factor of 1 is
 * the pattern as given; streets that bring power round the corner make it less. Huber's loss (6 dB).
 * @param train indices of training cells; at least 3
 * @param receiverZM height of the receivers [m], absolute in the scene frame
 * @param counts how much each training cell counts, in the order of `train`; all alike when left out
 * @throws UserError('bad-input') with fewer training cells than parameters
 */
export function fitLogDistancePattern(
  sector: Sector,
  observations: Observations,
  train: Uint32Array,
  receiverZM: number,
  counts?: Float64Array,
): Baseline {
  return fitOnLink('log-distance + pattern', sector, observations, train, receiverZM, true, counts);
}

function fitOnLink(
  name: string,
  sector: Sector,
  observations: Observations,
  train: Uint32Array,
  receiverZM: number,
  pattern: boolean,
  counts?: Float64Array,
): Baseline {
  const least = pattern ? 3 : 2;
  if (train.length < least) {
    throw badInput(
      `Baseline "${name}" of sector ${sector.id}: ${train.length} training cells, needs at least ${least}.`,
    );
  }
  const columnsAt = (points: Points): Float64Array[] => {
    const { distanceM, gainDbi } = linkGeometry(sector, points, receiverZM);
    const lg = distanceM.map((d) => Math.log10(d));
    return pattern ? [lg, gainDbi] : [lg];
  };
  const fit = robustRegression(
    columnsAt(pointsAt(observations, train)),
    valuesAt(observations.levelDbm, train),
    counts,
  );
  const parameters = [
    { name: 'offset', value: fit.offset, unit: 'dBm' },
    { name: 'slope', value: fit.slope[0]!, unit: 'dB/decade' },
  ];
  if (pattern) parameters.push({ name: 'pattern factor', value: fit.slope[1]!, unit: '1' });
  return {
    name,
    parameters,
    predict: (points) => {
      const columns = columnsAt(points);
      return Float64Array.from(points.x, (_, row) => fit.valueAt(columns, row));
    },
  };
}

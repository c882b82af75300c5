import { badInput } from '../../units/errors.ts';
import { neighbourSearch } from '../neighbours.ts';
import type { Observations } from '../observations.ts';
import { pointsAt, valuesAt } from '../points.ts';
import type { Baseline } from './baseline.ts';

const NEIGHBOURS = 8;

/** Nearer than a micrometre is the same place [m²]. */
const COINCIDENT_M2 = 1e-12;

/**
 * Mean of the 8 nearest training levels [dBm] weighted by 1/d^2 (Shepard, ACM national conference 1968); a training cell predicts
 * its own level. Knows no physics: what a calibration on random cells must be held against.
 * @throws UserError('bad-input') without training cells
 */
export function fitInverseDistance(observations: Observations, train: Uint32Array): Baseline {
  if (train.length === 0) throw badInput('Baseline "inverse distance" needs at least 1 training cell; there is none.');
  const search = neighbourSearch(pointsAt(observations, train));
  const level = valuesAt(observations.levelDbm, train);
  const indices = new Uint32Array(NEIGHBOURS);
  const squares = new Float64Array(NEIGHBOURS);
  return {
    name: 'inverse distance',
    parameters: [
      { name: 'neighbours', value: Math.min(NEIGHBOURS, train.length), unit: '1' },
      { name: 'power', value: 2, unit: '1' },
    ],
    predict: (points) =>
      points.x.map((x, p) => {
        const found = search.nearest(x, points.y[p]!, NEIGHBOURS, indices, squares);
        if (squares[0]! < COINCIDENT_M2) return level[indices[0]!]!;
        let sum = 0;
        let weights = 0;
        for (let k = 0; k < found; k++) {
          sum += level[indices[k]!]! / squares[k]!;
          weights += 1 / squares[k]!;
        }
        return sum / weights;
      }),
  };
}

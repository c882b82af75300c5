import { badInput } from '../../units/errors.ts';
import type { Observations } from '../observations.ts';
import { valuesAt } from '../points.ts';
import type { Baseline } from './baseline.ts';

/**
 * The median of the training levels [dBm], everywhere: of all constants the one with the least mean absolute error, which is what
 * calibrations are compared by (the mean would minimise the squared error).
 * @throws UserError('bad-input') without training cells
 */
export function fitConstant(observations: Observations, train: Uint32Array): Baseline {
  if (train.length === 0) throw badInput('Baseline "constant" needs at least 1 training cell; there is none.');
  const sorted = valuesAt(observations.levelDbm, train).sort();
  const middle = sorted.length >> 1;
  const level = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return {
    name: 'constant',
    parameters: [{ name: 'level', value: level, unit: 'dBm' }],
    predict: (points) => new Float64Array(points.x.length).fill(level),
  };
}

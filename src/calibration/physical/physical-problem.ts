import type { FitProblem } from '../fit/problem.ts';
import { toCoordinate } from './parameter.ts';
import type { PhysicalModel } from './physical-model.ts';

/** The fit of a physical model to measured levels; `weight` 0 leaves a cell out of the fit, not out of the predictions. */
export function physicalProblem(model: PhysicalModel, observedDbm: Float64Array, weight: Float64Array): FitProblem {
  const m = model.parameters.length;
  const jacobian = new Float64Array(model.cellCount * m);
  return {
    size: m,
    evaluate(coordinates, wantJacobian) {
      const predicted = model.evaluate(coordinates, wantJacobian ? jacobian : null);
      return { predicted, jacobian: wantJacobian ? jacobian : null };
    },
    observed: observedDbm,
    weight,
    priorMean: Float64Array.from(model.parameters, (p) => toCoordinate(p, p.start)),
    priorSd: Float64Array.from(model.parameters, (p) => p.priorSd),
  };
}

/** Cells nearer than this share their shadowing: together they say little more than one [m]. */
const CORRELATION_M = 25;

/**
 * Weights of the cells of a fit. A median of n measurements scatters with sqrt(shadowing^2 + receiver^2 / n); and since neighbours
 * share their shadowing, all are scaled so that they sum to the number of 25 m squares that hold any: priors are not drowned by the
 * same wall measured a hundred times.
 */
export function cellWeights(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  samples: ArrayLike<number>,
  inFit: ArrayLike<number>,
): Float64Array {
  const squares = new Set<string>();
  const weight = new Float64Array(x.length);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    if (!inFit[i]) continue;
    squares.add(`${Math.floor(x[i]! / CORRELATION_M)},${Math.floor(y[i]! / CORRELATION_M)}`);
    weight[i] = (1 + RECEIVER_SHARE) / (1 + RECEIVER_SHARE / Math.max(1, samples[i]!));
    sum += weight[i]!;
  }
  return weight.map((w) => (sum > 0 ? (w * squares.size) / sum : 0));
}

/** Variance of one reading about its place over that of shadowing: 3 dB and 6 dB. */
const RECEIVER_SHARE = 0.25;

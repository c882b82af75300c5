import { badInput } from '../../units/errors.ts';
import { neighbourSearch } from '../neighbours.ts';
import { type Points, pointsAt, valuesAt } from '../points.ts';
import { covarianceOf, type FieldKernel, TYPICAL_KERNEL } from './field-kernel.ts';
import { fieldNeighbours } from './field-neighbours.ts';
import { fitKernel, KERNEL_FIT } from './fit-kernel.ts';
import { type Conditional, type KrigingData, localKriging } from './local-kriging.ts';

export interface ResidualFieldOptions {
  /** Taken as it is instead of being fitted. */
  readonly kernel?: FieldKernel;
  /** Which data the kernel is judged by, 1 when left out. */
  readonly seed?: number;
}

export interface FieldPrediction {
  /** To be added to the mean function's level [dB]. Towards 0 far from data. NaN where the point is no number. */
  readonly meanDb: Float64Array;
  /** Standard deviation [dB] of what a measured cell there would show about mean function + `meanDb`, its noise included. */
  readonly sdDb: Float64Array;
}

/** What measurements say beyond a mean function, at any place, with its uncertainty. */
export interface ResidualField {
  readonly kernel: FieldKernel;
  /** `typical`: too few data to fit a kernel, or one was given. */
  readonly kernelFrom: 'data' | 'given' | 'typical';
  /** Data that the field rests on, those with a finite residual. */
  readonly count: number;
  /** Standard deviation [dB] of a measured cell far from all data. */
  readonly priorSdDb: number;
  predictAt(points: Points): FieldPrediction;
}

/** Fewer data than this do not say more about five parameters than the prior does. */
const FEWEST_TO_FIT = 30;

/** Standardised error of a datum beyond which its noise is taken to be larger than that of the others. */
const OUTLYING = 1.5;

/** Squared standardised errors that a local scale averages end here. */
const LARGEST_SQUARE = 9;

/** The local scale: range of its weights [m], neighbours that it averages and weight of the prior scale of 1. */
const SCALE_RANGE_M = 30;
const SCALE_NEIGHBOURS = 40;
const SCALE_PRIOR = 10;
const SCALE_LIMITS = { withinM: 5 * SCALE_RANGE_M };

/**
 * Gaussian process on the residuals (measured minus mean function) of any mean function, with the mean 0.
 *
 * Predictions are local: each rests on the nearest data and on averages of blocks further out (see `fieldNeighbours`), so that the
 * time is linear in data and points. Real residuals have heavy tails and are rough in some streets and smooth in others, so after
 * the kernel is fitted every datum is predicted from its neighbours: one that lies further off than 1.5 standard deviations gets
 * its noise variance multiplied by the square of the excess ratio, and standard deviations are scaled by the root mean square of
 * the standardised errors around the point, shrunk towards 1.
 *
 * The field should learn from residuals that the mean function did not see in its own fit (see `crossFittedResiduals`).
 * @param points positions of the data in the scene frame [m]
 * @param residualDb measured minus mean function [dB]; NaN (no coverage) leaves the datum out
 * @throws UserError('bad-input') where lengths differ or no residual is finite
 */
export function fitResidualField(
  points: Points,
  residualDb: ArrayLike<number>,
  options: ResidualFieldOptions = {},
): ResidualField {
  if (points.x.length !== residualDb.length) {
    throw badInput(`Residual field: ${points.x.length} points against ${residualDb.length} residuals; give one each.`);
  }
  const finite: number[] = [];
  for (let i = 0; i < residualDb.length; i++) if (Number.isFinite(residualDb[i]!)) finite.push(i);
  if (finite.length === 0)
    throw badInput('Residual field: no residual is finite; does the mean function cover a cell?');
  const at = pointsAt(points, finite);
  const residual = valuesAt(residualDb, finite);
  const count = finite.length;
  const search = neighbourSearch(at);
  const raw: KrigingData = { ...at, residualDb: residual, noiseDb2: new Float64Array(count) };
  const enough = count >= FEWEST_TO_FIT;
  const kernel =
    options.kernel ?? (enough ? fitKernel(raw, search, { ...KERNEL_FIT, seed: options.seed ?? 1 }) : TYPICAL_KERNEL);
  raw.noiseDb2.fill(kernel.noiseDb ** 2);

  const covariance = covarianceOf(kernel);
  const left = fieldNeighbours(raw, search);
  const kriging = localKriging(left.most);
  const out: Conditional = { meanDb: 0, varianceDb2: 0 };
  const square = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const found = left.around(at.x[i]!, at.y[i]!, i);
    kriging.condition(covariance, left.data, left.indices, found, at.x[i]!, at.y[i]!, out);
    square[i] = (residual[i]! - out.meanDb) ** 2 / (out.varianceDb2 + kernel.noiseDb ** 2);
  }
  const data = { ...raw, noiseDb2: square.map((s) => kernel.noiseDb ** 2 * Math.max(1, s / OUTLYING ** 2)) };
  const neighbours = fieldNeighbours(data, search);

  const scaleIndices = new Uint32Array(SCALE_NEIGHBOURS);
  const scaleSquares = new Float64Array(SCALE_NEIGHBOURS);
  const scaleAt = (x: number, y: number): number => {
    const found = search.nearest(x, y, SCALE_NEIGHBOURS, scaleIndices, scaleSquares, SCALE_LIMITS);
    let sum = SCALE_PRIOR;
    let weights = SCALE_PRIOR;
    for (let k = 0; k < found; k++) {
      const weight = Math.exp(-Math.sqrt(scaleSquares[k]!) / SCALE_RANGE_M);
      sum += weight * Math.min(square[scaleIndices[k]!]!, LARGEST_SQUARE);
      weights += weight;
    }
    return sum / weights;
  };

  return {
    kernel,
    kernelFrom: options.kernel ? 'given' : enough ? 'data' : 'typical',
    count,
    priorSdDb: Math.hypot(kernel.shortSdDb, kernel.longSdDb, kernel.noiseDb),
    predictAt(places) {
      const meanDb = new Float64Array(places.x.length).fill(Number.NaN);
      const sdDb = meanDb.slice();
      for (let p = 0; p < meanDb.length; p++) {
        const x = places.x[p]!;
        const y = places.y[p]!;
        if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
        const found = neighbours.around(x, y, -1);
        kriging.condition(covariance, neighbours.data, neighbours.indices, found, x, y, out);
        meanDb[p] = out.meanDb;
        sdDb[p] = Math.sqrt((out.varianceDb2 + kernel.noiseDb ** 2) * scaleAt(x, y));
      }
      return { meanDb, sdDb };
    },
  };
}

import { Random } from '../../units/random.ts';
import type { NeighbourSearch } from '../neighbours.ts';
import { type FieldKernel, TYPICAL_KERNEL, tabulatedCovariance } from './field-kernel.ts';
import { type Conditional, type KrigingData, localKriging } from './local-kriging.ts';
import { minimiseBySimplex } from './simplex.ts';

export interface KernelFitOptions {
  readonly seed: number;
  /** Data whose prediction the kernel is judged by. */
  readonly judged: number;
  /** Gaps up to this [m] are opened around half of them. */
  readonly widestGapM: number;
}

export const KERNEL_FIT: KernelFitOptions = { seed: 1, judged: 400, widestGapM: 100 };

/** Data that each prediction rests on. */
const CONDITIONED_ON = 16;

/** Nearest data looked through for such that lie beyond the gap. */
const LOOKED_THROUGH = 400;

/** Standard deviation of the natural logarithm of every parameter around the typical kernel's. */
const PRIOR_SD = 0.4;

/** A few residuals off by tens of decibels must not set the noise of all: squared standardised errors end here. */
const LARGEST_SQUARE = 25;

/**
 * The kernel under which data predict one another best: the sum of log densities of left-out data, each given the 16 nearest that
 * lie beyond a gap around it (a composite likelihood after Vecchia, JRSS B 50, 1988), plus a log-normal prior around the typical
 * kernel. For half of the judged data the gap is 0, so that filling in is learned, for the others it is drawn from 0 to 100 m:
 * nearest neighbours alone say next to nothing about the long range, on which the map away from the streets rests.
 * @param search over the positions of `data`
 */
export function fitKernel(data: KrigingData, search: NeighbourSearch, options: KernelFitOptions): FieldKernel {
  const random = new Random(options.seed);
  const judged = Math.min(options.judged, search.count);
  const neighbours = new Uint32Array(judged * CONDITIONED_ON);
  const found = new Uint32Array(judged);
  const datum = sample(search.count, judged, random);
  const indices = new Uint32Array(LOOKED_THROUGH);
  const squares = new Float64Array(LOOKED_THROUGH);
  for (let s = 0; s < judged; s++) {
    const i = datum[s]!;
    const gap = random.chance(0.5) ? 0 : random.between(0, options.widestGapM);
    const near = search.nearest(data.x[i]!, data.y[i]!, LOOKED_THROUGH, indices, squares);
    let kept = 0;
    for (let k = 0; k < near && kept < CONDITIONED_ON; k++) {
      if (indices[k]! !== i && squares[k]! >= gap * gap) neighbours[s * CONDITIONED_ON + kept++] = indices[k]!;
    }
    found[s] = kept;
  }
  const kriging = localKriging(CONDITIONED_ON);
  const out: Conditional = { meanDb: 0, varianceDb2: 0 };
  const noise = new Float64Array(search.count);
  const cost = (at: Float64Array): number => {
    const kernel = kernelAt(at);
    const covariance = tabulatedCovariance(kernel);
    const trial = { ...data, noiseDb2: noise.fill(kernel.noiseDb ** 2) };
    let sum = 0;
    for (let s = 0; s < judged; s++) {
      const i = datum[s]!;
      const from = s * CONDITIONED_ON;
      kriging.condition(
        covariance,
        trial,
        neighbours.subarray(from, from + CONDITIONED_ON),
        found[s]!,
        data.x[i]!,
        data.y[i]!,
        out,
      );
      const variance = out.varianceDb2 + kernel.noiseDb ** 2;
      const square = (data.residualDb[i]! - out.meanDb) ** 2 / variance;
      sum += 0.5 * (Math.log(variance) + Math.min(square, LARGEST_SQUARE));
    }
    for (const v of at) sum += 0.5 * (v / PRIOR_SD) ** 2;
    return sum;
  };
  const start = new Float64Array(5);
  return kernelAt(minimiseBySimplex(cost, start, { step: 0.3, tolerance: 0.01, evaluations: 120 }).at);
}

/** Coordinates are natural logarithms of the parameters over the typical ones. */
function kernelAt(at: Float64Array): FieldKernel {
  const of = (typical: number, j: number) => typical * Math.exp(at[j]!);
  return {
    shortSdDb: of(TYPICAL_KERNEL.shortSdDb, 0),
    shortM: of(TYPICAL_KERNEL.shortM, 1),
    longSdDb: of(TYPICAL_KERNEL.longSdDb, 2),
    longM: of(TYPICAL_KERNEL.longM, 3),
    noiseDb: of(TYPICAL_KERNEL.noiseDb, 4),
  };
}

/** `wanted` different numbers below `count`, by the first steps of a Fisher-Yates shuffle. */
function sample(count: number, wanted: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let k = 0; k < wanted; k++) {
    const other = k + random.below(count - k);
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order.subarray(0, wanted);
}

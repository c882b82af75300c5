import { cholesky, normalEquations, solveCholesky } from '../../algebra/dense-linear.ts';
import { blockFolds, blockIndex } from '../validation/splits.ts';

/** Cells whose error one of several penalties is chosen by. */
export interface StrengthTrial {
  /** Rows of `size` columns, row-major, finite. */
  readonly design: Float64Array;
  readonly size: number;
  /** [dB or dBm]. */
  readonly target: ArrayLike<number>;
  readonly weight?: ArrayLike<number>;
  /** Positions in the scene frame [m], for the blocks. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly priorMean: ArrayLike<number>;
}

export interface TrialOptions {
  readonly blockM: number;
  readonly folds: number;
  readonly seed: number;
}

/** Errors of a candidate on cells that its fit had not seen [dB]; Infinity where the candidate leaves a coefficient open. */
export interface TrialError {
  readonly meanAbsoluteDb: number;
  readonly rootMeanSquareDb: number;
}

/**
 * Errors of each candidate penalty on blocks of cells that the fit has not seen, by cross-validation inside the cells given. Plain
 * least squares, so that one pass over the cells serves all folds and candidates: the normal equations of a
 * fold's training cells are those of all cells less those of the fold. Null when all cells lie in one block.
 * @param penalties each `size` x `size` (see `RidgeProblem.penalty`)
 */
export function penaltyErrors(
  trial: StrengthTrial,
  penalties: readonly Float64Array[],
  options: TrialOptions,
): TrialError[] | null {
  const { design, size: p, target, x, y, priorMean } = trial;
  const n = target.length;
  const blocks = blockIndex(x, y, options.blockM, options.seed).count;
  if (blocks < 2) return null;
  const folds = blockFolds(x, y, options.blockM, Math.min(options.folds, blocks), options.seed);
  const weight = Float64Array.from({ length: n }, (_, i) => trial.weight?.[i] ?? 1);
  // Deviations from the prior's prediction: the prior mean of what is fitted to them is 0.
  const deviation = Float64Array.from({ length: n }, (_, i) => {
    let v = target[i]!;
    for (let j = 0; j < p; j++) v -= design[i * p + j]! * priorMean[j]!;
    return v;
  });
  const parts = folds.map(({ validation }) => {
    const inFold = new Float64Array(n);
    for (const i of validation) inFold[i] = weight[i]!;
    return normalEquations(design, deviation, inFold, p);
  });
  const total = (at: number, of: (k: number) => Float64Array) => parts.reduce((sum, _, k) => sum + of(k)[at]!, 0);
  const matrix = Float64Array.from({ length: p * p }, (_, at) => total(at, (k) => parts[k]!.matrix));
  const vector = Float64Array.from({ length: p }, (_, at) => total(at, (k) => parts[k]!.vector));
  return penalties.map((penalty) => {
    let error = 0;
    let squares = 0;
    let counted = 0;
    for (const [k, { validation }] of folds.entries()) {
      const part = parts[k]!;
      const factor = cholesky(
        matrix.map((v, at) => v - part.matrix[at]! + penalty[at]!),
        p,
      );
      if (!factor) return { meanAbsoluteDb: Number.POSITIVE_INFINITY, rootMeanSquareDb: Number.POSITIVE_INFINITY };
      const b = solveCholesky(
        factor,
        p,
        vector.map((v, at) => v - part.vector[at]!),
      );
      for (const i of validation) {
        let r = deviation[i]!;
        for (let j = 0; j < p; j++) r -= design[i * p + j]! * b[j]!;
        error += weight[i]! * Math.abs(r);
        squares += weight[i]! * r * r;
        counted += weight[i]!;
      }
    }
    return { meanAbsoluteDb: error / counted, rootMeanSquareDb: Math.sqrt(squares / counted) };
  });
}

import { normalEquations, ridgeSolve } from '../../algebra/dense-linear.ts';

/** Residuals beyond this [dB] pull with their sign only. */
const HUBER_DB = 6;

/** A column whose spread is less than this share of its size (or of 1) is taken to be constant. */
const NO_SPREAD = 1e-9;

const MOST_ROUNDS = 50;

/** value = offset + sum of slope[j] * column[j]; a slope is NaN where its column does not vary, and the column then has no effect. */
export interface LinearFit {
  readonly offset: number;
  readonly slope: Float64Array;
  valueAt(columns: readonly Float64Array[], row: number): number;
}

/**
 * Linear regression with Huber's loss (least squares within 6 dB, absolute errors beyond), by iteratively reweighted least squares
 * (Huber, Robust Statistics, 1981, section 7.8) from the least-squares fit. Measured levels have tails that a squared loss chases.
 * Columns that are combinations of one another share the slope (a ridge of 1e-9 on unit-variance columns).
 * @param columns one array a regressor, each as long as `values`
 * @param values [dB or dBm], at least one
 * @param counts how much each row counts, > 0; all alike when left out
 */
export function robustRegression(
  columns: readonly Float64Array[],
  values: Float64Array,
  counts: Float64Array = new Float64Array(values.length).fill(1),
): LinearFit {
  const rows = values.length;
  const scaled = columns.map(standardise);
  const used = scaled.flatMap((s, j) => (s.spread > 0 ? [j] : []));
  const size = used.length + 1;
  const design = new Float64Array(rows * size);
  for (let i = 0; i < rows; i++) {
    design[i * size] = 1;
    for (const [k, j] of used.entries())
      design[i * size + k + 1] = (columns[j]![i]! - scaled[j]!.mean) / scaled[j]!.spread;
  }
  const total = counts.reduce((sum, c) => sum + c, 0);
  const weight = counts.slice();
  let solution = new Float64Array(size);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { matrix, vector } = normalEquations(design, values, weight, size);
    const next = ridgeSolve(matrix, size, vector, 1e-9 * total);
    if (!next) break;
    const moved = next.reduce((most, v, k) => Math.max(most, Math.abs(v - solution[k]!)), 0);
    solution = Float64Array.from(next);
    if (round > 0 && moved < 1e-6) break;
    for (let i = 0; i < rows; i++) {
      let residual = values[i]!;
      for (let k = 0; k < size; k++) residual -= design[i * size + k]! * solution[k]!;
      weight[i] = (counts[i]! * HUBER_DB) / Math.max(Math.abs(residual), HUBER_DB);
    }
  }
  const slope = new Float64Array(columns.length).fill(Number.NaN);
  let offset = solution[0]!;
  for (const [k, j] of used.entries()) {
    slope[j] = solution[k + 1]! / scaled[j]!.spread;
    offset -= slope[j]! * scaled[j]!.mean;
  }
  return {
    offset,
    slope,
    valueAt: (at, row) => used.reduce((sum, j) => sum + slope[j]! * at[j]![row]!, offset),
  };
}

function standardise(column: Float64Array): { mean: number; spread: number } {
  const mean = column.reduce((sum, v) => sum + v, 0) / column.length;
  const spread = Math.sqrt(column.reduce((sum, v) => sum + (v - mean) ** 2, 0) / column.length);
  return { mean, spread: spread > NO_SPREAD * Math.max(1, Math.abs(mean)) ? spread : 0 };
}

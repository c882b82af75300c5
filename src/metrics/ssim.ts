import { badInput } from '../units/errors.ts';

/** Levels [dBm] between which a map is scaled to 0..1: the reporting range of LTE RSRP (TS 36.133 section 9.1.4). */
export const SSIM_RANGE_DBM = { min: -140, max: -44 } as const;

const SIGMA = 1.5;
const RADIUS = 5;
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

export interface SsimResult {
  /** Mean structural similarity, at most 1. */
  readonly ssim: number;
  /** Share of cells [0..1] of either map without data, taken as the bottom of the range: a shared fill raises the score. */
  readonly filledShare: { readonly predicted: number; readonly reference: number };
}

/**
 * Structural similarity of two full maps [dBm, row by row, NaN = no data] (Wang et al. 2004): both scaled from -140..-44 dBm to
 * 0..1 and clipped, Gaussian window 11 x 11 of sigma 1.5, K = (0.01, 0.03), data range 1, population covariance, mean over the
 * windows that lie wholly inside. Throws UserError('bad-input') for maps under 11 x 11 cells or of unequal size.
 */
export function ssim(
  predicted: ArrayLike<number>,
  reference: ArrayLike<number>,
  rows: number,
  columns: number,
): SsimResult {
  if (predicted.length !== rows * columns || reference.length !== rows * columns) {
    throw badInput(
      `Maps of ${predicted.length} and ${reference.length} cells are not both ${rows} x ${columns}; compare maps of one grid.`,
    );
  }
  if (rows <= 2 * RADIUS || columns <= 2 * RADIUS) {
    throw badInput(
      `A map of ${rows} x ${columns} cells is smaller than the 11 x 11 window of SSIM; compare a larger area.`,
    );
  }
  const x = scaled(predicted);
  const y = scaled(reference);
  const product = (a: Float64Array, b: Float64Array) => a.map((v, i) => v * b[i]!);
  const mx = blur(x.values, rows, columns);
  const my = blur(y.values, rows, columns);
  const xx = blur(product(x.values, x.values), rows, columns);
  const yy = blur(product(y.values, y.values), rows, columns);
  const xy = blur(product(x.values, y.values), rows, columns);
  let sum = 0;
  for (let i = 0; i < mx.length; i++) {
    const a = mx[i]!;
    const b = my[i]!;
    const covariance = xy[i]! - a * b;
    const variances = xx[i]! - a * a + yy[i]! - b * b;
    sum += ((2 * a * b + C1) * (2 * covariance + C2)) / ((a * a + b * b + C1) * (variances + C2));
  }
  return { ssim: sum / mx.length, filledShare: { predicted: x.filled, reference: y.filled } };
}

function scaled(map: ArrayLike<number>): { values: Float64Array; filled: number } {
  const { min, max } = SSIM_RANGE_DBM;
  const values = new Float64Array(map.length);
  let filled = 0;
  for (let i = 0; i < map.length; i++) {
    const v = map[i]!;
    if (Number.isNaN(v)) filled++;
    values[i] = Number.isNaN(v) ? 0 : (Math.min(max, Math.max(min, v)) - min) / (max - min);
  }
  return { values, filled: filled / map.length };
}

const KERNEL = gaussianKernel();

function gaussianKernel(): Float64Array {
  const k = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, i) => Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)));
  const sum = k.reduce((a, b) => a + b, 0);
  return k.map((v) => v / sum);
}

/** Separable Gaussian, only where the window fits: (rows - 10) x (columns - 10) values. */
function blur(values: Float64Array, rows: number, columns: number): Float64Array {
  const width = columns - 2 * RADIUS;
  const height = rows - 2 * RADIUS;
  const across = new Float64Array(rows * width);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < width; c++) {
      let sum = 0;
      for (let k = 0; k < KERNEL.length; k++) sum += KERNEL[k]! * values[r * columns + c + k]!;
      across[r * width + c] = sum;
    }
  }
  const out = new Float64Array(height * width);
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      let sum = 0;
      for (let k = 0; k < KERNEL.length; k++) sum += KERNEL[k]! * across[(r + k) * width + c]!;
      out[r * width + c] = sum;
    }
  }
  return out;
}

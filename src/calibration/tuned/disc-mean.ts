import { cellCount, type RasterGrid } from '../../raster/raster-grid.ts';

/**
 * Mean of a raster over the cells whose centres lie within `radiusM` of each cell's centre (its own among them); NaN cells do not
 * count, and where none counts the mean is NaN. Sums along rows are differences of running totals, so the work grows with the radius
 * and not with its square.
 * @param values one value a cell, any unit; averaged as it is (a level in dB is averaged in dB)
 * @param radiusM [m] >= 0
 */
export function discMean(values: ArrayLike<number>, grid: RasterGrid, radiusM: number): Float64Array {
  const { columns, rows } = grid;
  const reach = Math.floor(radiusM / grid.cellSizeM + 1e-9);
  // Running totals of values and of how many count: entry c is the total of columns below c.
  const width = columns + 1;
  const total = new Float64Array(rows * width);
  const counted = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      const at = row * width + c;
      const value = values[row * columns + c]!;
      const known = Number.isNaN(value) ? 0 : 1;
      total[at + 1] = total[at]! + (known === 1 ? value : 0);
      counted[at + 1] = counted[at]! + known;
    }
  }
  const half = Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const across = (i - reach) * grid.cellSizeM;
    return Math.floor(Math.sqrt(Math.max(0, radiusM * radiusM - across * across)) / grid.cellSizeM + 1e-9);
  });
  const out = new Float64Array(cellCount(grid));
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      let n = 0;
      const first = Math.max(-reach, -row);
      const last = Math.min(reach, rows - 1 - row);
      for (let dy = first; dy <= last; dy++) {
        const h = half[dy + reach]!;
        const at = (row + dy) * width;
        const from = Math.max(0, c - h);
        const to = Math.min(columns, c + h + 1);
        sum += total[at + to]! - total[at + from]!;
        n += counted[at + to]! - counted[at + from]!;
      }
      out[row * columns + c] = n === 0 ? Number.NaN : sum / n;
    }
  }
  return out;
}

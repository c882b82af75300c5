import { cellCount, type RasterGrid } from '../../raster/raster-grid.ts';

/**
 * Distance [m] from each cell's centre to the centre of the nearest cell where `target` holds; 0 in such cells, Infinity when there is
 * none. Exact: the lower envelope of parabolas, first along columns and then along rows (Felzenszwalb and Huttenlocher, "Distance
 * transforms of sampled functions", Theory of Computing 8, 2012).
 */
export function distanceTo(grid: RasterGrid, target: (cell: number) => boolean): Float64Array {
  const { columns, rows } = grid;
  const squared = new Float64Array(cellCount(grid));
  for (let cell = 0; cell < squared.length; cell++) squared[cell] = target(cell) ? 0 : Number.POSITIVE_INFINITY;
  const most = Math.max(columns, rows);
  const scratch: Envelope = {
    line: new Float64Array(most),
    apex: new Int32Array(most),
    from: new Float64Array(most + 1),
  };
  for (let c = 0; c < columns; c++) transformLine(squared, c, columns, rows, scratch);
  for (let row = 0; row < rows; row++) transformLine(squared, row * columns, 1, columns, scratch);
  for (let cell = 0; cell < squared.length; cell++) squared[cell] = Math.sqrt(squared[cell]!) * grid.cellSizeM;
  return squared;
}

interface Envelope {
  /** A copy of the line's values. */
  readonly line: Float64Array;
  /** Positions of the parabolas that make up the lower envelope, from left to right. */
  readonly apex: Int32Array;
  /** Where each of them starts to be the lowest. */
  readonly from: Float64Array;
}

/** min over q of (p - q)^2 + f(q) for every p of one row or column, in place. */
function transformLine(values: Float64Array, start: number, stride: number, length: number, scratch: Envelope): void {
  const { line, apex, from } = scratch;
  let k = -1;
  for (let q = 0; q < length; q++) {
    const f = values[start + q * stride]!;
    line[q] = f;
    if (f === Number.POSITIVE_INFINITY) continue;
    let meets = Number.NEGATIVE_INFINITY;
    while (k >= 0) {
      const p = apex[k]!;
      meets = (f + q * q - (line[p]! + p * p)) / (2 * (q - p));
      if (meets > from[k]!) break;
      k--;
    }
    k++;
    apex[k] = q;
    from[k] = k === 0 ? Number.NEGATIVE_INFINITY : meets;
  }
  if (k < 0) return;
  from[k + 1] = Number.POSITIVE_INFINITY;
  let j = 0;
  for (let p = 0; p < length; p++) {
    while (from[j + 1]! < p) j++;
    const q = apex[j]!;
    values[start + p * stride] = (p - q) ** 2 + line[q]!;
  }
}

import type { ResidualCorrelation } from './residual-correlation.ts';

/** Cells along one range: fine enough that the correlation inside a cell is nearly one. */
const CELLS_A_RANGE = 3;
/** Ranges beyond which correlation is taken as none: exp(-5) is under 1 %. */
const REACH = 5;
/** Widest lattice of cells; a larger area gets coarser cells. */
const MOST_COLUMNS = 2000;
/** Mean distance between two places in a square, in sides. */
const MEAN_DISTANCE = 0.5214;

/** Vectors summed over the occupied cells of a lattice. */
interface SummedCells {
  readonly sideM: number;
  readonly columns: number;
  readonly rows: number;
  /** Lattice cell of every occupied one. */
  readonly at: readonly number[];
  /** Index of the occupied cell at every lattice cell, -1 for none. */
  readonly occupant: Int32Array;
  /** Row-major, occupied cells x size. */
  readonly total: Float64Array;
}

/**
 * sum_ij q_i q_jᵀ corr(i, j) over places, row-major size x size: the variance of sum_i q_i e_i for residuals e of variance one.
 * Vectors are first summed over square cells of a third of the range, which takes the sum from n² to n times some hundred.
 * @param x,y places [m]
 * @param vectors row-major, x.length x size
 */
export function correlatedSum(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  vectors: ArrayLike<number>,
  size: number,
  { share, rangeM }: ResidualCorrelation,
): Float64Array {
  const cells = sumOverCells(x, y, vectors, size, rangeM / CELLS_A_RANGE);
  const within = share * Math.exp((-MEAN_DISTANCE * cells.sideM) / rangeM);
  const sum = new Float64Array(size * size);
  for (let i = 0; i < x.length; i++) addOuter(sum, vectors, i * size, vectors, i * size, size, 1 - within);
  for (let k = 0; k < cells.at.length; k++) addOuter(sum, cells.total, k * size, cells.total, k * size, size, within);
  if (share === 0) return sum;
  const pairs = new Float64Array(size * size);
  const around = new Float64Array(size);
  const offsets = halfDisc(Math.ceil((REACH * rangeM) / cells.sideM));
  // The innermost loop of all: arrays of numbers, no iterators.
  const columnStep = Int32Array.from(offsets, ([column]) => column);
  const rowStep = Int32Array.from(offsets, ([, row]) => row);
  const correlation = Float64Array.from(
    offsets,
    ([column, row]) => share * Math.exp((-Math.hypot(column, row) * cells.sideM) / rangeM),
  );
  const { columns, rows, occupant, total } = cells;
  for (let k = 0; k < cells.at.length; k++) {
    const column = cells.at[k]! % columns;
    const row = (cells.at[k]! - column) / columns;
    around.fill(0);
    for (let o = 0; o < correlation.length; o++) {
      const c = column + columnStep[o]!;
      const r = row + rowStep[o]!;
      if (c < 0 || c >= columns || r >= rows) continue;
      const other = occupant[r * columns + c]!;
      if (other < 0) continue;
      const weight = correlation[o]!;
      for (let j = 0; j < size; j++) around[j]! += weight * total[other * size + j]!;
    }
    addOuter(pairs, total, k * size, around, 0, size, 1);
  }
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) sum[a * size + b]! += pairs[a * size + b]! + pairs[b * size + a]!;
  return sum;
}

function sumOverCells(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  vectors: ArrayLike<number>,
  size: number,
  wantedM: number,
): SummedCells {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    west = Math.min(west, x[i]!);
    east = Math.max(east, x[i]!);
    south = Math.min(south, y[i]!);
    north = Math.max(north, y[i]!);
  }
  const sideM = Math.max(wantedM, Math.max(east - west, north - south) / MOST_COLUMNS);
  const columns = Math.floor((east - west) / sideM) + 1;
  const rows = Math.floor((north - south) / sideM) + 1;
  const occupant = new Int32Array(columns * rows).fill(-1);
  const total = new Float64Array(x.length * size);
  const at: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const cell = Math.floor((y[i]! - south) / sideM) * columns + Math.floor((x[i]! - west) / sideM);
    if (occupant[cell]! < 0) {
      occupant[cell] = at.length;
      at.push(cell);
    }
    for (let j = 0; j < size; j++) total[occupant[cell]! * size + j]! += vectors[i * size + j]!;
  }
  return { sideM, columns, rows, at, occupant, total };
}

/** Offsets within the radius, one of every opposite two, without the centre. */
function halfDisc(radius: number): [number, number][] {
  const offsets: [number, number][] = [];
  for (let row = 0; row <= radius; row++)
    for (let column = -radius; column <= radius; column++)
      if ((row > 0 || column > 0) && column * column + row * row <= radius * radius) offsets.push([column, row]);
  return offsets;
}

function addOuter(
  sum: Float64Array,
  a: ArrayLike<number>,
  fromA: number,
  b: ArrayLike<number>,
  fromB: number,
  size: number,
  factor: number,
): void {
  for (let j = 0; j < size; j++) {
    const scaled = factor * a[fromA + j]!;
    for (let k = 0; k < size; k++) sum[j * size + k]! += scaled * b[fromB + k]!;
  }
}

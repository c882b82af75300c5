import type { Terrain } from './terrain.ts';

/** Round intervals between contour lines [m]. */
const INTERVALS_M = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
/** Most lines from the lowest to the highest ground, and most cells that are looked at along a side. */
const MOST_LINES = 16;
const MOST_CELLS = 160;

export interface ContourLines {
  /** Metres of height from line to line. */
  readonly intervalM: number;
  /** Straight pieces x0 y0 x1 y1 [m, scene frame], one after the other. */
  readonly pieces: Float64Array;
}

/** Lines of equal height over a terrain, at round heights, as fine as shows at the size of a city. */
export function contourLines({ grid, cornerZM }: Terrain): ContourLines {
  const { columns, rows, cellSizeM, westM, northM } = grid;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const z of cornerZM) {
    low = Math.min(low, z);
    high = Math.max(high, z);
  }
  const intervalM = INTERVALS_M.find((interval) => (high - low) / interval <= MOST_LINES) ?? INTERVALS_M.at(-1)!;
  const step = Math.max(1, Math.ceil(Math.max(columns, rows) / MOST_CELLS));
  const pieces: number[] = [];
  const at = (column: number, row: number) => cornerZM[row * (columns + 1) + column]!;
  for (let row = 0; row < rows; row += step) {
    const south = Math.min(rows, row + step);
    for (let column = 0; column < columns; column += step) {
      const east = Math.min(columns, column + step);
      const nw: Corner = [column, row, at(column, row)];
      const ne: Corner = [east, row, at(east, row)];
      const sw: Corner = [column, south, at(column, south)];
      const se: Corner = [east, south, at(east, south)];
      // The two plane triangles that the ground is computed as.
      cut(nw, sw, se, intervalM, pieces);
      cut(nw, se, ne, intervalM, pieces);
    }
  }
  const metres = Float64Array.from(pieces, (v, i) => (i % 2 === 0 ? westM + v * cellSizeM : northM - v * cellSizeM));
  return { intervalM, pieces: metres };
}

/** Column, row and z. */
type Corner = readonly [number, number, number];

/** Where the lines cross a triangle: each enters it by one side and leaves it by another. */
function cut(a: Corner, b: Corner, c: Corner, intervalM: number, pieces: number[]): void {
  const low = Math.min(a[2], b[2], c[2]);
  const high = Math.max(a[2], b[2], c[2]);
  for (let k = Math.ceil(low / intervalM); k * intervalM < high; k++) {
    const level = k * intervalM;
    const ends: number[] = [];
    for (const [p, q] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      // A corner on the line counts as below, so that no line ends in it or is there twice.
      if (p[2] > level === q[2] > level) continue;
      const share = (level - p[2]) / (q[2] - p[2]);
      ends.push(p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1]));
    }
    if (ends.length === 4) pieces.push(...ends);
  }
}

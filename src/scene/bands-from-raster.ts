import type { RasterGrid } from '../raster/raster-grid.ts';
import { BandBorders } from './band-borders.ts';
import type { Polygon } from './trace-rings.ts';

/**
 * Points about a cell's centre in half cells (east, south), counter-clockwise from its south-west corner: the rims of the eight
 * triangles that share the centre. Rim edges 2k and 2k + 1 are the side towards `NEIGHBOURS[k]`.
 */
const RIM: readonly (readonly [number, number])[] = [
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, -1],
  [-1, 0],
];

/** South, east, north, west as (columns, rows). */
const NEIGHBOURS: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
];

/** Share of the time that goes into finding borders; the rest is tracing them. */
const GATHERING = 0.4;

/**
 * Cuts the covered part of a raster into bands of value: band k holds what is at least `breaks[k - 1]` and less than
 * `breaks[k]`. The bands share the covered cells among them without gap or overlap, and cells without data are holes to their
 * very edge. Within, values are linear over eight triangles a cell: its own value at the centre, the mean of the covered cells
 * that meet there at corners and at the middles of sides (marching triangles, which know no ambiguous case).
 * @param values row by row from the north, NaN = no data
 * @param breaks ascending, without doubles
 * @param onProgress called with the share that is done, 0..1
 * @returns for each of the `breaks.length + 1` bands its polygons in the scene frame [m], outer rings counter-clockwise
 */
export function bandsFromRaster(
  values: Float32Array,
  grid: RasterGrid,
  breaks: readonly number[],
  onProgress: (fraction: number) => void = () => {},
): Polygon[][] {
  const lattice = latticeValues(values, grid);
  const width = 2 * grid.columns + 1;
  const borders = new BandBorders(grid, lattice, breaks);
  const rim = new Int32Array(8);
  for (let row = 0; row < grid.rows; row++) {
    if (row % 32 === 0) onProgress((GATHERING * row) / grid.rows);
    for (let column = 0; column < grid.columns; column++) {
      const centre = (2 * row + 1) * width + 2 * column + 1;
      if (Number.isNaN(lattice[centre]!)) continue;
      const own = borders.bandOf(centre);
      let mixed = false;
      RIM.forEach(([east, south], k) => {
        rim[k] = centre + south * width + east;
        if (borders.bandOf(rim[k]!) !== own) mixed = true;
      });
      if (mixed) for (let k = 0; k < 8; k++) borders.cross(centre, rim[k]!, rim[(k + 1) % 8]!);
      NEIGHBOURS.forEach(([columns, rows], side) => {
        if (isCovered(values, grid, column + columns, row + rows)) return;
        for (const k of [2 * side, 2 * side + 1]) borders.border(rim[k]!, rim[(k + 1) % 8]!);
      });
    }
  }
  return Array.from({ length: breaks.length + 1 }, (_, band) => {
    onProgress(GATHERING + ((1 - GATHERING) * band) / (breaks.length + 1));
    return borders.polygons(band);
  });
}

function isCovered(values: Float32Array, grid: RasterGrid, column: number, row: number): boolean {
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return false;
  return !Number.isNaN(values[row * grid.columns + column]!);
}

/** Values at half-cell steps, rows from the north: centres of cells at odd places, means of the cells that meet elsewhere. */
function latticeValues(values: Float32Array, { columns, rows }: RasterGrid): Float64Array {
  const width = 2 * columns + 1;
  const lattice = new Float64Array(width * (2 * rows + 1));
  for (let j = 0; j <= 2 * rows; j++) {
    const north = Math.max(0, (j - 1) >> 1);
    const south = Math.min(rows - 1, j >> 1);
    for (let i = 0; i < width; i++) {
      const west = Math.max(0, (i - 1) >> 1);
      const east = Math.min(columns - 1, i >> 1);
      let sum = 0;
      let count = 0;
      for (let row = north; row <= south; row++) {
        for (let column = west; column <= east; column++) {
          const value = values[row * columns + column]!;
          if (Number.isNaN(value)) continue;
          sum += value;
          count++;
        }
      }
      lattice[j * width + i] = count > 0 ? sum / count : Number.NaN;
    }
  }
  return lattice;
}

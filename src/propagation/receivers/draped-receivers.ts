import type { RasterGrid } from '../../raster/raster-grid.ts';

/** Cells on a side of the blocks whose heights are known as a span, so that rays above or below them pass at one step. */
export const BLOCK = 16;

/**
 * A surface of receivers over the ground: heights at the corners of the grid's cells, and between them two plane triangles a cell,
 * parted from its north-west to its south-east corner. Metres, scene frame.
 */
export interface DrapedReceivers {
  readonly kind: 'draped';
  /** z at the corners, (columns + 1) x (rows + 1), row 0 = north. */
  readonly cornerZM: Float64Array;
  readonly topM: number;
  readonly bottomM: number;
  readonly meanZM: number;
  readonly blocksAcross: number;
  /** Lowest and highest z of every block of BLOCK x BLOCK cells. */
  readonly blockSpanM: Float64Array;
}

export function drapedReceivers(grid: RasterGrid, cornerZM: Float64Array): DrapedReceivers {
  const { columns, rows } = grid;
  const blocksAcross = Math.ceil(columns / BLOCK);
  const blocksDown = Math.ceil(rows / BLOCK);
  const blockSpanM = new Float64Array(2 * blocksAcross * blocksDown);
  for (let block = 0; block < blocksAcross * blocksDown; block++) {
    const column = BLOCK * (block % blocksAcross);
    const row = BLOCK * Math.floor(block / blocksAcross);
    const span = heightSpan(cornerZM, grid, column, row, BLOCK);
    blockSpanM[2 * block] = span.low;
    blockSpanM[2 * block + 1] = span.high;
  }
  let bottomM = Number.POSITIVE_INFINITY;
  let topM = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const z of cornerZM) {
    bottomM = Math.min(bottomM, z);
    topM = Math.max(topM, z);
    sum += z;
  }
  const meanZM = Math.min(topM, Math.max(bottomM, sum / cornerZM.length));
  return { kind: 'draped', cornerZM, topM, bottomM, meanZM, blocksAcross, blockSpanM };
}

/** Lowest and highest z of a square of cells that begins at a column and a row, as far as the grid goes. */
export function heightSpan(
  cornerZM: Float64Array,
  { columns, rows }: RasterGrid,
  column: number,
  row: number,
  side: number,
): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let r = row; r <= Math.min(rows, row + side); r++) {
    for (let c = column; c <= Math.min(columns, column + side); c++) {
      const z = cornerZM[r * (columns + 1) + c]!;
      low = Math.min(low, z);
      high = Math.max(high, z);
    }
  }
  return { low, high };
}

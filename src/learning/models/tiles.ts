/** Where a square tile lies over a grid: its first row and column, negative where it reaches beyond the grid. */
export interface Tile {
  readonly row: number;
  readonly column: number;
}

export interface TilePlan {
  /** Rows and columns of a tile. */
  readonly size: number;
  /** Fewest cells that neighbouring tiles share. */
  readonly overlap: number;
  /** Row by row from the north-west. */
  readonly tiles: readonly Tile[];
}

/** Cells that neighbours share. Seams are blended over them, so that what a network makes of its border carries little weight. */
export const TILE_OVERLAP = 32;

/**
 * Covers a grid with tiles of one of the sizes: the size that computes the fewest cells, the larger of equals, since a network knows
 * the surroundings of a cell only within its tile. A grid no larger than the tile lies in its middle.
 * @param sizes those that the model has, [cells]
 */
export function planTiles(rows: number, columns: number, sizes: readonly number[], overlap = TILE_OVERLAP): TilePlan {
  let best: TilePlan | null = null;
  for (const size of [...sizes].sort((a, b) => b - a)) {
    const shared = Math.min(overlap, Math.floor(size / 4));
    const across = starts(columns, size, shared);
    const tiles = starts(rows, size, shared).flatMap((row) => across.map((column) => ({ row, column })));
    if (!best || tiles.length * size ** 2 < best.tiles.length * best.size ** 2) best = { size, overlap: shared, tiles };
  }
  if (!best) throw new Error('planTiles: a model has at least one size');
  return best;
}

/** First cells of the tiles along one axis, evenly spread. */
function starts(length: number, size: number, overlap: number): number[] {
  if (length <= size) return [Math.floor((length - size) / 2)];
  const count = Math.ceil((length - overlap) / (size - overlap));
  return Array.from({ length: count }, (_, k) => Math.round((k * (length - size)) / (count - 1)));
}

/**
 * Weights of a tile's cells along one axis: 1 within, and rising linearly over `overlap` cells from an edge behind which the grid
 * goes on. Where two tiles share just the overlap, their weights sum to 1.
 */
export function blendWeights(start: number, size: number, length: number, overlap: number): Float64Array {
  return Float64Array.from({ length: size }, (_, k) => {
    const before = start > 0 ? (k + 1) / (overlap + 1) : 1;
    const after = start + size < length ? (size - k) / (overlap + 1) : 1;
    return Math.min(1, before, after);
  });
}

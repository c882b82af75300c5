import { type RasterGrid, sameGrid } from '../../raster/raster-grid.ts';

/** Where the cells of a grid lie in another: by column, and by row the index of that row's first cell; -1 outside. */
export interface SourceCells {
  readonly columnOf: Int32Array;
  readonly rowStartOf: Int32Array;
}

/** For every source; the sectors of one network mostly have one grid. */
export function sourceCells(grid: RasterGrid, sources: readonly RasterGrid[]): readonly SourceCells[] {
  const known: { readonly source: RasterGrid; readonly cells: SourceCells }[] = [];
  return sources.map((source) => {
    const same = known.find((one) => sameGrid(one.source, source));
    if (same) return same.cells;
    const cells = cellsIn(grid, source);
    known.push({ source, cells });
    return cells;
  });
}

export function cellsIn(grid: RasterGrid, source: RasterGrid): SourceCells {
  const { westM, northM, cellSizeM, columns, rows } = source;
  const rowOf = cellIndices(grid.rows, grid.cellSizeM, northM - grid.northM, cellSizeM, rows);
  return {
    columnOf: cellIndices(grid.columns, grid.cellSizeM, grid.westM - westM, cellSizeM, columns),
    rowStartOf: rowOf.map((row) => (row < 0 ? -1 : row * columns)),
  };
}

function cellIndices(count: number, step: number, offset: number, sourceStep: number, sourceCount: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => {
    const index = Math.floor((offset + (i + 0.5) * step) / sourceStep);
    return index >= 0 && index < sourceCount ? index : -1;
  });
}

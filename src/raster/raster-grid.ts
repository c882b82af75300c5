/**
 * A raster of square cells in the scene frame (metres, x east, y north). Row 0 is the NORTH row, column 0 the WEST column;
 * values lie row by row. This is the only raster orientation in the project.
 */
export interface RasterGrid {
  readonly columns: number;
  readonly rows: number;
  readonly cellSizeM: number;
  /** x of the west edge [m]. */
  readonly westM: number;
  /** y of the NORTH edge [m]. */
  readonly northM: number;
}

/** Bounds of a rectangle in the scene frame [m]. */
export interface BoundsM {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The grid of whole cells centred on (x, y). */
export function gridCentredOn(x: number, y: number, columns: number, rows: number, cellSizeM: number): RasterGrid {
  return { columns, rows, cellSizeM, westM: x - (columns * cellSizeM) / 2, northM: y + (rows * cellSizeM) / 2 };
}

/** The grid whose south-west corner is that of the bounds, with as many whole cells as cover them (a part cell counts when over 1e-6). */
export function gridOfBounds(b: BoundsM, cellSizeM: number): RasterGrid {
  const columns = Math.max(1, Math.ceil((b.maxX - b.minX) / cellSizeM - 1e-6));
  const rows = Math.max(1, Math.ceil((b.maxY - b.minY) / cellSizeM - 1e-6));
  return { columns, rows, cellSizeM, westM: b.minX, northM: b.minY + rows * cellSizeM };
}

export function gridBounds(g: RasterGrid): BoundsM {
  return {
    minX: g.westM,
    minY: g.northM - g.rows * g.cellSizeM,
    maxX: g.westM + g.columns * g.cellSizeM,
    maxY: g.northM,
  };
}

/** Number of cells. */
export function cellCount(g: RasterGrid): number {
  return g.columns * g.rows;
}

/** Index of the cell that holds (x, y) [m], or -1 outside. West and north edges belong to the cell, east and south edges to the next. */
export function cellAt(g: RasterGrid, x: number, y: number): number {
  const column = Math.floor((x - g.westM) / g.cellSizeM);
  const row = Math.floor((g.northM - y) / g.cellSizeM);
  return column >= 0 && row >= 0 && column < g.columns && row < g.rows ? row * g.columns + column : -1;
}

/** Centre of the cell [m]. */
export function cellCentre(g: RasterGrid, index: number): { x: number; y: number } {
  const row = Math.floor(index / g.columns);
  const column = index - row * g.columns;
  return { x: g.westM + (column + 0.5) * g.cellSizeM, y: g.northM - (row + 0.5) * g.cellSizeM };
}

export function sameGrid(a: RasterGrid, b: RasterGrid): boolean {
  const near = (p: number, q: number) => Math.abs(p - q) <= 1e-6 * Math.max(1, Math.abs(p));
  return (
    a.columns === b.columns &&
    a.rows === b.rows &&
    near(a.cellSizeM, b.cellSizeM) &&
    near(a.westM, b.westM) &&
    near(a.northM, b.northM)
  );
}

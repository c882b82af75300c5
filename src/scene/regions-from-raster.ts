import { simplified } from './ring.ts';
import type { Ring } from './scene.ts';
import type { Polygon } from './trace-rings.ts';
import { nestRings, traceRings } from './trace-rings.ts';

/** Cells of one value that hang together by their sides, with their border. */
export interface RasterRegion {
  readonly value: number;
  /** Index of its first cell, row by row. */
  readonly firstCell: number;
  /** Corners in cell units: x = column, y = rows - row (up). One polygon. */
  readonly polygon: Polygon;
  readonly cells: readonly number[];
}

/**
 * Joins cells of equal value (> 0; 0 is nothing) into regions and traces their borders. Neighbouring regions share border lines
 * exactly, since all corners are whole numbers.
 * @param values row by row, row 0 north
 */
export function regionsFromRaster(values: ArrayLike<number>, columns: number, rows: number): RasterRegion[] {
  const label = new Int32Array(columns * rows).fill(-1);
  const regions: RasterRegion[] = [];
  const stack: number[] = [];
  for (let start = 0; start < label.length; start++) {
    const value = values[start]!;
    if (value <= 0 || label[start]! >= 0) continue;
    const cells: number[] = [];
    label[start] = regions.length;
    stack.push(start);
    while (stack.length > 0) {
      const cell = stack.pop()!;
      cells.push(cell);
      const column = cell % columns;
      for (const [ok, next] of [
        [column > 0, cell - 1],
        [column + 1 < columns, cell + 1],
        [cell >= columns, cell - columns],
        [cell + columns < label.length, cell + columns],
      ] as const) {
        if (ok && label[next]! < 0 && values[next] === value) {
          label[next] = regions.length;
          stack.push(next);
        }
      }
    }
    regions.push({ value, firstCell: start, cells, polygon: borderOf(cells, label, regions.length, columns, rows) });
  }
  return regions;
}

function borderOf(cells: readonly number[], label: Int32Array, id: number, columns: number, rows: number): Polygon {
  const from: number[] = [];
  const to: number[] = [];
  const corners = new Map<number, number>();
  const xy: number[] = [];
  const corner = (column: number, line: number) => {
    const key = line * (columns + 1) + column;
    let index = corners.get(key);
    if (index === undefined) {
      index = corners.size;
      corners.set(key, index);
      xy.push(column, rows - line);
    }
    return index;
  };
  const edge = (c0: number, l0: number, c1: number, l1: number) => {
    from.push(corner(c0, l0));
    to.push(corner(c1, l1));
  };
  for (const cell of cells) {
    const c = cell % columns;
    const r = (cell - c) / columns;
    // Counter-clockwise with y up: south side eastward, east side northward, and so on.
    if (r + 1 >= rows || label[cell + columns] !== id) edge(c, r + 1, c + 1, r + 1);
    if (c + 1 >= columns || label[cell + 1] !== id) edge(c + 1, r + 1, c + 1, r);
    if (r === 0 || label[cell - columns] !== id) edge(c + 1, r, c, r);
    if (c === 0 || label[cell - 1] !== id) edge(c, r, c, r + 1);
  }
  const straight = (ring: Ring) => simplified(ring, 1e-9);
  const { polygons } = nestRings(traceRings(from, to, Float64Array.from(xy)).rings.map(straight));
  return polygons[0]!;
}

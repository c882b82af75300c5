/**
 * The nearest marked cell of every cell, centre to centre: exact Euclidean distance, by the lower envelope of parabolas
 * (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", Theory of Computing 8, 2012), in time linear in the cells.
 *
 * @param marked rows x columns, row by row; a cell counts where its value is not 0
 * @returns index of the nearest marked cell, its own for a marked one; -1 everywhere where none is marked
 */
export function nearestMarked(columns: number, rows: number, marked: ArrayLike<number>): Int32Array {
  const rowOf = nearestInColumn(columns, rows, marked);
  const nearest = new Int32Array(columns * rows).fill(-1);
  const hull = new Int32Array(columns);
  const from = new Float64Array(columns + 1);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const height = (column: number) => (rowOf[start + column]! - row) ** 2;
    let top = -1;
    for (let column = 0; column < columns; column++) {
      if (rowOf[start + column]! < 0) continue;
      let meets = Number.NEGATIVE_INFINITY;
      for (; top >= 0; top--) {
        const other = hull[top]!;
        meets = (height(column) + column ** 2 - height(other) - other ** 2) / (2 * (column - other));
        if (meets > from[top]!) break;
      }
      top++;
      hull[top] = column;
      from[top] = top === 0 ? Number.NEGATIVE_INFINITY : meets;
    }
    for (let column = 0, k = 0; column < columns && top >= 0; column++) {
      while (k < top && from[k + 1]! < column) k++;
      nearest[start + column] = rowOf[start + hull[k]!]! * columns + hull[k]!;
    }
  }
  return nearest;
}

/** Row of the nearest marked cell in the same column, -1 where the column has none. */
function nearestInColumn(columns: number, rows: number, marked: ArrayLike<number>): Int32Array {
  const rowOf = new Int32Array(columns * rows).fill(-1);
  for (let column = 0; column < columns; column++) {
    let last = -1;
    for (let row = 0; row < rows; row++) {
      const cell = row * columns + column;
      if (marked[cell]) last = row;
      rowOf[cell] = last;
    }
    let next = -1;
    for (let row = rows - 1; row >= 0; row--) {
      const cell = row * columns + column;
      if (marked[cell]) next = row;
      const above = rowOf[cell]!;
      if (next >= 0 && (above < 0 || next - row < row - above)) rowOf[cell] = next;
    }
  }
  return rowOf;
}

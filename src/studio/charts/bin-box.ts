/** Bins of a plot from one to another, both included; rows are counted from the bottom. */
export interface BinBox {
  readonly fromColumn: number;
  readonly toColumn: number;
  readonly fromRow: number;
  readonly toRow: number;
}

/** One bin. */
export interface Bin {
  readonly column: number;
  readonly row: number;
}

export function boxBetween(a: Bin, b: Bin): BinBox {
  return {
    fromColumn: Math.min(a.column, b.column),
    toColumn: Math.max(a.column, b.column),
    fromRow: Math.min(a.row, b.row),
    toRow: Math.max(a.row, b.row),
  };
}

export function sameBox(a: BinBox | null, b: BinBox | null): boolean {
  if (a === null || b === null) return a === b;
  return (Object.keys(a) as (keyof BinBox)[]).every((edge) => a[edge] === b[edge]);
}

/** Where a key leads from a bin, within so many columns and rows; null for keys that lead nowhere. */
export function steppedBin({ column, row }: Bin, key: string, columns: number, rows: number): Bin | null {
  const within = (c: number, r: number): Bin => ({
    column: Math.min(columns - 1, Math.max(0, c)),
    row: Math.min(rows - 1, Math.max(0, r)),
  });
  switch (key) {
    case 'ArrowLeft':
      return within(column - 1, row);
    case 'ArrowRight':
      return within(column + 1, row);
    case 'ArrowUp':
      return within(column, row + 1);
    case 'ArrowDown':
      return within(column, row - 1);
    case 'Home':
      return within(0, row);
    case 'End':
      return within(columns - 1, row);
    default:
      return null;
  }
}

/** The bin under a point, given as shares of the plot's width (from the left) and height (from the bottom). */
export function binAt(acrossShare: number, upShare: number, columns: number, rows: number): Bin {
  const index = (share: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  return { column: index(acrossShare, columns), row: index(upShare, rows) };
}

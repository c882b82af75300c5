/** Calls `visit` with every point within the radius of a place, and its distance [m]. */
export type PointsWithin = (atX: number, atY: number, visit: (index: number, apartM: number) => void) => void;

/**
 * Prepares queries for points within `radiusM` of any place: points sorted into square cells of that side, so that a query looks
 * at nine of them.
 * @param x,y positions [m]
 * @param members indices of the points that queries are to find
 */
export function pointsWithin(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  members: ArrayLike<number>,
  radiusM: number,
): PointsWithin {
  const cells = new Map<number, number[]>();
  const keyOf = (column: number, row: number): number => row * COLUMNS + column;
  for (let k = 0; k < members.length; k++) {
    const i = members[k]!;
    const key = keyOf(Math.floor(x[i]! / radiusM), Math.floor(y[i]! / radiusM));
    const cell = cells.get(key);
    if (cell) cell.push(i);
    else cells.set(key, [i]);
  }
  return (atX, atY, visit) => {
    const column = Math.floor(atX / radiusM);
    const row = Math.floor(atY / radiusM);
    for (let dr = -1; dr <= 1; dr++)
      for (let dc = -1; dc <= 1; dc++)
        for (const i of cells.get(keyOf(column + dc, row + dr)) ?? []) {
          const dx = x[i]! - atX;
          const dy = y[i]! - atY;
          const squared = dx * dx + dy * dy;
          if (squared <= radiusM * radiusM) visit(i, Math.sqrt(squared));
        }
  };
}

/** Wider than any area in cells, so that a key names one cell. */
const COLUMNS = 1 << 24;

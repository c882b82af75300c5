import { COUNT, DX, DY, HI, LO, OX, OY, R0 } from './beam.ts';
import type { SweepProblem } from './sweep-problem.ts';

/**
 * Called for every cell that a piece of a beam crosses on the receiver plane. `middle`: the middle of its stretch in the cell, along
 * the piece [m]; `stretch`: its length [m]; `dh`: the vertical leg [m]; `bounced`: it comes from the ground.
 */
export type CellVisit = (cell: number, middle: number, stretch: number, dh: number, bounced: boolean) => void;

/**
 * Walks the beam over the map along its plan piece [from, to]: once where its slopes come down on the receiver plane, once
 * where they pass it again after the ground. Float64 twin of shaders/lib/cell_walk.wgsl.
 */
export function walkPiece(p: SweepProblem, b: Float64Array, from: number, to: number, visit: CellVisit) {
  for (let g = 0; g < 2; g++) {
    const depth = (b[COUNT]! & 0xff) + g;
    if (depth > p.maxDepth) continue;
    if (g === 1 && (!p.reflection || !p.city.ground)) continue;
    const dh = g === 1 ? p.txHeight + p.rxHeight : p.txHeight - p.rxHeight;
    const first = Math.max(from, dh / -b[LO]! - b[R0]!);
    const last = Math.min(to, (b[HI]! < 0 ? dh / -b[HI]! : 1e9) - b[R0]!);
    if (last > first) walkCells(p, b, first, last, dh, g === 1, visit);
  }
}

function walkCells(
  p: SweepProblem,
  b: Float64Array,
  first: number,
  last: number,
  dh: number,
  bounced: boolean,
  visit: CellVisit,
) {
  const { columns, rows, cellSizeM } = p.grid;
  const ox = b[OX]! - p.mapWest;
  const oy = p.mapNorth - b[OY]!;
  const dx = b[DX]!;
  const dy = -b[DY]!;
  // Clip to the map, so that the walk starts in one of its cells.
  let start = first;
  let end = last;
  const width = columns * cellSizeM;
  const height = rows * cellSizeM;
  if (Math.abs(dx) > 1e-12) {
    start = Math.max(start, (dx > 0 ? -ox : width - ox) / dx);
    end = Math.min(end, (dx > 0 ? width - ox : -ox) / dx);
  } else if (ox < 0 || ox >= width) return;
  if (Math.abs(dy) > 1e-12) {
    start = Math.max(start, (dy > 0 ? -oy : height - oy) / dy);
    end = Math.min(end, (dy > 0 ? height - oy : -oy) / dy);
  } else if (oy < 0 || oy >= height) return;
  if (end - start < 1e-6) return;

  const clamp = (v: number, n: number) => Math.min(n - 1, Math.max(0, v));
  let column = clamp(Math.floor((ox + dx * (start + 1e-4)) / cellSizeM), columns);
  let row = clamp(Math.floor((oy + dy * (start + 1e-4)) / cellSizeM), rows);
  let tx = Math.abs(dx) > 1e-12 ? ((column + (dx > 0 ? 1 : 0)) * cellSizeM - ox) / dx : Number.POSITIVE_INFINITY;
  let ty = Math.abs(dy) > 1e-12 ? ((row + (dy > 0 ? 1 : 0)) * cellSizeM - oy) / dy : Number.POSITIVE_INFINITY;
  const perX = cellSizeM / Math.abs(dx);
  const perY = cellSizeM / Math.abs(dy);
  let s = start;
  while (s < end) {
    const next = Math.min(tx, ty, end);
    if (next > s) {
      const middle = (s + next) / 2;
      if (!bounced || bouncesOnGround(p, b, b[R0]! + middle)) {
        visit(row * columns + column, middle, next - s, dh, bounced);
      }
      s = next;
    }
    if (tx < ty) {
      column += dx > 0 ? 1 : -1;
      tx += perX;
      if (column < 0 || column >= columns) return;
    } else {
      row += dy > 0 ? 1 : -1;
      ty += perY;
      if (row < 0 || row >= rows) return;
    }
  }
}

/** False where the bounce would fall beyond the ground's edge on this piece; earlier pieces are taken to lie on it. */
function bouncesOnGround(p: SweepProblem, b: Float64Array, r: number): boolean {
  const g = p.city.ground;
  if (!g) return false;
  const t = (r * p.txHeight) / (p.txHeight + p.rxHeight) - b[R0]!;
  if (t < 0) return true;
  const x = b[OX]! + b[DX]! * t;
  const y = b[OY]! + b[DY]! * t;
  return x >= g.minX && x <= g.maxX && y >= g.minY && y <= g.maxY;
}

import type { RasterGrid } from '../../raster/raster-grid.ts';
import { BLOCK, type DrapedReceivers } from './draped-receivers.ts';

/** Rays are walked a little beyond the highest and the lowest receiver [m], so that they begin and end clear of them. */
export const CLEAR_M = 0.01;

/** Finds what rays leave on a surface of receivers. */
export interface SurfaceWalk {
  /**
   * Sets the part of the ray's way within `mostM` [m] that may meet the receivers; false where none does.
   * @param ray origin and unit direction in its first six values
   */
  enter(mostM: number): boolean;
  /**
   * Walks the part that `enter` has set, cell by cell, and tells what is met: how far along the ray [m], in which cell, and what the power is
   * divided by. Of a surface that is by how much the height over it changes a metre of the way (|cos theta| of the facet over the cosine of
   * its slope; dz on level ground), of a box its thickness over the length of the way in it.
   */
  walk(crossed: (way: number, cell: number, change: number) => void): void;
}

/** Twin: shaders/lib/launch_receivers.wgsl. */
export function createDrapedWalk(surface: DrapedReceivers, grid: RasterGrid, ray: Float64Array): SurfaceWalk {
  const { cornerZM, blockSpanM, blocksAcross } = surface;
  const { columns, rows, cellSizeM, westM, northM } = grid;
  const perCell = 1 / cellSizeM;
  const lowM = surface.bottomM - CLEAR_M;
  const highM = surface.topM + CLEAR_M;
  // In cells from the north-west corner: place at the origin, change a metre of the way.
  let gx = 0;
  let gy = 0;
  let dgx = 0;
  let dgy = 0;
  let oz = 0;
  let dz = 0;
  let begin = 0;
  let end = 0;
  let isAbove = false;

  /** Cuts the way down to where origin + way * step lies in low..high. */
  function clip(origin: number, step: number, low: number, high: number): void {
    if (step === 0) {
      if (origin < low || origin > high) end = -1;
      return;
    }
    const a = (low - origin) / step;
    const b = (high - origin) / step;
    begin = Math.max(begin, Math.min(a, b));
    end = Math.min(end, Math.max(a, b));
  }

  function enter(mostM: number): boolean {
    gx = (ray[0]! - westM) * perCell;
    gy = (northM - ray[1]!) * perCell;
    oz = ray[2]!;
    dgx = ray[3]! * perCell;
    dgy = -ray[4]! * perCell;
    dz = ray[5]!;
    begin = 0;
    end = mostM;
    clip(gx, dgx, 0, columns);
    clip(gy, dgy, 0, rows);
    clip(oz, dz, lowM, highM);
    return end > begin;
  }

  /** One triangle of a cell from `from` to `to` [m] along the way. */
  function facet(
    column: number,
    row: number,
    from: number,
    to: number,
    first: boolean,
    crossed: (way: number, cell: number, change: number) => void,
  ): void {
    const at = row * (columns + 1) + column;
    const nw = cornerZM[at]!;
    const se = cornerZM[at + columns + 2]!;
    const middle = (from + to) / 2;
    const inNorthEast = gx + middle * dgx - column >= gy + middle * dgy - row;
    const other = cornerZM[inNorthEast ? at + 1 : at + columns + 1]!;
    const perColumn = inNorthEast ? other - nw : se - other;
    const perRow = inNorthEast ? se - other : other - nw;
    const over = oz - (nw + perColumn * (gx - column) + perRow * (gy - row));
    const change = dz - (perColumn * dgx + perRow * dgy);
    if (first) isAbove = over + from * change > 0;
    const ends = over + to * change > 0;
    if (ends === isAbove) return;
    isAbove = ends;
    const way = -over / change;
    if (!(way > 0 && way < end)) return;
    // By the same sum as on a plane, so that level ground has the plane's cells.
    const c = Math.floor((ray[0]! + way * ray[3]! - westM) * perCell);
    const r = Math.floor((northM - (ray[1]! + way * ray[4]!)) * perCell);
    if (c >= 0 && r >= 0 && c < columns && r < rows) crossed(way, r * columns + c, change);
  }

  function walk(crossed: (way: number, cell: number, change: number) => void): void {
    const stepX = dgx < 0 ? -1 : 1;
    const stepY = dgy < 0 ? -1 : 1;
    const within = (place: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(place)));
    let column = within(gx + begin * dgx, columns);
    let row = within(gy + begin * dgy, rows);
    let way = begin;
    let first = true;
    while (way < end && column >= 0 && row >= 0 && column < columns && row < rows) {
      const blockColumn = Math.floor(column / BLOCK);
      const blockRow = Math.floor(row / BLOCK);
      const span = 2 * (blockRow * blocksAcross + blockColumn);
      const leaveX = exitAt(gx, dgx, BLOCK * (blockColumn + (stepX > 0 ? 1 : 0)));
      const leaveY = exitAt(gy, dgy, BLOCK * (blockRow + (stepY > 0 ? 1 : 0)));
      const leave = Math.min(leaveX, leaveY, end);
      const here = oz + way * dz;
      const there = oz + leave * dz;
      const clear = Math.min(here, there) > blockSpanM[span + 1]! || Math.max(here, there) < blockSpanM[span]!;
      if (clear) {
        isAbove = here > blockSpanM[span + 1]!;
        first = false;
        way = Math.max(way, leave);
        if (leaveX < leaveY) {
          column = BLOCK * (blockColumn + (stepX > 0 ? 1 : 0)) - (stepX > 0 ? 0 : 1);
          row = Math.min(BLOCK * blockRow + BLOCK - 1, Math.max(BLOCK * blockRow, within(gy + way * dgy, rows)));
        } else {
          row = BLOCK * (blockRow + (stepY > 0 ? 1 : 0)) - (stepY > 0 ? 0 : 1);
          column = Math.min(
            BLOCK * blockColumn + BLOCK - 1,
            Math.max(BLOCK * blockColumn, within(gx + way * dgx, columns)),
          );
        }
        continue;
      }
      const nextX = exitAt(gx, dgx, column + (stepX > 0 ? 1 : 0));
      const nextY = exitAt(gy, dgy, row + (stepY > 0 ? 1 : 0));
      const next = Math.max(way, Math.min(nextX, nextY, end));
      const across = exitAt(gx - column - gy + row, dgx - dgy, 0);
      const toOther = across > way && across < next;
      const stop = toOther ? across : next;
      facet(column, row, way, stop, first, crossed);
      first = false;
      way = stop;
      if (toOther) continue;
      if (nextX < nextY) column += stepX;
      else row += stepY;
    }
  }

  return { enter, walk };
}

/** Way [m] at which origin + way * step comes to `place`; never where it does not move. */
function exitAt(origin: number, step: number, place: number): number {
  return step === 0 ? Number.POSITIVE_INFINITY : (place - origin) / step;
}

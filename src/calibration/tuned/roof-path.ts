import { knifeEdgeParameter } from '../../radio/knife-edge.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';

/** What a straight line over a raster of roofs meets. */
export interface RoofPath {
  /** Parameter nu of Bullington's equivalent edge over both edges of every roof; -Infinity when no roof lies between. */
  nu: number;
  /** Length of the line below roofs [m], measured along it: 0 on a line of sight. */
  penetratedM: number;
  /** Times that the line enters a building. */
  entered: number;
}

/** Cells' edges nearer than this to an end [m] do not count: they would make nu infinite. */
const MIN_CLEARANCE_M = 1e-6;

/**
 * A function that follows the straight line from (ax, ay, az) to (bx, by, bz) over flat roofs, one height a cell, and writes what it
 * meets to `out`. Roofs are steps, so the horizon seen from either end lies on a cell's edge at the height of the higher of the two
 * cells, and Bullington's equivalent edge (ITU-R P.526-15 section 4.5, P.1812-6 section 4.3.1; see radio/bullington) needs one pass
 * without a list of edges. All in the scene frame [m].
 * @param roofM height above ground of each cell [m], 0 on open ground; outside the grid the ground is taken as open
 * @param groundZM z of the ground [m]
 * @param wavelengthM [m]
 */
export function roofTracer(
  grid: RasterGrid,
  roofM: ArrayLike<number>,
  groundZM: number,
  wavelengthM: number,
): (ax: number, ay: number, az: number, bx: number, by: number, bz: number, out: RoofPath) => void {
  const { columns, rows, cellSizeM } = grid;
  const inside = (column: number, row: number) => column >= 0 && row >= 0 && column < columns && row < rows;
  return (ax, ay, az, bx, by, bz, out) => {
    const plan = Math.hypot(bx - ax, by - ay);
    out.nu = Number.NEGATIVE_INFINITY;
    out.penetratedM = 0;
    out.entered = 0;
    if (plan <= 2 * MIN_CLEARANCE_M) return;
    const ux = (bx - ax) / plan;
    // Rows count southwards.
    const uy = (ay - by) / plan;
    const px = (ax - grid.westM) / cellSizeM;
    const py = (grid.northM - ay) / cellSizeM;
    let column = Math.floor(px);
    let row = Math.floor(py);
    const stepX = ux > 0 ? 1 : -1;
    const stepY = uy > 0 ? 1 : -1;
    const everyX = ux === 0 ? Number.POSITIVE_INFINITY : cellSizeM / Math.abs(ux);
    const everyY = uy === 0 ? Number.POSITIVE_INFINITY : cellSizeM / Math.abs(uy);
    let nextX = ux === 0 ? Number.POSITIVE_INFINITY : (ux > 0 ? column + 1 - px : px - column) * everyX;
    let nextY = uy === 0 ? Number.POSITIVE_INFINITY : (uy > 0 ? row + 1 - py : py - row) * everyY;
    const slope = (bz - az) / plan;
    let slopeFromA = Number.NEGATIVE_INFINITY;
    let slopeFromB = Number.NEGATIVE_INFINITY;
    let nearA = 0;
    let nearB = 0;
    let nuClear = Number.NEGATIVE_INFINITY;
    let penetrated = 0;
    let at = 0;
    let roof = inside(column, row) ? roofM[row * columns + column]! : 0;
    // The raster is convex: between two places inside it no cell needs asking whether it exists.
    const within =
      inside(column, row) &&
      inside(Math.floor((bx - grid.westM) / cellSizeM), Math.floor((grid.northM - by) / cellSizeM));
    for (;;) {
      const side = Math.min(nextX, nextY);
      const ends = side >= plan;
      const d = ends ? plan : side;
      // How far the line runs below this cell's roof.
      if (roof > 0) {
        const top = groundZM + roof;
        penetrated += lengthBelow(az + slope * at - top, az + slope * d - top, d - at);
      }
      if (ends) break;
      if (nextX <= nextY) {
        column += stepX;
        nextX += everyX;
      } else {
        row += stepY;
        nextY += everyY;
      }
      // Rounding may step past the last cell within a hair of the end.
      const ahead = within || inside(column, row) ? (roofM[row * columns + column] ?? 0) : 0;
      at = d;
      // Within one flat roof there is no edge.
      if (roof === ahead) continue;
      if (d > MIN_CLEARANCE_M && plan - d > MIN_CLEARANCE_M) {
        const line = az + slope * d;
        const edge = groundZM + Math.max(roof, ahead);
        const fromA = (edge - az) / d;
        const fromB = (edge - bz) / (plan - d);
        if (fromA > slopeFromA) {
          slopeFromA = fromA;
          nearA = d;
        }
        if (fromB > slopeFromB) {
          slopeFromB = fromB;
          nearB = d;
        }
        if (slopeFromA <= slope) nuClear = Math.max(nuClear, knifeEdgeParameter(edge - line, d, plan - d, wavelengthM));
        if (line < groundZM + ahead && line >= groundZM + roof) out.entered++;
      }
      roof = ahead;
    }
    out.penetratedM = penetrated * Math.sqrt(1 + slope * slope);
    if (slopeFromA <= slope) {
      out.nu = nuClear;
      return;
    }
    // The horizon lines meet between the two horizon points; rounding on a nearly grazing path must not carry the point beyond.
    const meeting = (bz - az + slopeFromB * plan) / (slopeFromA + slopeFromB);
    const where = Math.min(Math.max(meeting, Math.min(nearA, nearB)), Math.max(nearA, nearB));
    out.nu = knifeEdgeParameter((slopeFromA - slope) * where, where, plan - where, wavelengthM);
  };
}

/** The part of a piece of `lengthM` whose height above a roof goes evenly from `from` to `to` that lies below it. */
function lengthBelow(from: number, to: number, lengthM: number): number {
  if (from >= 0 && to >= 0) return 0;
  if (from < 0 && to < 0) return lengthM;
  const low = Math.min(from, to);
  return (lengthM * low) / (low - Math.max(from, to));
}

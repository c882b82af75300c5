import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { Building, Ring, Scene } from '../../scene/scene.ts';

/** Roof heights above ground [m] on a grid, 0 where no building covers the cell's centre. */
export function rasterRoofs(scene: Scene, grid: RasterGrid): Float32Array {
  const roofs = new Float32Array(grid.columns * grid.rows);
  for (const building of scene.buildings) fillBuilding(roofs, grid, building);
  return roofs;
}

/** Scan lines through cell centres; courtyards cross the lines too, so even-odd filling leaves them open. */
function fillBuilding(roofs: Float32Array, grid: RasterGrid, building: Building): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < building.outer.length; i += 2) {
    low = Math.min(low, building.outer[i]!);
    high = Math.max(high, building.outer[i]!);
  }
  const { cellSizeM, columns, northM, westM } = grid;
  const first = Math.max(0, Math.floor((northM - high) / cellSizeM));
  const last = Math.min(grid.rows - 1, Math.floor((northM - low) / cellSizeM));
  for (let row = first; row <= last; row++) {
    const y = northM - (row + 0.5) * cellSizeM;
    const crossings: number[] = [];
    for (const ring of [building.outer, ...building.holes]) crossRing(ring, y, crossings);
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil((crossings[k]! - westM) / cellSizeM - 0.5));
      const to = Math.min(columns - 1, Math.floor((crossings[k + 1]! - westM) / cellSizeM - 0.5));
      for (let column = from; column <= to; column++) {
        const at = row * columns + column;
        if (building.heightM > roofs[at]!) roofs[at] = building.heightM;
      }
    }
  }
}

function crossRing(ring: Ring, y: number, crossings: number[]): void {
  const n = ring.length / 2;
  for (let i = 0, j = n - 1; i < n; j = i++) {
    const yi = ring[2 * i + 1]!;
    const yj = ring[2 * j + 1]!;
    if (yi > y === yj > y) continue;
    const xi = ring[2 * i]!;
    crossings.push(xi + ((ring[2 * j]! - xi) * (y - yi)) / (yj - yi));
  }
}

/** A point with its height above the ground [m]. */
export interface RaisedPoint {
  readonly x: number;
  readonly y: number;
  readonly heightM: number;
}

/** True where the straight line between two points clears every roof cell between them, sampled twice a cell. */
export function clearsRoofs(roofs: Float32Array, grid: RasterGrid, from: RaisedPoint, to: RaisedPoint): boolean {
  const { cellSizeM, columns, rows, northM, westM } = grid;
  const steps = Math.max(1, Math.ceil((2 * Math.hypot(to.x - from.x, to.y - from.y)) / cellSizeM));
  for (let k = 1; k < steps; k++) {
    const t = k / steps;
    const column = Math.floor((from.x + t * (to.x - from.x) - westM) / cellSizeM);
    const row = Math.floor((northM - from.y - t * (to.y - from.y)) / cellSizeM);
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    if (roofs[row * columns + column]! > from.heightM + t * (to.heightM - from.heightM)) return false;
  }
  return true;
}

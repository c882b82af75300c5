import { cellCount, type RasterGrid } from '../raster/raster-grid.ts';
import type { Building, Ring } from './scene.ts';

/** Roof height above ground [m] at the centre of every cell; 0 on open ground. */
export function roofRaster(buildings: readonly Building[], grid: RasterGrid): Float32Array {
  const roofs = new Float32Array(cellCount(grid));
  for (const building of buildings) fillBuilding(building, grid, roofs);
  return roofs;
}

/** Even-odd scan lines through cell centres, so that courtyards stay open. */
function fillBuilding(building: Building, grid: RasterGrid, roofs: Float32Array): void {
  const rings = [building.outer, ...building.holes];
  let minY = Number.POSITIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < building.outer.length; i += 2) {
    minY = Math.min(minY, building.outer[i]!);
    maxY = Math.max(maxY, building.outer[i]!);
  }
  const firstRow = Math.max(0, Math.floor((grid.northM - maxY) / grid.cellSizeM));
  const lastRow = Math.min(grid.rows - 1, Math.ceil((grid.northM - minY) / grid.cellSizeM));
  for (let row = firstRow; row <= lastRow; row++) {
    const y = grid.northM - (row + 0.5) * grid.cellSizeM;
    const crossings = rings.flatMap((ring) => crossingsAt(ring, y)).sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i]! - grid.westM) / grid.cellSizeM - 0.5));
      const to = Math.min(grid.columns - 1, Math.floor((crossings[i + 1]! - grid.westM) / grid.cellSizeM - 0.5));
      for (let column = from; column <= to; column++) {
        const cell = row * grid.columns + column;
        roofs[cell] = Math.max(roofs[cell]!, building.heightM);
      }
    }
  }
}

function crossingsAt(ring: Ring, y: number): number[] {
  const out: number[] = [];
  const n = ring.length / 2;
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n;
    const ya = ring[2 * i + 1]!;
    const yb = ring[2 * j + 1]!;
    if (ya > y !== yb > y) out.push(ring[2 * i]! + ((y - ya) / (yb - ya)) * (ring[2 * j]! - ring[2 * i]!));
  }
  return out;
}

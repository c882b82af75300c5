import { fillRings } from '../raster/fill-rings.ts';
import { cellCount, type RasterGrid } from '../raster/raster-grid.ts';
import type { Building } from './scene.ts';

/** Roof height above ground [m] at the centre of every cell; 0 on open ground. */
export function roofRaster(buildings: readonly Building[], grid: RasterGrid): Float32Array {
  const roofs = new Float32Array(cellCount(grid));
  for (const { outer, holes, heightM } of buildings) {
    fillRings(grid, [outer, ...holes], (cell) => {
      roofs[cell] = Math.max(roofs[cell]!, heightM);
    });
  }
  return roofs;
}

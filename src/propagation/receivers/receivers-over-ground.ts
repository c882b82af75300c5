import { cornerHeights, fillCorners } from '../../raster/corner-heights.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { meshGround } from '../../scene/mesh-ground.ts';
import type { Scene } from '../../scene/scene.ts';
import { groundZ } from '../../scene/terrain.ts';
import type { SolveRequest } from '../solve-request.ts';

/** Where receivers at a height above the ground are, and what is to be said of that. */
export interface ReceiversOverGround extends Pick<SolveRequest, 'receiverZM' | 'receiverSurface'> {
  readonly warnings: readonly string[];
}

/**
 * Receivers so high above the ground [m]: draped over a terrain, or over the ground of a mesh where that is not level; on a plane
 * everywhere else. A corner of the grid with no ground below takes the nearest.
 */
export function receiversOverGround(scene: Scene, grid: RasterGrid, heightM: number): ReceiversOverGround {
  const receiverZM = (scene.groundZM ?? 0) + heightM;
  const warnings: string[] = [];
  let ground: Float64Array | null = null;
  if (scene.terrain) ground = cornerHeights(grid, (x, y) => groundZ(scene, x, y));
  else if (scene.mesh) {
    ground = meshGround(scene.mesh, grid, scene.buildings.length > 1);
    const missing = ground ? fillCorners(ground, grid) : 0;
    if (missing < 0) {
      warnings.push('No ground lies under the map; its receivers are on one plane.');
      ground = null;
    } else if (missing > 0) {
      const share = ((100 * missing) / ground!.length).toFixed(1);
      warnings.push(`No ground lies under ${share} % of the map; receivers there are over the nearest ground.`);
    }
  }
  if (!ground) return { receiverZM, warnings };
  const cornerZM = ground.map((z) => z + heightM);
  const middle = cornerZM.reduce((sum, z) => sum + z, 0) / cornerZM.length;
  return { receiverZM: middle, receiverSurface: { kind: 'draped', cornerZM }, warnings };
}

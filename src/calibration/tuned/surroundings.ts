import { gridOfBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import { roofRaster } from '../../scene/roof-raster.ts';
import type { Scene } from '../../scene/scene.ts';
import { discMean } from './disc-mean.ts';
import { distanceTo } from './distance-to.ts';

/** What a scene is like around each cell of a raster: the same for every sector, so it is computed once. */
export interface Surroundings {
  readonly grid: RasterGrid;
  /** z of the ground [m]; 0 where the scene has none. */
  readonly groundZM: number;
  /** Height of the roof over the cell's centre [m above ground], 0 outdoors. */
  readonly roofM: Float32Array;
  /** Distance from an indoor cell's centre to the nearest outdoor cell's centre [m]; 0 outdoors. */
  readonly indoorDepthM: Float64Array;
  /** Distance from an outdoor cell's centre to the nearest indoor cell's centre [m]; 0 indoors. */
  readonly toBuildingM: Float64Array;
  /** Means over discs, from the smallest radius to the greatest. */
  readonly discs: readonly SurroundingDisc[];
}

export interface SurroundingDisc {
  readonly radiusM: number;
  /** Mean roof height [m], open ground counting as 0. */
  readonly meanRoofM: Float64Array;
  /** Share [0..1] of cells under a roof. */
  readonly builtShare: Float64Array;
}

/** Distances beyond this [m] tell nothing more about a place, and a scene without buildings must not give Infinity. */
const FARTHEST_M = 100;

/**
 * Measures the scene's roofs on a raster over its bounds.
 * @param cellSizeM [m]; 5 is the size of the cells that measurements are binned in
 */
export function surroundingsOf(
  scene: Pick<Scene, 'boundsM' | 'groundZM' | 'buildings'>,
  cellSizeM: number,
  radiiM: readonly number[] = [25, 50, 100],
): Surroundings {
  const grid = gridOfBounds(scene.boundsM, cellSizeM);
  const roofM = roofRaster(scene.buildings, grid);
  const built = Float64Array.from(roofM, (h) => (h > 0 ? 1 : 0));
  const near = (distance: number) => Math.min(distance, FARTHEST_M);
  return {
    grid,
    groundZM: scene.groundZM ?? 0,
    roofM,
    indoorDepthM: distanceTo(grid, (c) => roofM[c] === 0).map(near),
    toBuildingM: distanceTo(grid, (c) => roofM[c]! > 0).map(near),
    discs: radiiM.map((radiusM) => ({
      radiusM,
      meanRoofM: discMean(roofM, grid, radiusM),
      builtShare: discMean(built, grid, radiusM),
    })),
  };
}

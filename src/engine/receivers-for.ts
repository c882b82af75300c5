import { type ReceiversOverGround, receiversOverGround } from '../propagation/receivers/receivers-over-ground.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import type { EngineName } from './engine.ts';

/** Engines that know receivers which are not on one level plane. */
export function knowsSurfaces(engine: EngineName): boolean {
  return engine === 'launch' || engine === 'reference';
}

/** Receivers at a height above the ground [m] for an engine: over uneven ground where it can, on the plane over its mean elsewhere. */
export function receiversFor(engine: EngineName, scene: Scene, grid: RasterGrid, heightM: number): ReceiversOverGround {
  if (knowsSurfaces(engine)) return receiversOverGround(scene, grid, heightM);
  return { receiverZM: (scene.groundZM ?? 0) + heightM, warnings: [] };
}

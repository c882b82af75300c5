import { type ReceiversOverGround, receiversOverGround } from '../propagation/receivers/receivers-over-ground.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import type { EngineName } from './engine.ts';

/** Engines that know receivers which are not on one level plane. */
export function knowsSurfaces(engine: EngineName): boolean {
  return engine === 'launch' || engine === 'reference';
}

/** @throws UserError('bad-input') for an engine that knows level ground only, on another */
export function checkGround(engine: EngineName, { name, terrain }: Pick<Scene, 'name' | 'terrain'>): void {
  if (!terrain || knowsSurfaces(engine)) return;
  throw badInput(
    `This engine (${engine}) knows level ground only, and ${terrain.name} lies under ${name}: choose the launch, or take the terrain away.`,
  );
}

/** Receivers at a height above the ground [m] for an engine: over uneven ground where it can, on the plane over its mean elsewhere. */
export function receiversFor(engine: EngineName, scene: Scene, grid: RasterGrid, heightM: number): ReceiversOverGround {
  if (knowsSurfaces(engine)) return receiversOverGround(scene, grid, heightM);
  return { receiverZM: (scene.groundZM ?? 0) + heightM, warnings: [] };
}

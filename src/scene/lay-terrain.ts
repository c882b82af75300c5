import { badInput, type Issue } from '../units/errors.ts';
import type { Scene } from './scene.ts';
import { footOf, type Terrain } from './terrain.ts';

/**
 * The scene with a terrain under its buildings, in place of the plane: each stands at the mean height of the ground along its outline.
 * It is then no longer a city on level ground, which the sweep needs.
 * @throws UserError('bad-input') for a scene of a mesh, whose ground is its own
 */
export function layTerrain(scene: Scene, terrain: Terrain, issues: readonly Issue[] = []): Scene {
  if (scene.mesh !== null) {
    throw badInput(
      `${terrain.name}: ${scene.name} is a mesh, whose ground is its own; a terrain goes under footprints (OSM, GeoJSON, height rasters). Add the terrain to the scene as a mesh, or leave it out.`,
    );
  }
  return onTerrain(scene, terrain, issues);
}

/** The same of whatever holds a scene's buildings, without looking for a mesh. */
export function onTerrain<T extends Pick<Scene, 'buildings' | 'groundZM' | 'extruded' | 'issues'>>(
  place: T,
  terrain: Terrain,
  issues: readonly Issue[] = [],
): T & { readonly terrain: Terrain } {
  const laid = { ...place, terrain, extruded: false, issues: [...place.issues, ...issues] };
  if (place.buildings.length === 0) return laid;
  const feet = place.buildings.map((building) => footOf(building, laid).footZ);
  return { ...laid, groundZM: feet.reduce((sum, z) => sum + z, 0) / feet.length };
}

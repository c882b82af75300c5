import type { Scene } from '../scene/scene.ts';
import type { Points } from './points.ts';
import type { SectorCase } from './sector-case.ts';
import { type FeatureTable, joinFeatures } from './tuned/feature-table.ts';
import { type LevelRaster, levelFeatures } from './tuned/level-features.ts';
import { placeFeatures } from './tuned/place-features.ts';
import { type Surroundings, surroundingsOf } from './tuned/surroundings.ts';

/** Side of the raster that a scene's roofs are looked at on [m]. */
const ROOF_CELL_M = 5;

/** The surroundings of every scene that is still in use: the same for all its sectors. */
const known = new WeakMap<Scene, Surroundings>();

export function surroundings(scene: Scene): Surroundings {
  const made = known.get(scene) ?? surroundingsOf(scene, ROOF_CELL_M);
  known.set(scene, made);
  return made;
}

/** What the scene says about places of a sector: see placeFeatures. */
export function sceneTable(of: Pick<SectorCase, 'scene' | 'sector' | 'receiverZM'>, points: Points): FeatureTable {
  const receiverHeightM = of.receiverZM - (of.scene.groundZM ?? 0);
  return placeFeatures(surroundings(of.scene), of.sector, points.x, points.y, { receiverHeightM });
}

/** The same, and what the engine's map says: all that a tuned level is made from. */
export function placeTable(
  of: Pick<SectorCase, 'scene' | 'sector' | 'receiverZM'>,
  raster: LevelRaster,
  points: Points,
): FeatureTable {
  return joinFeatures(sceneTable(of, points), levelFeatures(raster, points.x, points.y));
}

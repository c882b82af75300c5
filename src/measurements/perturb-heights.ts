import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import { Random } from '../units/random.ts';

/** No building is made lower than this share of its height. */
const LEAST_SHARE = 0.4;

/**
 * The scene with every building's height off by a normal error of standard deviation `sigmaM` [m >= 0], one draw a building in
 * order: what a city looks like whose heights were surveyed badly. Only for scenes of prisms; a mesh would no longer fit, so
 * the copy has none. Throws UserError('bad-input') for a scene that is not extruded or a sigma below 0.
 */
export function perturbHeights(scene: Scene, sigmaM: number, seed: number): Scene {
  if (!scene.extruded)
    throw badInput(`${scene.name} is not made of prisms, so its heights cannot be changed one by one.`);
  if (!(sigmaM >= 0)) throw badInput(`A height error of ${sigmaM} m must be at least 0.`);
  const random = new Random(seed);
  return {
    ...scene,
    mesh: null,
    buildings: scene.buildings.map((building) => ({
      ...building,
      heightM: Math.max(LEAST_SHARE * building.heightM, building.heightM + sigmaM * random.normal()),
    })),
  };
}

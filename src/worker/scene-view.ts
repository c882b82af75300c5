import type { Scene } from '../scene/scene.ts';
import type { SceneView } from './engine-protocol.ts';

/** What the studio draws of a scene. */
export function sceneView(id: string, scene: Scene): SceneView {
  return {
    id,
    name: scene.name,
    source: scene.source,
    frame: scene.frame,
    boundsM: scene.boundsM,
    groundZM: scene.groundZM ?? 0,
    groundBoundsM: scene.groundBoundsM,
    groundMaterial: scene.groundZM === null ? null : scene.groundMaterial,
    scattering: scene.scattering ?? {},
    meshMaterials: scene.extruded ? [] : (scene.mesh?.materials ?? []),
    buildings: scene.buildings,
    roads: scene.roads,
    water: scene.water,
    landUse: scene.landUse,
    extruded: scene.extruded,
    fidelity: scene.fidelity,
    triangles: scene.mesh ? scene.mesh.indices.length / 3 : 0,
    issues: scene.issues,
    ...(scene.terrain && { terrain: scene.terrain }),
    ...(scene.origin && { origin: scene.origin }),
  };
}

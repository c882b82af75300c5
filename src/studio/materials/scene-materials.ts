import { findMaterial } from '../../radio/materials.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';

/** A radio material of the scene, and where it is. */
export interface SceneMaterial {
  readonly name: string;
  /** Buildings whose walls, and whose roofs, are of it. */
  readonly walls: number;
  readonly roofs: number;
  readonly ground: boolean;
}

/** The materials that a scene is computed with, those of most walls first, then by name. Names that no table knows are left out. */
export function sceneMaterials(
  scene: Pick<SceneView, 'buildings' | 'groundMaterial' | 'meshMaterials'>,
): readonly SceneMaterial[] {
  const walls = counted(scene.buildings.map((b) => b.wallMaterial));
  const roofs = counted(scene.buildings.map((b) => b.roofMaterial));
  const ground = scene.groundMaterial === null ? [] : [scene.groundMaterial];
  return [...new Set([...walls.keys(), ...roofs.keys(), ...ground, ...scene.meshMaterials])]
    .filter((name) => findMaterial(name) !== null)
    .map((name) => ({
      name,
      walls: walls.get(name) ?? 0,
      roofs: roofs.get(name) ?? 0,
      ground: name === scene.groundMaterial,
    }))
    .sort((a, b) => b.walls - a.walls || (a.name < b.name ? -1 : 1));
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

import { basename } from 'node:path';
import { readScene } from '../io/formats/scene-formats.ts';
import { readTerrain } from '../io/formats/terrain-raster.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { readFileTree } from '../io/node-files.ts';
import { materialByName } from '../radio/materials.ts';
import { layTerrain } from '../scene/lay-terrain.ts';
import type { Scene } from '../scene/scene.ts';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';
import { badInput } from '../units/errors.ts';

/**
 * Opens a scene by path, or makes the city of `synthetic:<seed>` (a whole number from 0 to 2^32 - 1).
 * @param groundMaterial instead of the scene's own
 * @param terrain path of a GeoTIFF of ground heights
 */
export async function loadScene(
  source: string,
  groundMaterial: string | null = null,
  terrain: string | null = null,
): Promise<Scene> {
  const scene = terrain === null ? await sceneOf(source) : await withTerrain(await sceneOf(source), terrain);
  return groundMaterial === null ? scene : { ...scene, groundMaterial: materialByName(groundMaterial).name };
}

async function withTerrain(scene: Scene, path: string): Promise<Scene> {
  const read = await readTerrain(basename(path), await readFileBytes(path), scene);
  return layTerrain(scene, read.terrain, read.issues);
}

async function sceneOf(source: string): Promise<Scene> {
  const synthetic = /^synthetic:(.*)$/.exec(source);
  if (!synthetic) return readScene(await readFileTree(source), basename(source));
  const seed = Number(synthetic[1]);
  if (!/^\d+$/.test(synthetic[1]!) || seed > 2 ** 32 - 1) {
    throw badInput(
      `${source}: the seed after "synthetic:" must be a whole number from 0 to 4294967295, e.g. synthetic:7`,
    );
  }
  return synthesiseCity(seed);
}

import { baseName } from '../io/archive.ts';
import { keyedFiles, keyOfFiles } from '../io/content-key.ts';
import { readTerrain } from '../io/formats/terrain-raster.ts';
import type { NamedBytes, OpenedTerrain } from './engine-protocol.ts';
import type { SceneShelf } from './scene-shelf.ts';

/**
 * Reads ground heights for a scene and keeps them with it.
 * @throws UserError('bad-input') where they are none, lie elsewhere, or the scene's ground is its own
 */
export async function openTerrain(file: NamedBytes, sceneId: string, scenes: SceneShelf): Promise<OpenedTerrain> {
  const files = await keyedFiles([file]);
  const read = await readTerrain(baseName(file.name), file.bytes, scenes.of(sceneId));
  const id = `terrain-${await keyOfFiles(files)} ${sceneId}`;
  scenes.keepTerrain(sceneId, id, read);
  const { terrain, issues } = read;
  let [lowestM, highestM] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const z of terrain.cornerZM) {
    lowestM = Math.min(lowestM, z);
    highestM = Math.max(highestM, z);
  }
  return { terrain: { ...terrain, id, lowestM, highestM, issues }, source: { kind: 'files', files } };
}

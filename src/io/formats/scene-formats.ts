import { sceneFromFootprints, sceneFromMesh } from '../../scene/build-scene.ts';
import type { Scene } from '../../scene/scene.ts';
import { badInput } from '../../units/errors.ts';
import type { FileTree } from '../archive.ts';
import { isTiff } from './geotiff-raster.ts';
import { readHeightRaster } from './height-raster.ts';
import { readMitsuba } from './mitsuba-xml.ts';

/** A file format that a scene can be read from. */
export interface SceneFormat {
  /** What people call it, with the usual endings. */
  readonly label: string;
  /** Paths of the files in the tree that are of this format, by content. */
  find(files: FileTree): string[];
  read(files: FileTree, path: string, name: string): Promise<Scene>;
}

/** First characters of a file as text, for recognition. */
function head(bytes: Uint8Array, length = 2048): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, length));
}

function pathsWhere(files: FileTree, test: (bytes: Uint8Array, path: string) => boolean): string[] {
  return [...files].filter(([path, bytes]) => test(bytes, path)).map(([path]) => path);
}

/** Every scene format, in the order in which they are tried. */
export const SCENE_FORMATS: readonly SceneFormat[] = [
  {
    label: 'Mitsuba XML with PLY meshes (Sionna RT; folder, zip, tar.gz)',
    find: (files) => pathsWhere(files, (bytes) => /<scene[\s>]/.test(head(bytes))),
    read: async (files, path, name) => sceneFromMesh(name, readMitsuba(files, path)),
  },
  {
    label: 'building-height raster (GeoTIFF .tif)',
    find: (files) => pathsWhere(files, isTiff),
    read: async (files, path, name) => sceneFromFootprints(name, await readHeightRaster(path, files.get(path)!)),
  },
];

/**
 * Reads the scene in a file tree, whatever its format; formats are recognised by content.
 * @param name what to call the scene (and the input, in messages)
 * @throws UserError when nothing in it is a scene, or more than one file is
 */
export async function readScene(files: FileTree, name: string): Promise<Scene> {
  for (const format of SCENE_FORMATS) {
    const found = format.find(files);
    if (found.length > 1) {
      throw badInput(
        `${name} holds ${found.length} scenes (${found.slice(0, 5).join(', ')}): open one of them by itself.`,
      );
    }
    if (found.length === 1) return format.read(files, found[0]!, name);
  }
  throw badInput(unknownScene(files, name));
}

function unknownScene(files: FileTree, name: string): string {
  const known = SCENE_FORMATS.map((format) => format.label).join('; ');
  for (const [path, bytes] of files) {
    const start = head(bytes).trimStart().toLowerCase();
    if (bytes.length === 0) return `${path} is empty (0 bytes): choose another file. Scenes: ${known}.`;
    if (start.startsWith('<!doctype html') || start.startsWith('<html')) {
      return `${path} is a web page (HTML), not a scene: the download gave an error or log-in page. Scenes: ${known}.`;
    }
    if (bytes[0] === 0x50 && bytes[1] === 0x4b)
      return `${name} holds another archive, ${path}, which is not opened: unpack it first.`;
  }
  const seen = [...files.keys()].slice(0, 5).join(', ');
  return `${name} holds no scene that is understood (${files.size} files: ${seen}). Scenes: ${known}.`;
}

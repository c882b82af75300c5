import { sceneFromFootprints, sceneFromMesh } from '../../scene/build-scene.ts';
import type { Scene } from '../../scene/scene.ts';
import { badInput } from '../../units/errors.ts';
import type { FileTree } from '../archive.ts';
import { CUT_MEMBER, readCutFile } from '../map-source/cut-file.ts';
import { readCityJson } from './cityjson.ts';
import { readGeoJson } from './geojson.ts';
import { isTiff } from './geotiff-raster.ts';
import { readHeightRaster } from './height-raster.ts';
import { readMitsuba } from './mitsuba-xml.ts';
import { readObj } from './obj.ts';
import { readOsmJson } from './osm-json.ts';
import { readOsmXml } from './osm-xml.ts';

/** A file format that a scene can be read from. */
export interface SceneFormat {
  /** What people call it, with the usual endings. */
  readonly label: string;
  /** Paths of the files in the tree that are of this format, by content. */
  find(files: FileTree): string[];
  read(files: FileTree, paths: readonly string[], name: string): Promise<Scene>;
  /** True where several files make one scene (tiles of a map). */
  readonly many?: boolean;
}

/** First characters of a file as text, for recognition. */
function head(bytes: Uint8Array, length = 4096): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, length)).replace(/^(ï»¿)?\s*/, '');
}

function pathsWhere(files: FileTree, test: (bytes: Uint8Array) => boolean): string[] {
  return [...files].filter(([, bytes]) => test(bytes)).map(([path]) => path);
}

const isJson = (bytes: Uint8Array) => /^[{[]/.test(head(bytes, 64));
const isCityJson = (bytes: Uint8Array) =>
  isJson(bytes) && /"type"\s*:\s*"CityJSON"|"CityObjects"\s*:/.test(head(bytes, 65_536));
const isOsmJson = (bytes: Uint8Array) => isJson(bytes) && /"elements"\s*:/.test(head(bytes));
const isCut = (bytes: Uint8Array) => isJson(bytes) && head(bytes).includes(`"${CUT_MEMBER}"`);
const isOsmXml = (bytes: Uint8Array) => /<osm[\s>]/.test(head(bytes));
const isObj = (bytes: Uint8Array) => !isJson(bytes) && /(^|\n)v\s+[-+.\d]/.test(head(bytes, 65_536));

/** Every scene format, in the order in which they are tried. */
export const SCENE_FORMATS: readonly SceneFormat[] = [
  {
    label: 'Mitsuba XML with PLY meshes (Sionna RT; folder, zip, tar.gz)',
    find: (files) => pathsWhere(files, (bytes) => /<scene[\s/>]/.test(head(bytes))),
    read: async (files, [path], name) => sceneFromMesh(name, readMitsuba(files, path!)),
  },
  {
    label: 'building-height raster (GeoTIFF)',
    find: (files) => pathsWhere(files, isTiff),
    read: async (files, [path], name) => sceneFromFootprints(name, await readHeightRaster(path!, files.get(path!)!)),
  },
  {
    label: 'Wavefront OBJ',
    find: (files) => pathsWhere(files, isObj),
    read: async (files, [path], name) => sceneFromMesh(name, readObj(path!, files.get(path!)!)),
  },
  {
    label: 'OSM XML',
    many: true,
    find: (files) => pathsWhere(files, isOsmXml),
    read: async (files, paths, name) =>
      sceneFromFootprints(
        name,
        readOsmXml(
          name,
          paths.map((path) => [path, files.get(path)!] as const),
        ),
      ),
  },
  {
    label: 'CityJSON',
    find: (files) => pathsWhere(files, isCityJson),
    read: async (files, [path], name) => sceneFromMesh(name, readCityJson(path!, files.get(path!)!)),
  },
  {
    label: 'OSM JSON (Overpass)',
    find: (files) => pathsWhere(files, isOsmJson),
    read: async (files, [path], name) => sceneFromFootprints(name, readOsmJson(path!, files.get(path!)!)),
  },
  {
    label: 'cut of a map (GeoJSON of our own)',
    find: (files) => pathsWhere(files, isCut),
    read: async (files, [path]) => readCutFile(path!, files.get(path!)!),
  },
  {
    label: 'GeoJSON footprints',
    find: (files) => pathsWhere(files, isJson),
    read: async (files, [path], name) => sceneFromFootprints(name, readGeoJson(path!, files.get(path!)!)),
  },
];

/** True where readScene would find a scene, be it sound or not. */
export function holdsScene(files: FileTree): boolean {
  return SCENE_FORMATS.some((format) => format.find(files).length > 0);
}

/**
 * Reads the scene in a file tree, whatever its format; formats are recognised by content.
 * @param name what to call the scene (and the input, in messages)
 * @throws UserError when nothing in it is a scene, or more than one file is
 */
export async function readScene(files: FileTree, name: string): Promise<Scene> {
  for (const format of SCENE_FORMATS) {
    const found = format.find(files);
    if (found.length > 1 && !format.many) {
      throw badInput(
        `${name} holds ${found.length} scenes (${found.slice(0, 5).join(', ')}): open one of them by itself.`,
      );
    }
    if (found.length > 0) return format.read(files, found, name);
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

import { basename, dirname, join } from 'node:path';
import { writeGeoJson } from '../io/formats/write-geojson.ts';
import { writeMitsuba } from '../io/formats/write-mitsuba.ts';
import { writeFileAtomically } from '../io/node-files.ts';
import type { Scene } from '../scene/scene.ts';
import { throwIfInterrupted } from './terminal.ts';

/**
 * Writes a scene and gives the paths: GeoJSON for a name that ends so, else Mitsuba XML with its meshes, in a folder or under
 * the .xml that is named. Meshes come first, so that an interrupted run leaves no scene file that names absent ones.
 */
export async function writeScene(scene: Scene, out: string, signal: AbortSignal): Promise<string[]> {
  if (/\.(geo)?json$/i.test(out)) {
    await writeFileAtomically(out, writeGeoJson(scene));
    return [out];
  }
  const xml = /\.xml$/i.test(out);
  const folder = xml ? dirname(out) : out;
  const written: string[] = [];
  for (const [path, bytes] of writeMitsuba(scene, xml ? basename(out) : 'scene.xml')) {
    throwIfInterrupted(signal);
    await writeFileAtomically(join(folder, path), bytes);
    written.push(join(folder, path));
  }
  return written.reverse();
}

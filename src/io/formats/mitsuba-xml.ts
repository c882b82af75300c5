import type { MeshDraft } from '../../scene/build-scene.ts';
import type { ScenePart } from '../../scene/mesh-parts.ts';
import type { Issue } from '../../units/errors.ts';
import { badInput } from '../../units/errors.ts';
import type { FileTree } from '../archive.ts';
import { childValue, mitsubaMaterials } from './mitsuba-materials.ts';
import { affineOf, applyAffine } from './mitsuba-transform.ts';
import type { MeshPart } from './ply.ts';
import { readPly } from './ply.ts';
import type { XmlNode } from './xml-events.ts';
import { xmlTree } from './xml-events.ts';

const RECTANGLE: MeshPart = {
  positions: Float64Array.of(-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0),
  indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
};
// Corner i: x from bit 0, y from bit 1, z from bit 2.
const CUBE: MeshPart = {
  positions: Float64Array.from({ length: 24 }, (_, i) => ((Math.floor(i / 3) >> (i % 3)) & 1 ? 1 : -1)),
  indices: Uint32Array.of(
    ...[0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4],
    ...[2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5],
  ),
};

/**
 * Reads a Mitsuba 3 scene as Sionna RT writes it: shapes `ply`, `rectangle`, `cube` and `merge` with `to_world` transforms and
 * radio materials. Lights, sensors and integrators are passed over. Units are metres, z up.
 * @param path the XML within `files`; meshes are found relative to it
 * @throws UserError for a missing or damaged mesh, an unknown material (with shape and line), or XML that is none
 */
export function readMitsuba(files: FileTree, path: string): MeshDraft {
  const root = xmlTree(path, files.get(path)!);
  if (root.name !== 'scene')
    throw badInput(`${path}: the outermost element is <${root.name}>; a Mitsuba scene has <scene>.`);
  const materials = mitsubaMaterials(path, root);
  const parts: ScenePart[] = [];
  const passed = new Map<string, number>();
  const visit = (shape: XmlNode) => {
    const type = shape.attributes.type ?? '';
    if (type === 'merge') {
      for (const child of shape.children) if (child.name === 'shape') visit(child);
      return;
    }
    const mesh = shapeMesh(files, path, shape);
    if (!mesh) {
      passed.set(type, (passed.get(type) ?? 0) + 1);
      return;
    }
    const object = shape.attributes.id ?? `shape-${parts.length + 1}`;
    const where = `${path}, line ${shape.line}: shape "${object}"`;
    const transform = shape.children.find((c) => c.name === 'transform' && c.attributes.name === 'to_world');
    parts.push({
      object: object.replace(/^mesh-/, ''),
      material: materials.of(shape, where),
      positions: applyAffine(affineOf(where, transform), mesh.positions),
      indices: mesh.indices,
    });
  };
  for (const node of root.children) if (node.name === 'shape') visit(node);
  const rejected: Issue[] = [...passed].map(([type, count]) => ({
    kind: 'rejected',
    code: 'shape-type',
    message: `${path}: ${count} shapes of type "${type}" were left out (ply, rectangle, cube and merge are read).`,
    count,
  }));
  const { thicknessM, scattering } = materials;
  return { parts, thicknessM, scattering, frame: null, issues: [...materials.issues, ...rejected] };
}

function shapeMesh(files: FileTree, path: string, shape: XmlNode): MeshPart | null {
  if (shape.attributes.type === 'rectangle') return RECTANGLE;
  if (shape.attributes.type === 'cube') return CUBE;
  if (shape.attributes.type !== 'ply') return null;
  const name = childValue(shape, 'filename');
  if (!name) throw badInput(`${path}, line ${shape.line}: a ply shape has no <string name="filename" .../>.`);
  const mesh = beside(files, path, name);
  if (!mesh) {
    throw badInput(
      `${path}, line ${shape.line}: the mesh ${name} is missing (${files.size} files were given). Open the folder or archive that holds the XML and its meshes together.`,
    );
  }
  return readPly(name, mesh);
}

/** The file `name` relative to `path`; failing that, the one file of that base name (a browser drops files without folders). */
function beside(files: FileTree, path: string, name: string): Uint8Array | undefined {
  const parts = path.split('/').slice(0, -1);
  for (const part of name.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const found = files.get(parts.join('/'));
  if (found) return found;
  const base = parts.at(-1);
  const same = [...files].filter(([other]) => other.split('/').at(-1) === base);
  return same.length === 1 ? same[0]![1] : undefined;
}

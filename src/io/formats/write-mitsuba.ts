import { scenePrisms } from '../../scene/mesh-from-prisms.ts';
import type { ScenePart } from '../../scene/mesh-parts.ts';
import type { Scene, TriangleMesh } from '../../scene/scene.ts';
import type { FileTree } from '../archive.ts';
import { writePly } from './write-ply.ts';

/** Wall thickness where neither the scene nor the caller gives one [m] (ITU-R P.2040's and Sionna RT's usual figure). */
const DEFAULT_THICKNESS_M = 0.1;

/**
 * A scene as Mitsuba XML with PLY meshes, as Sionna RT loads it: one closed mesh per building (two that close together where the
 * roof's material is another), the ground as a quad, `itu-radio-material` bsdfs named `mat-itu_<material>` with thickness. A scene
 * whose mesh is no city of prisms is written shape by shape as it was read.
 * @returns the files, meshes first: write them in this order, so that the XML never names a mesh that is not there yet
 */
export function writeMitsuba(scene: Scene, fileName = 'scene.xml'): FileTree {
  const parts = scene.mesh && !scene.extruded ? meshParts(scene.mesh) : scenePrisms(scene);
  const files = new Map<string, Uint8Array>();
  const shapes: string[] = [];
  const taken = new Set<string>();
  for (const part of parts) {
    const id = uniqueName(part.object, taken);
    files.set(`meshes/${id}.ply`, writePly(part));
    shapes.push(
      `  <shape type="ply" id="mesh-${id}">`,
      `    <string name="filename" value="meshes/${id}.ply"/>`,
      '    <boolean name="face_normals" value="true"/>',
      `    <ref id="mat-itu_${part.material}" name="bsdf"/>`,
      '  </shape>',
    );
  }
  const materials = [...new Set(parts.map((part) => part.material))]
    .sort()
    .flatMap((material) => [
      `  <bsdf type="itu-radio-material" id="mat-itu_${material}">`,
      `    <string name="type" value="${material}"/>`,
      `    <float name="thickness" value="${scene.thicknessM[material] ?? DEFAULT_THICKNESS_M}"/>`,
      ...roughness(scene, material),
      '  </bsdf>',
    ]);
  const xml = ['<scene version="2.1.0">', ...materials, ...shapes, '</scene>', ''].join('\n');
  return files.set(fileName, new TextEncoder().encode(xml));
}

function roughness({ scattering }: Scene, material: string): string[] {
  const { coefficient, crossPolarisation } = scattering?.[material] ?? {};
  const line = (name: string, value: number | undefined) =>
    value === undefined ? [] : [`    <float name="${name}" value="${value}"/>`];
  return [...line('scattering_coefficient', coefficient), ...line('xpd_coefficient', crossPolarisation)];
}

/** A name that is safe as a file name and an XML id, and not used yet. */
function uniqueName(object: string, taken: Set<string>): string {
  const safe = object.replace(/[^A-Za-z0-9_-]+/g, '_') || 'shape';
  let name = safe;
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${safe}_${i}`;
  taken.add(name.toLowerCase());
  return name;
}

/** The shapes of a mesh: one per object and material. */
function meshParts(mesh: TriangleMesh): ScenePart[] {
  const shapes = new Map<number, number[]>();
  for (let t = 0; t < mesh.object.length; t++) {
    const key = mesh.object[t]! * 65_536 + mesh.material[t]!;
    const list = shapes.get(key);
    if (list) list.push(t);
    else shapes.set(key, [t]);
  }
  return [...shapes].map(([key, triangles]) => {
    const local = new Map<number, number>();
    const positions: number[] = [];
    const indices: number[] = [];
    for (const t of triangles) {
      for (let k = 0; k < 3; k++) {
        const v = mesh.indices[3 * t + k]!;
        let index = local.get(v);
        if (index === undefined) {
          index = local.size;
          local.set(v, index);
          positions.push(mesh.positions[3 * v]!, mesh.positions[3 * v + 1]!, mesh.positions[3 * v + 2]!);
        }
        indices.push(index);
      }
    }
    return {
      object: mesh.objects[Math.floor(key / 65_536)]!,
      material: mesh.materials[key % 65_536]!,
      positions: Float64Array.from(positions),
      indices: Uint32Array.from(indices),
    };
  });
}

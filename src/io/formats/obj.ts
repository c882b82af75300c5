import { findMaterial } from '../../radio/materials.ts';
import type { MeshDraft } from '../../scene/build-scene.ts';
import { DEFAULT_BUILDING_MATERIAL } from '../../scene/build-scene.ts';
import type { ScenePart } from '../../scene/mesh-parts.ts';
import type { Issue } from '../../units/errors.ts';
import { badInput } from '../../units/errors.ts';

/** Words in a visual material's name that tell what it is made of, tried in this order. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/glass|window|glazing/i, 'glass'],
  [/brick/i, 'brick'],
  [/metal|steel|alumin|iron|copper|zinc/i, 'metal'],
  [/wood|timber/i, 'wood'],
  [/marble|stone|granite/i, 'marble'],
  [/asphalt|road|street/i, 'asphalt_concrete'],
  [/grass|soil|earth|ground|terrain/i, 'medium_dry_ground'],
  [/concrete|cement|plaster|stucco/i, 'concrete'],
];

/**
 * Reads a Wavefront OBJ: v, f (polygons as fans, negative indices), o and g as objects, usemtl as materials. Units are metres,
 * z up; a file whose buildings stand along y (many modellers' default) is turned, and that reported. A material's name gives the radio material, by itself (`itu_brick`) or by a word in it; concrete otherwise, reported.
 * @throws UserError naming the line
 */
export function readObj(name: string, bytes: Uint8Array): MeshDraft {
  const vertices: number[] = [];
  const groups = new Map<string, { object: string; material: string; corners: number[] }>();
  const guessed = new Map<string, string>();
  let object = 'object';
  let material = '';
  let row = 0;
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    row++;
    const words = line.trim().split(/\s+/);
    const key = words[0];
    if (key === 'v') {
      for (let k = 1; k <= 3; k++) {
        const value = Number(words[k] ?? Number.NaN);
        if (!Number.isFinite(value)) {
          throw badInput(
            `${name}, line ${row}: vertex ${Math.floor(vertices.length / 3)} has coordinate "${words[k] ?? ''}"; three finite numbers are needed.`,
          );
        }
        vertices.push(value);
      }
    } else if (key === 'o' || key === 'g') object = words.slice(1).join(' ') || object;
    else if (key === 'usemtl') material = words.slice(1).join(' ');
    else if (key === 'f') {
      const id = `${object}\n${material}`;
      let group = groups.get(id);
      if (!group) {
        group = { object, material: radioMaterial(material, guessed), corners: [] };
        groups.set(id, group);
      }
      const face = words.slice(1).map((word) => cornerOf(name, row, word, vertices.length / 3));
      if (face.length < 3)
        throw badInput(`${name}, line ${row}: a face has ${face.length} corners; at least 3 are needed.`);
      for (let k = 1; k + 1 < face.length; k++) group.corners.push(face[0]!, face[k]!, face[k + 1]!);
    }
  }
  const issues = guessIssues(name, guessed);
  if (standsAlongY(vertices)) {
    for (let i = 0; i < vertices.length; i += 3) {
      const [y, z] = [vertices[i + 1]!, vertices[i + 2]!];
      vertices[i + 1] = -z;
      vertices[i + 2] = y;
    }
    const message = `${name}: its buildings stand along y; the scene was turned so that z is up and -z became north.`;
    issues.push({ kind: 'repaired', code: 'y-up', message, count: 1 });
  }
  const parts = [...groups.values()].map((group) => compact(group, vertices));
  return { parts, thicknessM: {}, frame: null, issues };
}

/** A city has a good part of its vertices on the ground, at the lowest value of the axis that is up, and few at the lowest of others. */
function standsAlongY(vertices: readonly number[]): boolean {
  const shareAtLowest = (axis: number) => {
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = axis; i < vertices.length; i += 3) lowest = Math.min(lowest, vertices[i]!);
    let count = 0;
    for (let i = axis; i < vertices.length; i += 3) if (vertices[i]! < lowest + 0.1) count++;
    return count / (vertices.length / 3);
  };
  return vertices.length >= 48 && shareAtLowest(1) > 0.25 && shareAtLowest(2) < 0.1;
}

/** Zero-based vertex of a face corner `v`, `v/vt`, `v//vn` or `v/vt/vn`; negative ones count from the end. */
function cornerOf(name: string, row: number, word: string, count: number): number {
  const number = Number(word.split('/')[0]);
  const index = number < 0 ? count + number : number - 1;
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw badInput(
      `${name}, line ${row}: face corner "${word}" points at no vertex (${count} so far, counted from 1).`,
    );
  }
  return index;
}

function radioMaterial(material: string, guessed: Map<string, string>): string {
  const exact = findMaterial(material);
  if (exact) return exact.name;
  const radio = WORDS.find(([word]) => word.test(material))?.[1] ?? DEFAULT_BUILDING_MATERIAL;
  guessed.set(material, radio);
  return radio;
}

function guessIssues(name: string, guessed: Map<string, string>): Issue[] {
  if (guessed.size === 0) return [];
  const list = [...guessed].map(([visual, radio]) => `${visual === '' ? '(no material)' : visual} as ${radio}`);
  return [
    {
      kind: 'warning',
      code: 'materials-guessed',
      message: `${name}: radio materials were taken from names: ${list.slice(0, 12).join(', ')}${list.length > 12 ? ', ...' : ''}. Name them itu_<material> to choose.`,
      count: guessed.size,
    },
  ];
}

/** Only the vertices that the group uses, in the order of their first use. */
function compact(
  group: { object: string; material: string; corners: number[] },
  vertices: readonly number[],
): ScenePart {
  const local = new Map<number, number>();
  const positions: number[] = [];
  const indices = Uint32Array.from(group.corners, (v) => {
    let index = local.get(v);
    if (index === undefined) {
      index = local.size;
      local.set(v, index);
      positions.push(vertices[3 * v]!, vertices[3 * v + 1]!, vertices[3 * v + 2]!);
    }
    return index;
  });
  return { object: group.object, material: group.material, positions: Float64Array.from(positions), indices };
}

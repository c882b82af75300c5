import earcut from 'earcut';
import type { GeoFrame } from '../../raster/geo-frame.ts';
import { utmFrame } from '../../raster/geo-frame.ts';
import type { MeshDraft } from '../../scene/build-scene.ts';
import { DEFAULT_BUILDING_MATERIAL } from '../../scene/build-scene.ts';
import type { ScenePart } from '../../scene/mesh-parts.ts';
import { badInput } from '../../units/errors.ts';
import { IssueLedger } from '../../units/issue-ledger.ts';
import type { Json, JsonObject } from './json-document.ts';
import { isJsonArray, isJsonObject, parseJson } from './json-document.ts';

type Surface = readonly (readonly number[])[];

/**
 * Reads buildings (and their parts and installations) from CityJSON 1.x and 2.0, each in its highest level of detail, with
 * the origin at the south-west corner of the data. UTM (WGS 84, ETRS89) keeps its place on the Earth; other systems do not.
 * @throws UserError when it is no CityJSON or a surface points at a vertex that is not there
 */
export function readCityJson(name: string, bytes: Uint8Array): MeshDraft {
  const root = parseJson(name, bytes);
  if (!isJsonObject(root) || !isJsonObject(root.CityObjects) || !isJsonArray(root.vertices)) {
    throw badInput(`${name} is no CityJSON: CityObjects and vertices are needed.`);
  }
  const ledger = new IssueLedger(name);
  const vertices = verticesOf(name, root);
  const parts: ScenePart[] = [];
  for (const [id, object] of Object.entries(root.CityObjects)) {
    if (!isJsonObject(object)) continue;
    if (!/^Building/.test(String(object.type))) {
      ledger.note('rejected', 'not-a-building', 'objects are no buildings', `${id}: ${String(object.type)}`);
      continue;
    }
    const surfaces = surfacesOf(object);
    if (surfaces.length > 0) parts.push(partOf(name, { id, building: parentOf(object) ?? id }, surfaces, vertices));
    else if (!isJsonArray(object.children) || object.children.length === 0) {
      ledger.note('rejected', 'no-surfaces', 'buildings have no surfaces that are read (MultiSurface, Solid)', id);
    }
  }
  const { west, south } = southWest(parts);
  const frame = frameOf(root, west, south, ledger);
  for (const part of parts) {
    for (let i = 0; i < part.positions.length; i += 3) {
      part.positions[i]! -= west;
      part.positions[i + 1]! -= south;
    }
  }
  return { parts, thicknessM: {}, frame, issues: ledger.issues() };
}

function verticesOf(name: string, root: JsonObject): number[][] {
  const transform = isJsonObject(root.transform) ? root.transform : {};
  const scale = isJsonArray(transform.scale) ? transform.scale.map(Number) : [1, 1, 1];
  const translate = isJsonArray(transform.translate) ? transform.translate.map(Number) : [0, 0, 0];
  return (root.vertices as readonly Json[]).map((vertex, v) => {
    const xyz = isJsonArray(vertex) ? vertex.map((c, k) => Number(c) * scale[k]! + translate[k]!) : [];
    if (xyz.length !== 3 || !xyz.every(Number.isFinite)) throw badInput(`${name}: vertex ${v} is not three numbers.`);
    return xyz;
  });
}

/** Surfaces (rings of vertex indices, outer first) of an object's most detailed geometry. */
function surfacesOf(object: JsonObject): Surface[] {
  const geometries = (isJsonArray(object.geometry) ? object.geometry : []).filter(isJsonObject);
  const best = geometries.reduce<JsonObject | null>(
    (a, b) => (a === null || Number.parseFloat(String(b.lod)) > Number.parseFloat(String(a.lod)) ? b : a),
    null,
  );
  if (!best || !isJsonArray(best.boundaries)) return [];
  const deep: Readonly<Record<string, number>> = {
    MultiSurface: 0,
    CompositeSurface: 0,
    Solid: 1,
    MultiSolid: 2,
    CompositeSolid: 2,
  };
  const levels = deep[String(best.type)];
  if (levels === undefined) return [];
  return (best.boundaries as readonly unknown[]).flat(levels) as Surface[];
}

/** The building that a part belongs to. */
function parentOf(object: JsonObject): string | null {
  const parent = isJsonArray(object.parents) ? object.parents[0] : undefined;
  return typeof parent === 'string' ? parent : null;
}

function partOf(
  name: string,
  { id, building }: { id: string; building: string },
  surfaces: readonly Surface[],
  vertices: readonly number[][],
): ScenePart {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const surface of surfaces) {
    const rings = surface.map((ring) =>
      ring.map((v) => {
        const vertex = vertices[v];
        if (!vertex) throw badInput(`${name}: ${id} points at vertex ${v} of ${vertices.length}.`);
        return vertex;
      }),
    );
    const first = positions.length / 3;
    for (const t of triangulate(rings)) indices.push(first + t);
    for (const ring of rings) for (const vertex of ring) positions.push(...vertex);
  }
  return {
    object: building,
    material: DEFAULT_BUILDING_MATERIAL,
    positions: Float64Array.from(positions),
    indices: Uint32Array.from(indices),
  };
}

/** Triangles of a plane polygon in space: seen along the axis in which its normal (Newell's) is longest. */
function triangulate(rings: readonly (readonly number[][])[]): number[] {
  const normal = [0, 0, 0];
  const outer = rings[0] ?? [];
  for (const [i, a] of outer.entries()) {
    const b = outer[(i + 1) % outer.length]!;
    for (let k = 0; k < 3; k++) {
      const [p, q] = [(k + 1) % 3, (k + 2) % 3];
      normal[k]! += (a[p]! - b[p]!) * (a[q]! + b[q]! - 2 * outer[0]![q]!);
    }
  }
  const size = normal.map(Math.abs);
  const axis = size.indexOf(Math.max(...size));
  const [p, q] = [(axis + 1) % 3, (axis + 2) % 3];
  const flat: number[] = [];
  const holes: number[] = [];
  for (const [r, ring] of rings.entries()) {
    if (r > 0) holes.push(flat.length / 2);
    for (const v of ring) flat.push(v[p]! - outer[0]![p]!, v[q]! - outer[0]![q]!);
  }
  return earcut(flat, holes);
}

function southWest(parts: readonly ScenePart[]): { west: number; south: number } {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  for (const { positions } of parts) {
    for (let i = 0; i < positions.length; i += 3) {
      west = Math.min(west, positions[i]!);
      south = Math.min(south, positions[i + 1]!);
    }
  }
  return parts.length > 0 ? { west: Math.floor(west), south: Math.floor(south) } : { west: 0, south: 0 };
}

function frameOf(root: JsonObject, west: number, south: number, ledger: IssueLedger): GeoFrame | null {
  const system = isJsonObject(root.metadata) ? root.metadata.referenceSystem : undefined;
  const epsg = typeof system === 'string' ? (/(\d+)\/?$/.exec(system)?.[1] ?? null) : null;
  const utm = /^(326|327|258)(\d\d)$/.exec(epsg ?? '');
  if (utm) return utmFrame(Number(utm[2]), utm[1] !== '327', west, south);
  const text =
    'data sets have a coordinate system that is not tied to latitude and longitude here; metres from the south-west corner are kept';
  ledger.note('warning', 'frame-unknown', text, epsg ? `EPSG:${epsg}` : 'none stated');
  return null;
}

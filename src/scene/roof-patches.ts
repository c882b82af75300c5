import { closeSeams } from './close-seams.ts';
import type { Component } from './mesh-components.ts';
import { groupTriangles } from './mesh-components.ts';
import type { Facets } from './mesh-facets.ts';
import { FLAT, UPRIGHT } from './mesh-facets.ts';
import { simplified } from './ring.ts';
import type { TriangleMesh } from './scene.ts';
import type { Polygon } from './trace-rings.ts';
import { nestRings, traceRings } from './trace-rings.ts';

/** A connected piece of roof, with its outline in plan. */
export interface RoofPatch {
  readonly polygons: readonly Polygon[];
  /** z [m] of a flat patch, else the mean by area in plan. */
  readonly z: number;
  /** Lowest and highest z of it [m]. */
  readonly minZ: number;
  readonly maxZ: number;
  /** Name of the material of most of it. */
  readonly material: string;
  readonly triangles: readonly number[];
  /** Border edges that close no ring: torn meshes. */
  readonly openEdges: number;
}

/** Vertices closer than this to a straight line between their neighbours say nothing [m]. */
export const COLLINEAR_TOLERANCE_M = 1e-4;

/**
 * The roof pieces of a component: its triangles that are not upright, except `left out` (floors), joined through shared edges.
 * Outlines are the edges used once, traced counter-clockwise around the piece whatever way its triangles are wound.
 */
export function roofPatches(
  mesh: TriangleMesh,
  facets: Facets,
  weld: Uint32Array,
  component: Component,
  leftOut: ReadonlySet<number>,
): RoofPatch[] {
  const roof = component.triangles.filter((t) => facets.kind[t] !== UPRIGHT && !leftOut.has(t));
  const edgeKey = (t: number, k: number) => {
    const a = weld[mesh.indices[3 * t + k]!]!;
    const b = weld[mesh.indices[3 * t + ((k + 1) % 3)]!]!;
    return a < b ? a * weld.length + b : b * weld.length + a;
  };
  return levelsJoined(groupTriangles(roof, edgeKey), facets).map((part) => patchOf(mesh, facets, weld, part));
}

/** Flat pieces at one level are one patch: seams of their triangulation are no borders, and islands are told apart when traced. */
function levelsJoined(parts: readonly number[][], facets: Facets): number[][] {
  const out: number[][] = [];
  const levels = new Map<number, number[]>();
  for (const part of parts) {
    const flat = part.every((t) => facets.kind[t] === FLAT);
    const key = Math.round(facets.maxZ[part[0]!]! * 1000);
    const level = flat ? levels.get(key) : undefined;
    if (level) for (const t of part) level.push(t);
    else {
      const copy = [...part];
      out.push(copy);
      if (flat) levels.set(key, copy);
    }
  }
  return out;
}

function patchOf(mesh: TriangleMesh, facets: Facets, weld: Uint32Array, triangles: number[]): RoofPatch {
  const border = new Map<number, [number, number] | null>();
  const areaByMaterial = new Map<number, number>();
  let sumZ = 0;
  let sumArea = 0;
  let flat = true;
  let minZ = Number.POSITIVE_INFINITY;
  let maxZ = Number.NEGATIVE_INFINITY;
  for (const t of triangles) {
    const corners = [0, 1, 2].map((k) => weld[mesh.indices[3 * t + k]!]!);
    if (facets.planArea[t]! < 0) corners.reverse();
    for (let k = 0; k < 3; k++) {
      const a = corners[k]!;
      const b = corners[(k + 1) % 3]!;
      const key = a < b ? a * weld.length + b : b * weld.length + a;
      border.set(key, border.has(key) ? null : [a, b]);
    }
    const area = Math.abs(facets.planArea[t]!);
    const z = corners.reduce((sum, v) => sum + mesh.positions[3 * v + 2]!, 0) / 3;
    sumZ += z * area;
    sumArea += area;
    minZ = Math.min(minZ, facets.minZ[t]!);
    maxZ = Math.max(maxZ, facets.maxZ[t]!);
    if (facets.kind[t] !== FLAT) flat = false;
    const m = mesh.material[t]!;
    areaByMaterial.set(m, (areaByMaterial.get(m) ?? 0) + facets.area[t]!);
  }
  const { rings, openEdges } = traceBorder(
    mesh,
    [...border.values()].filter((e) => e !== null),
  );
  const polygons = nestRings(rings.map((ring) => simplified(ring, COLLINEAR_TOLERANCE_M)).filter((r) => r.length >= 6));
  const material = [...areaByMaterial].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  return {
    polygons: polygons.polygons,
    z: flat ? maxZ : sumZ / sumArea,
    minZ,
    maxZ,
    material: mesh.materials[material]!,
    triangles,
    openEdges,
  };
}

function traceBorder(mesh: TriangleMesh, border: [number, number][]) {
  const local = new Map<number, number>();
  const xy: number[] = [];
  const index = (v: number) => {
    let i = local.get(v);
    if (i === undefined) {
      i = local.size;
      local.set(v, i);
      xy.push(mesh.positions[3 * v]!, mesh.positions[3 * v + 1]!);
    }
    return i;
  };
  const edges = { from: border.map(([a]) => index(a)), to: border.map(([, b]) => index(b)) };
  const plan = Float64Array.from(xy);
  const { from, to } = closeSeams(edges, plan, COLLINEAR_TOLERANCE_M);
  return traceRings(from, to, plan);
}

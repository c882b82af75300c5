import type { BoundsM } from '../raster/raster-grid.ts';
import type { Issue } from '../units/errors.ts';
import type { GroundPlane } from './ground-plane.ts';
import { findGround, STANDING_TOLERANCE_M } from './ground-plane.ts';
import type { Component } from './mesh-components.ts';
import { componentsOf, weldVertices } from './mesh-components.ts';
import type { Facets } from './mesh-facets.ts';
import { FLAT, facetsOf, SLOPED, UPRIGHT } from './mesh-facets.ts';
import { isClosedOutward } from './mesh-orientation.ts';
import type { Tally } from './mesh-tally.ts';
import { LEAST_ROOF_M2, meshIssues, newTally } from './mesh-tally.ts';
import { perimeter, pointInRing, signedArea } from './ring.ts';
import type { RoofPatch } from './roof-patches.ts';
import { roofPatches } from './roof-patches.ts';
import type { Building, ExtrusionFidelity, TriangleMesh } from './scene.ts';
import { pointWithin } from './trace-rings.ts';

/** What a mesh is made of, read as upright prisms on flat ground. */
export interface MeshReading {
  readonly buildings: readonly Building[];
  /** z of the ground [m]; null when the mesh has none and no city stands on a common level. */
  readonly groundZM: number | null;
  readonly groundMaterial: string | null;
  /** Extent of the ground's plane [m]; null where there is no plane in the mesh. */
  readonly groundBoundsM: BoundsM | null;
  readonly fidelity: ExtrusionFidelity;
  /** True when the prisms are the mesh: nothing sloped, nothing that became no prism. */
  readonly extruded: boolean;
  readonly issues: readonly Issue[];
}

/** Roofs higher than this share of a triangle count (or area) may be sloped before a mesh is no longer called extruded. */
const EXACT_SHARE = 1e-3;

/**
 * Reads a triangle mesh as buildings: per connected part, every piece of roof becomes the prism of its outline down to the
 * ground; a sloped piece gets its mean height by area. Sheets, boxes without surroundings and things in the air stay in the
 * mesh alone. Without a ground plane at least two prisms on one level are needed to call that level the ground.
 */
export function prismsFromMesh(mesh: TriangleMesh): MeshReading {
  const facets = facetsOf(mesh);
  const weld = weldVertices(mesh.positions);
  const components = componentsOf(mesh, facets, weld);
  const ground = findGround(mesh, facets, components);
  const tally = newTally(facets);
  const solids = components.flatMap((component, i) =>
    ground?.parts.has(i) ? [] : [readSolid(mesh, facets, weld, component)],
  );
  if (ground) for (const i of ground.parts) for (const t of components[i]!.triangles) tally.explained[t] = 1;
  const groundZ = ground?.zM ?? commonBase(solids);
  const uneven = ground === null && groundZ !== null && isUneven(solids, groundZ);
  const buildings: Building[] = [];
  if (groundZ !== null) {
    const feet = uneven ? footByName(solids) : null;
    const names = new Map<string, number>();
    const raised: Solid[] = [];
    for (const solid of solids) {
      const footZ = feet?.get(solid.component.name) ?? groundZ;
      if (solid.wallMaterial === null || solid.patches.length === 0) tally.unread++;
      else if (solid.baseZ > footZ + STANDING_TOLERANCE_M) raised.push(solid);
      else buildings.push(...prismsOf(solid, footZ, facets, tally, names));
    }
    addStacked(raised, buildings, (solid) => feet?.get(solid.component.name) ?? groundZ, facets, tally, names);
  } else tally.unread = solids.length;
  if (uneven) tally.bases = spreadOf(solids);
  return finish(facets, buildings, ground, groundZ, tally);
}

interface Solid {
  readonly component: Component;
  readonly baseZ: number;
  readonly wallMaterial: string | null;
  readonly wallAreaM2: number;
  readonly patches: readonly RoofPatch[];
  readonly floor: ReadonlySet<number>;
  readonly undersides: ReadonlySet<number>;
}

function readSolid(mesh: TriangleMesh, facets: Facets, weld: Uint32Array, component: Component): Solid {
  let baseZ = Number.POSITIVE_INFINITY;
  for (const t of component.triangles) baseZ = Math.min(baseZ, facets.minZ[t]!);
  const wallArea = new Map<number, number>();
  const floor = new Set<number>();
  const undersides = new Set<number>();
  // Where the mesh is closed its winding tells undersides of overhangs from roofs.
  const outward = isClosedOutward(mesh, weld, component);
  let wallAreaM2 = 0;
  for (const t of component.triangles) {
    if (facets.kind[t] === UPRIGHT) {
      wallArea.set(mesh.material[t]!, (wallArea.get(mesh.material[t]!) ?? 0) + facets.area[t]!);
      wallAreaM2 += facets.area[t]!;
    } else if (facets.kind[t] === FLAT && facets.maxZ[t]! < baseZ + 0.05) floor.add(t);
    else if (outward !== 0 && facets.planArea[t]! * outward < 0) undersides.add(t);
  }
  const most = [...wallArea].sort((a, b) => b[1] - a[1])[0];
  return {
    component,
    baseZ,
    wallMaterial: most ? mesh.materials[most[0]]! : null,
    wallAreaM2,
    patches: roofPatches(mesh, facets, weld, component, new Set([...floor, ...undersides])),
    floor,
    undersides,
  };
}

/** The level on which most prisms stand, when there are at least two. */
function commonBase(solids: readonly Solid[]): number | null {
  const bases = solids.filter((s) => s.wallMaterial !== null && s.patches.length > 0).map((s) => s.baseZ);
  if (bases.length < 2) return null;
  bases.sort((a, b) => a - b);
  return bases[Math.floor(bases.length / 2)]!;
}

/** True where over a tenth of the buildings stand off the common level: the file has the terrain's slope but no terrain. */
function isUneven(solids: readonly Solid[], level: number): boolean {
  return solids.filter((s) => Math.abs(s.baseZ - level) > STANDING_TOLERANCE_M).length > 0.1 * solids.length;
}

/** On a slope every building is measured from its own foot, which all parts of its name share (dormers start at the roof). */
function footByName(solids: readonly Solid[]): Map<string, number> {
  const feet = new Map<string, number>();
  for (const { component, baseZ } of solids) {
    feet.set(component.name, Math.min(baseZ, feet.get(component.name) ?? baseZ));
  }
  return feet;
}

function spreadOf(solids: readonly Solid[]): { lowest: number; highest: number } {
  const bases = solids.map((s) => s.baseZ);
  return { lowest: bases.reduce((a, b) => Math.min(a, b)), highest: bases.reduce((a, b) => Math.max(a, b)) };
}

/** What begins above the ground becomes a prism only where it stands on the roof of one below: a tower on its podium. */
function addStacked(
  raised: readonly Solid[],
  buildings: Building[],
  footOf: (solid: Solid) => number,
  facets: Facets,
  tally: Tally,
  names: Map<string, number>,
): void {
  const below = [...buildings];
  for (const solid of raised.toSorted((a, b) => a.baseZ - b.baseZ)) {
    const heightM = solid.baseZ - footOf(solid);
    const outline = solid.patches.find((patch) => patch.polygons.length > 0)?.polygons[0];
    const { x, y } = outline ? pointWithin(outline.outer) : { x: Number.NaN, y: Number.NaN };
    const stands = below.some(
      (b) => Math.abs(b.heightM - heightM) <= STANDING_TOLERANCE_M && pointInRing(b.outer, x, y),
    );
    if (stands) {
      tally.stacked++;
      const prisms = prismsOf(solid, footOf(solid), facets, tally, names);
      buildings.push(...prisms);
      below.push(...prisms);
    } else {
      tally.raised++;
      for (const t of [...solid.undersides, ...solid.floor]) tally.explained[t] = 0;
    }
  }
}

function prismsOf(solid: Solid, groundZ: number, facets: Facets, tally: Tally, names: Map<string, number>): Building[] {
  for (const t of solid.undersides) tally.explained[t] = 0;
  const out: Building[] = [];
  let expectedWallM2 = 0;
  for (const patch of solid.patches) {
    if (patch.openEdges > 0) tally.torn++;
    if (patch.triangles.some((t) => facets.kind[t] === SLOPED)) {
      tally.slopedRoofs++;
      tally.slopedRange = Math.max(tally.slopedRange, patch.maxZ - patch.minZ);
    }
    for (const { outer, holes } of patch.polygons) {
      const heightM = patch.z - groundZ;
      if (signedArea(outer) < LEAST_ROOF_M2 || heightM <= 0.05) {
        tally.slivers++;
        continue;
      }
      const count = (names.get(solid.component.name) ?? 0) + 1;
      names.set(solid.component.name, count);
      const id = count === 1 ? solid.component.name : `${solid.component.name}#${count}`;
      out.push({ id, outer, holes, heightM, wallMaterial: solid.wallMaterial!, roofMaterial: patch.material });
      expectedWallM2 += [outer, ...holes].reduce((sum, ring) => sum + perimeter(ring), 0) * (patch.minZ - solid.baseZ);
    }
  }
  if (out.length === 1 && solid.wallAreaM2 < 0.95 * expectedWallM2) tally.openWalls++;
  return out;
}

function finish(
  facets: Facets,
  buildings: readonly Building[],
  ground: GroundPlane | null,
  groundZ: number | null,
  tally: Tally,
): MeshReading {
  const triangles = facets.kind.length;
  let explained = 0;
  let area = 0;
  let otherArea = 0;
  for (let t = 0; t < triangles; t++) {
    explained += tally.explained[t]!;
    area += facets.area[t]!;
    if (!tally.explained[t]) otherArea += facets.area[t]!;
  }
  const otherShare = triangles === 0 ? 0 : 1 - explained / triangles;
  const otherAreaShare = area === 0 ? 0 : otherArea / area;
  const isolated = ground === null && buildings.length < 2;
  const exact = otherShare <= EXACT_SHARE && otherAreaShare <= EXACT_SHARE;
  const left = tally.unread + tally.raised + tally.stacked + tally.torn + tally.openWalls;
  return {
    buildings: isolated ? [] : buildings,
    groundZM: isolated ? null : groundZ,
    groundMaterial: ground?.material ?? null,
    groundBoundsM: ground?.boundsM ?? null,
    fidelity: { triangles, explained, otherShare, otherAreaShare },
    extruded: exact && left === 0 && tally.bases === null && !isolated && buildings.length > 0,
    issues: isolated || buildings.length === 0 ? [] : meshIssues(tally, ground ? null : groundZ),
  };
}

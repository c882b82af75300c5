import earcut from 'earcut';
import type { BoundsM } from '../raster/raster-grid.ts';
import type { ScenePart } from './mesh-parts.ts';
import { joinParts } from './mesh-parts.ts';
import { signedArea } from './ring.ts';
import type { Building, Ring, Scene, TriangleMesh } from './scene.ts';
import { footOf, GROUND_OBJECT, terrainPart } from './terrain.ts';

/** The mesh of a scene: as it was read, or closed prisms and a ground quad made from its buildings. */
export function sceneMesh(scene: Scene): TriangleMesh {
  return scene.mesh ?? joinParts(scenePrisms(scene)).mesh;
}

/**
 * One closed prism per building and, where the scene has a ground, a quad facing up, or the triangles of its terrain. A building whose roof has another material
 * than its walls gives two parts that close together, named `<id>-itu_<material>` as Sionna RT's own scenes do.
 */
export function scenePrisms(scene: Scene): ScenePart[] {
  const parts = scene.buildings.flatMap((building) => {
    const { footZ, bottomZ } = footOf(building, scene);
    return prismParts(building, footZ, bottomZ);
  });
  if (scene.terrain) parts.push(terrainPart(scene.terrain, scene.groundMaterial));
  else if (scene.groundZM !== null) parts.push(groundPart(scene.groundBoundsM, scene.groundZM, scene.groundMaterial));
  return parts;
}

/** Walls, floor and roof of one building, all normals outward (counter-clockwise seen from outside); its height counts from `footZ` [m], its floor may lie lower. */
export function prismParts(building: Building, footZ: number, floorZ = footZ): ScenePart[] {
  const rings = [building.outer, ...building.holes];
  const positions = prismVertices(rings, floorZ, footZ + building.heightM);
  const count = positions.length / 6;
  const shell: number[] = [];
  const roof: number[] = [];
  let first = 0;
  for (const ring of rings) {
    const size = ring.length / 2;
    for (let i = 0; i < size; i++) {
      const a = first + i;
      const b = first + ((i + 1) % size);
      shell.push(a, b, b + count, a, b + count, a + count);
    }
    first += size;
  }
  const caps = capTriangles(rings);
  for (let i = 0; i < caps.length; i += 3) {
    const [a, b, c] = [caps[i]!, caps[i + 1]!, caps[i + 2]!];
    roof.push(a + count, b + count, c + count);
    shell.push(a, c, b);
  }
  const { id, wallMaterial, roofMaterial } = building;
  if (wallMaterial === roofMaterial) {
    return [{ object: id, material: wallMaterial, positions, indices: Uint32Array.from([...shell, ...roof]) }];
  }
  return [
    { object: `${id}-itu_${wallMaterial}`, material: wallMaterial, positions, indices: Uint32Array.from(shell) },
    {
      object: `${id}-itu_${roofMaterial}`,
      material: roofMaterial,
      positions: positions.slice(3 * count),
      indices: Uint32Array.from(roof, (v) => v - count),
    },
  ];
}

/** The lower vertices of all rings one after the other, then the upper ones. */
function prismVertices(rings: readonly Ring[], bottom: number, top: number): Float64Array {
  const out: number[] = [];
  for (const z of [bottom, top]) {
    for (const ring of rings) for (let i = 0; i < ring.length; i += 2) out.push(ring[i]!, ring[i + 1]!, z);
  }
  return Float64Array.from(out);
}

/** Triangles over a polygon (outer ring first, then holes), counter-clockwise; indices count vertices ring after ring. */
export function capTriangles(rings: readonly Ring[]): number[] {
  const flat: number[] = [];
  const holes: number[] = [];
  // Relative to the first vertex: earcut works in float64 but compares areas, where far origins cost digits.
  const [x0, y0] = [rings[0]![0]!, rings[0]![1]!];
  for (const [r, ring] of rings.entries()) {
    if (r > 0) holes.push(flat.length / 2);
    for (let i = 0; i < ring.length; i += 2) flat.push(ring[i]! - x0, ring[i + 1]! - y0);
  }
  const triangles = earcut(flat, holes);
  for (let i = 0; i < triangles.length; i += 3) {
    const corner = (k: number) => [flat[2 * triangles[i + k]!]!, flat[2 * triangles[i + k]! + 1]!];
    if (signedArea(Float64Array.from([0, 1, 2].flatMap(corner))) < 0) {
      [triangles[i + 1], triangles[i + 2]] = [triangles[i + 2]!, triangles[i + 1]!];
    }
  }
  return triangles;
}

function groundPart(b: BoundsM, z: number, material: string): ScenePart {
  return {
    object: GROUND_OBJECT,
    material,
    positions: Float64Array.of(b.minX, b.minY, z, b.maxX, b.minY, z, b.maxX, b.maxY, z, b.minX, b.maxY, z),
    indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
  };
}

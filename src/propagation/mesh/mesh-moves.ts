import type { TriangleMesh } from '../../scene/scene.ts';

/** The mesh with every vertex moved by `move` [m]. */
export function movedMesh(
  mesh: TriangleMesh,
  move: (x: number, y: number, z: number) => readonly number[],
): TriangleMesh {
  const positions = mesh.positions.slice();
  for (let i = 0; i < positions.length; i += 3) {
    positions.set(move(positions[i]!, positions[i + 1]!, positions[i + 2]!), i);
  }
  return { ...mesh, positions };
}

/** The same triangles in the order that `order` gives, their corners turned on by one. */
export function permutedMesh(mesh: TriangleMesh, order: readonly number[]): TriangleMesh {
  return {
    ...mesh,
    indices: Uint32Array.from(order.flatMap((t) => [1, 2, 0].map((k) => mesh.indices[3 * t + k]!))),
    material: Uint16Array.from(order, (t) => mesh.material[t]!),
    object: Uint32Array.from(order, (t) => mesh.object[t]!),
  };
}

/** Every triangle cut into three at a point inside it, each with vertices of its own. */
export function splitMesh(mesh: TriangleMesh): TriangleMesh {
  const positions: number[] = [];
  const triangles = mesh.indices.length / 3;
  for (let t = 0; t < triangles; t++) {
    const corner = (k: number) => [
      ...mesh.positions.subarray(3 * mesh.indices[3 * t + k]!, 3 * mesh.indices[3 * t + k]! + 3),
    ];
    const [a, b, c] = [corner(0), corner(1), corner(2)];
    const inside = a.map((x, k) => 0.5 * x + 0.2 * b[k]! + 0.3 * c[k]!);
    positions.push(...a, ...b, ...inside, ...b, ...c, ...inside, ...c, ...a, ...inside);
  }
  return {
    ...mesh,
    positions: Float64Array.from(positions),
    indices: Uint32Array.from({ length: 9 * triangles }, (_, i) => i),
    material: Uint16Array.from({ length: 3 * triangles }, (_, i) => mesh.material[Math.floor(i / 3)]!),
    object: Uint32Array.from({ length: 3 * triangles }, (_, i) => mesh.object[Math.floor(i / 3)]!),
  };
}

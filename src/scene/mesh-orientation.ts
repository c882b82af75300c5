import type { Component } from './mesh-components.ts';
import type { TriangleMesh } from './scene.ts';

/**
 * +1 when a component is a closed surface wound with normals outward, -1 inward, 0 when it is open or wound both ways. Closed:
 * every edge is run as often one way as the other.
 */
export function isClosedOutward(mesh: TriangleMesh, weld: Uint32Array, component: Component): -1 | 0 | 1 {
  const balance = new Map<number, number>();
  const p = mesh.positions;
  let volume = 0;
  const origin = 3 * mesh.indices[3 * component.triangles[0]!]!;
  for (const t of component.triangles) {
    const v = [0, 1, 2].map((k) => weld[mesh.indices[3 * t + k]!]!);
    for (let k = 0; k < 3; k++) {
      const a = v[k]!;
      const b = v[(k + 1) % 3]!;
      const key = Math.min(a, b) * weld.length + Math.max(a, b);
      const sum = (balance.get(key) ?? 0) + (a < b ? 1 : -1);
      if (sum === 0) balance.delete(key);
      else balance.set(key, sum);
    }
    const [a, b, c] = v.map((i) => [0, 1, 2].map((k) => p[3 * i + k]! - p[origin + k]!)) as [
      number[],
      number[],
      number[],
    ];
    volume +=
      a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) -
      a[1]! * (b[0]! * c[2]! - b[2]! * c[0]!) +
      a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!);
  }
  if (balance.size > 0 || volume === 0) return 0;
  return volume > 0 ? 1 : -1;
}

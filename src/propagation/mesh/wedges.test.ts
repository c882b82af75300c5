import { describe, expect, it } from 'vitest';
import type { TriangleMesh } from '../../scene/scene.ts';
import { boxQuads, floor, meshOfQuads, quad } from './mesh-fixture.ts';
import {
  WEDGE_EDGE,
  WEDGE_LENGTH,
  WEDGE_N,
  WEDGE_NORMAL_0,
  WEDGE_NORMAL_N,
  WEDGE_ORIGIN,
  WEDGE_STRIDE,
  type Wedges,
  wedgesOf,
} from './wedges.ts';

const at = ({ values }: Wedges, i: number, field: number) =>
  [0, 1, 2].map((k) => values[i * WEDGE_STRIDE + field + k]!);
const one = ({ values }: Wedges, i: number, field: number) => values[i * WEDGE_STRIDE + field]!;
const dot = (a: number[], b: number[]) => a.reduce((sum, v, k) => sum + v * b[k]!, 0);
const cross = (a: number[], b: number[]) => [
  a[1]! * b[2]! - a[2]! * b[1]!,
  a[2]! * b[0]! - a[0]! * b[2]!,
  a[0]! * b[1]! - a[1]! * b[0]!,
];
const all = (wedges: Wedges, field: number) => Array.from({ length: wedges.count }, (_, i) => one(wedges, i, field));
const box = meshOfQuads(boxQuads('brick', 0, 0, 4, 6, 10));

/** The mesh with its triangles in another order and their corners turned. */
function shuffled(mesh: TriangleMesh): TriangleMesh {
  const triangles = mesh.indices.length / 3;
  const order = Array.from({ length: triangles }, (_, t) => (t * 7 + 3) % triangles);
  return {
    ...mesh,
    indices: Uint32Array.from(order.flatMap((t) => [1, 2, 0].map((k) => mesh.indices[3 * t + k]!))),
    material: Uint16Array.from(order, (t) => mesh.material[t]!),
  };
}

describe('wedgesOf', () => {
  it('finds the eight edges of an open box, and not the diagonals of its faces', () => {
    const wedges = wedgesOf(box);
    expect(wedges.count).toBe(8);
    for (const n of all(wedges, WEDGE_N)) expect(n).toBeCloseTo(1.5, 12);
    expect(all(wedges, WEDGE_LENGTH).sort((a, b) => a - b)).toEqual([4, 4, 6, 6, 10, 10, 10, 10]);
  });

  it('points normals outward and the edge so that the 0-face, its normal and the edge are right-handed', () => {
    const wedges = wedgesOf(box);
    for (let i = 0; i < wedges.count; i++) {
      const [o, e, n0, nn] = [WEDGE_ORIGIN, WEDGE_EDGE, WEDGE_NORMAL_0, WEDGE_NORMAL_N].map((f) => at(wedges, i, f));
      const inside = [2, 3, 5].map((v, k) => v - o![k]!);
      expect(dot(n0!, inside)).toBeLessThan(0);
      expect(dot(nn!, inside)).toBeLessThan(0);
      expect(dot(n0!, e!)).toBeCloseTo(0, 12);
      // t = n0 x e lies in the 0-face: away from the edge, behind the n-face's plane.
      const t = cross(n0!, e!);
      expect(dot(t, inside)).toBeGreaterThan(0);
      expect(dot(t, nn!)).toBeLessThan(-0.99);
    }
  });

  it('does not depend on the order of triangles or corners', () => {
    const key = (wedges: Wedges) =>
      Array.from({ length: wedges.count }, (_, i) => {
        const [o, e] = [at(wedges, i, WEDGE_ORIGIN), at(wedges, i, WEDGE_EDGE)];
        return [0, 1, 2].map((k) => (o[k]! + (e[k]! * one(wedges, i, WEDGE_LENGTH)) / 2).toFixed(9)).join();
      }).sort();
    expect(key(wedgesOf(shuffled(box)))).toEqual(key(wedgesOf(box)));
  });

  it('joins faces of two materials where they meet, each with its own', () => {
    const mesh = meshOfQuads([
      quad('brick', [0, 0, 0], [4, 0, 0], [4, 0, 5], [0, 0, 5]),
      quad('metal', [0, 0, 5], [4, 0, 5], [4, 4, 7], [0, 4, 7]),
    ]);
    const wedges = wedgesOf(mesh);
    expect(wedges.count).toBe(1);
    expect(one(wedges, 0, WEDGE_N)).toBeCloseTo(2 - (Math.PI / 2 + Math.atan(0.5)) / Math.PI, 12);
    const normals = [at(wedges, 0, WEDGE_NORMAL_0), at(wedges, 0, WEDGE_NORMAL_N)];
    for (const k of [0, 1]) {
      const upright = Math.abs(normals[k]![2]!) < 1e-12;
      expect(mesh.materials[wedges.material[k]!]).toBe(upright ? 'brick' : 'metal');
    }
  });

  it('takes no wedge where a roof goes on over a common wall, and that of the free corner alone where three faces meet', () => {
    const level = meshOfQuads([...boxQuads('brick', 0, 0, 4, 6, 10), ...boxQuads('brick', 4, 0, 8, 6, 10)]);
    const shared = (wedges: Wedges) =>
      Array.from(
        { length: wedges.count },
        (_, i) => at(wedges, i, WEDGE_ORIGIN)[0] === 4 && at(wedges, i, WEDGE_EDGE)[0] === 0,
      ).filter(Boolean).length;
    expect(shared(wedgesOf(level))).toBe(0);
    const stepped = meshOfQuads([...boxQuads('brick', 0, 0, 4, 6, 10), ...boxQuads('brick', 4, 0, 8, 6, 12)]);
    expect(wedgesOf(stepped).count).toBeGreaterThan(8);
  });

  it('leaves out inner corners, and free edges unless asked for', () => {
    const corner = meshOfQuads([floor('concrete', 0, 5), quad('metal', [-5, 5, 0], [5, 5, 0], [5, 5, 8], [-5, 5, 8])]);
    expect(wedgesOf(corner).count).toBe(1);
    const sheet = meshOfQuads([floor('metal', 3, 2)]);
    expect(wedgesOf(sheet).count).toBe(0);
    const free = wedgesOf(sheet, { freeEdges: true });
    expect(free.count).toBe(4);
    expect(one(free, 0, WEDGE_N)).toBe(2);
    expect(dot(at(free, 0, WEDGE_NORMAL_0), at(free, 0, WEDGE_NORMAL_N))).toBeCloseTo(-1, 12);
  });

  it('passes over triangles without area, repeated vertices and holes', () => {
    const mesh: TriangleMesh = {
      ...box,
      positions: Float64Array.from([...box.positions, 1, 1, 10, 1, 1, 10, 2, 2, 10]),
      indices: Uint32Array.from([...box.indices.subarray(6), 20, 21, 22, 20, 20, 20]),
      material: new Uint16Array(box.material.length),
    };
    // The first wall is gone: its two upright corners and its roof edge are free edges now.
    expect(wedgesOf(mesh).count).toBe(5);
    expect(wedgesOf({ ...box, indices: new Uint32Array(0) }).count).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { TriangleMesh } from '../../scene/scene.ts';
import { buildBvh } from './bvh.ts';
import { createRayCaster } from './ray-caster.ts';
import { hashUniform } from './ray-hash.ts';
import { RAY_STATE_LENGTH } from './ray-state.ts';

/** Triangles with random corners, some of them upright or flat, and with `degenerate` of no area. */
function soup(seed: number, triangles: number, degenerate = 0): TriangleMesh {
  const positions = new Float64Array(9 * (triangles + degenerate));
  for (let t = 0; t < triangles + degenerate; t++) {
    for (let k = 0; k < 9; k++) {
      const about = 40 * hashUniform(seed, t, k % 3);
      positions[9 * t + k] = about + 16 * (hashUniform(seed, t, 10 + k) - 0.5);
    }
    if (t % 3 === 1) for (const k of [5, 8]) positions[9 * t + k] = positions[9 * t + 2]!;
    if (t % 3 === 2) {
      positions[9 * t + 6] = positions[9 * t]!;
      positions[9 * t + 7] = positions[9 * t + 1]!;
    }
    if (t >= triangles) for (const k of [0, 1, 2]) positions[9 * t + 6 + k] = positions[9 * t + k]!;
  }
  return meshOf(positions);
}

function meshOf(positions: Float64Array): TriangleMesh {
  const n = positions.length / 9;
  return {
    positions,
    indices: Uint32Array.from({ length: 3 * n }, (_, i) => i),
    material: new Uint16Array(n),
    materials: ['concrete'],
    object: new Uint32Array(n),
    objects: ['soup'],
  };
}

/** Nearest hit over all triangles by Cramer's rule (Moeller and Trumbore 1997): nothing in common with the caster. */
function bruteForce(mesh: TriangleMesh, ray: Float64Array): { t: number; triangle: number } {
  let best = { t: Infinity, triangle: -1 };
  const at = (t: number, c: number) => [...mesh.positions.subarray(9 * t + 3 * c, 9 * t + 3 * c + 3)];
  const minus = (a: number[], b: number[]) => a.map((v, i) => v - b[i]!);
  const cross = (a: number[], b: number[]) =>
    [0, 1, 2].map((i) => a[(i + 1) % 3]! * b[(i + 2) % 3]! - a[(i + 2) % 3]! * b[(i + 1) % 3]!);
  const dot = (a: number[], b: number[]) => a.reduce((s, v, i) => s + v * b[i]!, 0);
  const origin = [...ray.subarray(0, 3)];
  const direction = [...ray.subarray(3, 6)];
  for (let k = 0; k < mesh.material.length; k++) {
    const e1 = minus(at(k, 1), at(k, 0));
    const e2 = minus(at(k, 2), at(k, 0));
    const p = cross(direction, e2);
    const determinant = dot(e1, p);
    if (determinant === 0) continue;
    const s = minus(origin, at(k, 0));
    const u = dot(s, p) / determinant;
    const q = cross(s, e1);
    const v = dot(direction, q) / determinant;
    const t = dot(e2, q) / determinant;
    if (u >= 0 && v >= 0 && u + v <= 1 && t > 1e-6 && t < best.t) best = { t, triangle: k };
  }
  return best;
}

function aim(ray: Float64Array, seed: number, n: number): void {
  const z = 2 * hashUniform(seed, n, 100) - 1;
  const phi = 2 * Math.PI * hashUniform(seed, n, 101);
  const plan = Math.sqrt(1 - z * z);
  const from = [102, 103, 104].map((turn) => 50 * hashUniform(seed, n, turn) - 5);
  // Every fifth ray runs along an axis, where slab tests divide by zero.
  const axis = [0, 0, 0];
  axis[n % 3] = n % 2 === 0 ? 1 : -1;
  const direction = n % 5 === 0 ? axis : [plan * Math.cos(phi), plan * Math.sin(phi), z];
  ray.set([...from, ...direction]);
}

describe('ray caster over the hierarchy', () => {
  for (const seed of [1, 2, 3]) {
    it(`finds what brute force finds in a triangle soup (seed ${seed})`, () => {
      const mesh = soup(seed, 200);
      const bvh = buildBvh(mesh);
      const ray = new Float64Array(RAY_STATE_LENGTH);
      const caster = createRayCaster(bvh, ray);
      let hits = 0;
      for (let n = 0; n < 200; n++) {
        aim(ray, seed, n);
        const expected = bruteForce(mesh, ray);
        const slot = caster.closest();
        expect(slot < 0 ? -1 : bvh.triangle[slot]).toBe(expected.triangle);
        if (slot < 0) {
          expect(caster.distance[0]).toBe(Infinity);
          continue;
        }
        hits++;
        expect(caster.distance[0]).toBeCloseTo(expected.t, 9);
        caster.distance[0] = expected.t * 1.001;
        expect(caster.blocked()).toBe(true);
        caster.distance[0] = expected.t * 0.999;
        expect(caster.blocked()).toBe(false);
      }
      expect(hits).toBeGreaterThan(40);
    });
  }

  it('counts triangles without area and traces the rest', () => {
    expect(buildBvh(soup(4, 50, 7)).degenerate).toBe(7);
    expect(buildBvh(soup(4, 50, 7)).triangle.length).toBe(50);
  });

  it('holds 500 copies of one triangle in small leaves and still finds one', () => {
    const one = [0, 0, 0, 1, 0, 0, 0, 1, 0];
    const bvh = buildBvh(meshOf(Float64Array.from({ length: 4500 }, (_, i) => one[i % 9]!)));
    expect(Math.max(...bvh.count)).toBeLessThanOrEqual(4);
    const ray = new Float64Array(RAY_STATE_LENGTH);
    ray.set([0.2, 0.2, 3, 0, 0, -1]);
    const caster = createRayCaster(bvh, ray);
    expect(caster.closest()).toBeGreaterThanOrEqual(0);
    expect(caster.distance[0]).toBe(3);
  });

  it('takes the largest of coincident surfaces, in whatever order they are listed', () => {
    const large = [-50, -50, 0, 50, -50, 0, 0, 80, 0];
    const small = [-1, -1, 0, 1, -1, 0, 0, 2, 0];
    for (const [list, largest] of [
      [[large, small], 0],
      [[small, small, large, small], 2],
    ] as const) {
      const bvh = buildBvh(meshOf(Float64Array.from(list.flat())));
      const ray = new Float64Array(RAY_STATE_LENGTH);
      const caster = createRayCaster(bvh, ray);
      for (let n = 0; n < 100; n++) {
        // Through the small triangle from every side, at slants where rounding differs.
        aim(ray, 9, n);
        const [dx, dy, dz] = [ray[3]!, ray[4]!, ray[5]!];
        if (Math.abs(dz) < 0.01) continue;
        ray.set([0.1 - 7.3 * dx, 0.2 - 7.3 * dy, -7.3 * dz]);
        expect(bvh.triangle[caster.closest()]).toBe(largest);
      }
    }
  });

  it('misses everything in a scene without triangles', () => {
    const caster = createRayCaster(buildBvh(meshOf(new Float64Array(0))), new Float64Array(RAY_STATE_LENGTH).fill(0.5));
    expect(caster.closest()).toBe(-1);
    caster.distance[0] = 10;
    expect(caster.blocked()).toBe(false);
  });
});

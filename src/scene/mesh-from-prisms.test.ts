import { describe, expect, it } from 'vitest';
import { capTriangles, prismParts, sceneMesh, scenePrisms } from './mesh-from-prisms.ts';
import { block } from './mesh-sample.ts';
import type { Building, Scene } from './scene.ts';

const RING: Building = {
  ...block('ring', 1000, 0, 1010, 8, 5),
  holes: [Float64Array.of(1002, 2, 1002, 6, 1008, 6, 1008, 2)],
};

/** Signed volume, which is the solid's only when the surface is closed and wound outward. */
function volume(positions: Float64Array, indices: ArrayLike<number>): number {
  let six = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => [...positions.subarray(3 * indices[i + k]!, 3 * indices[i + k]! + 3)]);
    six += a![0]! * (b![1]! * c![2]! - b![2]! * c![1]!);
    six -= a![1]! * (b![0]! * c![2]! - b![2]! * c![0]!);
    six += a![2]! * (b![0]! * c![1]! - b![1]! * c![0]!);
  }
  return six / 6;
}

describe('prismParts', () => {
  it('is closed, outward and as large as the prism', () => {
    const [part] = prismParts(RING, 3);
    expect(volume(part!.positions, part!.indices)).toBeCloseTo((80 - 24) * 5, 6);
    const balance = new Map<string, number>();
    for (let i = 0; i < part!.indices.length; i += 3) {
      for (let k = 0; k < 3; k++) {
        const a = part!.indices[i + k]!;
        const b = part!.indices[i + ((k + 1) % 3)]!;
        const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
        balance.set(key, (balance.get(key) ?? 0) + (a < b ? 1 : -1));
      }
    }
    expect([...balance.values()].every((sum) => sum === 0)).toBe(true);
  });

  it('parts the roof where its material is another', () => {
    const [shell, roof] = prismParts({ ...RING, roofMaterial: 'metal' }, 0);
    expect([shell!.material, roof!.material]).toEqual(['concrete', 'metal']);
    expect(new Set([...roof!.indices].map((v) => roof!.positions[3 * v + 2]))).toEqual(new Set([5]));
    const whole = volume(shell!.positions, shell!.indices) + volume(roof!.positions, roof!.indices);
    expect(whole).toBeCloseTo(56 * 5, 6);
  });
});

describe('D9: the mesh of a footprint', () => {
  /** An L with a courtyard in its corner: what a plain Delaunay triangulation would fill. */
  const ell: Building = {
    ...block('ell', 0, 0, 1, 1, 12.5),
    outer: Float64Array.of(0, 0, 40, 0, 40, 15, 15, 15, 15, 30, 0, 30),
    holes: [Float64Array.of(4, 4, 4, 10, 10, 10, 10, 4)],
  };
  const AREA = 40 * 15 + 15 * 15 - 36;
  const { positions, indices } = prismParts(ell, 0)[0]!;
  const corner = (t: number, k: number) => [...positions.subarray(3 * indices[t + k]!, 3 * indices[t + k]! + 3)];

  it('is closed: every edge belongs to two faces, once each way', () => {
    const faces = new Map<string, number>();
    for (let t = 0; t < indices.length; t += 3) {
      for (let k = 0; k < 3; k++) {
        const edge = `${corner(t, k)} -> ${corner(t, (k + 1) % 3)}`;
        faces.set(edge, (faces.get(edge) ?? 0) + 1);
      }
    }
    for (const [edge, count] of faces) {
      expect(count, edge).toBe(1);
      expect(faces.get(edge.split(' -> ').reverse().join(' -> ')), edge).toBe(1);
    }
  });

  it('has the area of the footprint above and below, facing out, and its volume', () => {
    const area = { up: 0, down: 0 };
    for (let t = 0; t < indices.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => corner(t, k)) as [number[], number[], number[]];
      if (a[2] !== b[2] || a[2] !== c[2]) continue;
      const part = ((b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)) / 2;
      // The roof faces up, the floor down.
      expect(Math.sign(part)).toBe(a[2] === 12.5 ? 1 : -1);
      if (part > 0) area.up += part;
      else area.down -= part;
    }
    expect(Math.abs(area.up - AREA)).toBeLessThan(1e-6);
    expect(Math.abs(area.down - AREA)).toBeLessThan(1e-6);
    expect(Math.abs(volume(positions, indices) - AREA * 12.5)).toBeLessThan(1e-6);
  });
});

describe('capTriangles', () => {
  it('covers a polygon with holes, counter-clockwise', () => {
    const triangles = capTriangles([RING.outer, ...RING.holes]);
    const xy = [...RING.outer, ...RING.holes[0]!];
    let area = 0;
    for (let i = 0; i < triangles.length; i += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => [xy[2 * triangles[i + k]!]!, xy[2 * triangles[i + k]! + 1]!]);
      const part = ((b![0]! - a![0]!) * (c![1]! - a![1]!) - (b![1]! - a![1]!) * (c![0]! - a![0]!)) / 2;
      expect(part).toBeGreaterThan(0);
      area += part;
    }
    expect(area).toBeCloseTo(56, 9);
  });
});

describe('sceneMesh', () => {
  it('adds a ground quad facing up at the ground, or none', () => {
    const scene = {
      mesh: null,
      buildings: [RING],
      groundZM: 2,
      groundMaterial: 'wet_ground',
      groundBoundsM: { minX: 0, minY: -5, maxX: 20, maxY: 5 },
    } as unknown as Scene;
    const mesh = sceneMesh(scene);
    expect(mesh.objects).toEqual(['ring', 'ground']);
    expect(mesh.materials).toEqual(['concrete', 'wet_ground']);
    expect([...mesh.positions.slice(-12)]).toEqual([0, -5, 2, 20, -5, 2, 20, 5, 2, 0, 5, 2]);
    expect(scenePrisms({ ...scene, groundZM: null }).map((part) => part.object)).toEqual(['ring']);
  });
});

import type { Bvh } from '../mesh/bvh.ts';

/** Planes this near to each other [m], and with normals whose cosine is this near to one, are one. */
const NEAR_M = 1e-3;
const SAME_DIRECTION = 1 - 1e-9;

/** The planes in which the triangles of a mesh lie: all triangles of a wall have one, whatever their number. */
export interface MeshPlanes {
  /** Number of the plane of a triangle slot; planes are numbered as they are met. */
  of(slot: number): number;
  /** Unit normal n and n.v of a plane [m]. */
  at(plane: number): readonly [nx: number, ny: number, nz: number, offsetM: number];
}

export function meshPlanes({ planes, triangle }: Bvh): MeshPlanes {
  const known = new Int32Array(triangle.length).fill(-1);
  const found: [number, number, number, number][] = [];
  const byOffset = new Map<number, number[]>();
  const bucket = (offset: number) => Math.round(offset);
  const ofSlot = (slot: number): readonly [number, number, number, number] => {
    const [a, b, c, d] = planes.subarray(12 * slot, 12 * slot + 4) as unknown as [number, number, number, number];
    // Either sense of the normal is the same plane.
    const sense = Math.sign(a) || Math.sign(b) || Math.sign(c);
    return Math.abs(a) < 1e-6 && Math.abs(b) < 1e-6
      ? [a * Math.sign(c), b * Math.sign(c), Math.abs(c), d * Math.sign(c)]
      : [a * sense, b * sense, c * sense, d * sense];
  };
  return {
    of: (slot) => {
      if (known[slot]! >= 0) return known[slot]!;
      const plane = ofSlot(slot);
      const near = [-1, 0, 1].flatMap((step) => byOffset.get(bucket(plane[3]) + step) ?? []);
      let id = near.find((other) => same(plane, found[other]!)) ?? -1;
      if (id < 0) {
        id = found.push([...plane]) - 1;
        byOffset.set(bucket(plane[3]), [...(byOffset.get(bucket(plane[3])) ?? []), id]);
      }
      known[slot] = id;
      return id;
    },
    at: (plane) => found[plane]!,
  };
}

function same([a, b, c, d]: readonly number[], [e, f, g, h]: readonly number[]): boolean {
  return Math.abs(d! - h!) < NEAR_M && a! * e! + b! * f! + c! * g! > SAME_DIRECTION;
}

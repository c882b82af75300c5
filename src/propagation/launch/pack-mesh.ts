import type { TriangleMesh } from '../../scene/scene.ts';
import { UserError } from '../../units/errors.ts';
import type { Bvh } from '../mesh/bvh.ts';

/** A mesh and its hierarchy as shaders/lib/bvh.wgsl reads them: float32, about a centre of its own. */
export interface PackedMesh {
  /** Point of the scene frame [m] that is the origin of all packed coordinates, so that float32 keeps its digits. */
  readonly origin: readonly [number, number, number];
  /** Sixteen numbers an inner node: min x y z and reference of one child, its max and 0, then the same of the other child. */
  readonly nodes: Float32Array;
  /** Twelve numbers a triangle slot: a corner and the material; the edge to the second corner and the area; the edge to the third. */
  readonly triangles: Float32Array;
  /** Reference of the root: an inner node, or a leaf where there are that few triangles. */
  readonly root: number;
  /** Most references that a traversal has waiting. */
  readonly stackSize: number;
  /**
   * What counts as one place [m] in float32 at this size: surfaces nearer to each other along a ray are one, and rays leave a
   * surface from this far off it.
   */
  readonly slackM: number;
}

/**
 * A reference with this bit is a leaf: triangles in bits 26 to 30, the first slot in bits 0 to 25. One without it is an inner node in
 * the same 26 bits. Every reference is a normal number as a float32, which a device that flushes denormals keeps.
 */
const LEAF_BIT = 0x80000000;
const INNER_BIT = 0x40000000;
const SLOT_BITS = 26;
/** Most triangles of a packed leaf. */
const LEAF_TRIANGLES = 8;
/** A traversal's stack in the shader comes in these sizes. */
export const STACK_SIZES = [24, 40, 72] as const;

/**
 * Packs a hierarchy for the GPU. Boxes are rounded outwards, so that no triangle falls out of its box.
 * @param mesh vertices in the scene frame [m], finite
 * @param bvh over the same mesh
 * @param materialOf index of the slab table of a slot
 * @throws UserError('over-budget') for 2^26 triangles and more
 */
export function packMesh(mesh: TriangleMesh, bvh: Bvh, materialOf: (slot: number) => number): PackedMesh {
  const slots = bvh.triangle.length;
  if (slots >= 2 ** SLOT_BITS) {
    throw new UserError(
      'over-budget',
      `The scene has ${slots} triangles; the launch engine takes fewer than ${2 ** SLOT_BITS}.`,
    );
  }
  // A scene without triangles is free space: its root is a leaf without any.
  const bounds = slots === 0 ? new Float64Array(6) : bvh.bounds;
  const origin = [0, 1, 2].map((k) => (bounds[k]! + bounds[k + 3]!) / 2) as [number, number, number];
  const reachM = Math.max(...[0, 1, 2].map((k) => bounds[k + 3]! - origin[k]!));
  const hierarchy = packNodes(bvh, origin);
  return {
    origin,
    ...hierarchy,
    triangles: packTriangles(mesh, bvh, origin, materialOf),
    // Eight steps of float32 at the far corner, and never less than a hundredth of a millimetre.
    slackM: Math.max(1e-5, 8 * 2 ** -24 * reachM),
  };
}

function packNodes(
  { bounds, first, count, triangle }: Bvh,
  origin: readonly number[],
): Pick<PackedMesh, 'nodes' | 'root' | 'stackSize'> {
  // Every inner node parts at least one triangle from another.
  const nodes = new Float32Array(16 * Math.max(1, triangle.length));
  const words = new Uint32Array(nodes.buffer);
  let used = 0;
  let deepest = 1;
  const childInto = (at: number, box: number, reference: number) => {
    for (let k = 0; k < 3; k++) {
      nodes[at + k] = roundedDown(bounds[6 * box + k]! - origin[k]!);
      nodes[at + 4 + k] = roundedUp(bounds[6 * box + 3 + k]! - origin[k]!);
    }
    words[at + 3] = reference;
  };
  // A leaf that is too large for a reference is halved over and over, in the same box.
  const leafOf = (box: number, begin: number, size: number, depth: number): number => {
    deepest = Math.max(deepest, depth);
    if (size <= LEAF_TRIANGLES) return (LEAF_BIT | (size << SLOT_BITS) | begin) >>> 0;
    const node = used++;
    const half = size >> 1;
    childInto(16 * node, box, leafOf(box, begin, half, depth + 1));
    childInto(16 * node + 8, box, leafOf(box, begin + half, size - half, depth + 1));
    return INNER_BIT | node;
  };
  const finished = (root: number) => {
    const stackSize = STACK_SIZES.find((size) => size > deepest);
    if (stackSize === undefined) throw new RangeError(`the hierarchy is ${deepest} levels deep`);
    return { nodes: nodes.subarray(0, 16 * Math.max(1, used)), root, stackSize };
  };
  if (count[0]! > 0 || triangle.length === 0) return finished(leafOf(0, first[0]!, count[0]!, 1));
  const waiting: [box: number, node: number, depth: number][] = [[0, used++, 1]];
  while (waiting.length > 0) {
    const [box, node, depth] = waiting.pop()!;
    for (let side = 0; side < 2; side++) {
      const child = first[box]! + side;
      const at = 16 * node + 8 * side;
      if (count[child]! > 0) childInto(at, child, leafOf(child, first[child]!, count[child]!, depth + 1));
      else {
        const next = used++;
        childInto(at, child, INNER_BIT | next);
        waiting.push([child, next, depth + 1]);
        deepest = Math.max(deepest, depth + 1);
      }
    }
  }
  return finished(INNER_BIT);
}

function packTriangles(
  mesh: TriangleMesh,
  { triangle, area }: Bvh,
  origin: readonly number[],
  materialOf: (slot: number) => number,
): Float32Array {
  const out = new Float32Array(12 * triangle.length);
  const { positions, indices } = mesh;
  for (let slot = 0; slot < triangle.length; slot++) {
    const at = 12 * slot;
    const corner = (c: number, k: number) => positions[3 * indices[3 * triangle[slot]! + c]! + k]!;
    for (let k = 0; k < 3; k++) {
      out[at + k] = corner(0, k) - origin[k]!;
      out[at + 4 + k] = corner(1, k) - corner(0, k);
      out[at + 8 + k] = corner(2, k) - corner(0, k);
    }
    out[at + 3] = materialOf(slot);
    out[at + 7] = area[slot]!;
  }
  return out;
}

function roundedDown(value: number): number {
  const near = Math.fround(value);
  return near <= value ? near : near - Math.abs(near) * 2 ** -23 - 2 ** -126;
}

function roundedUp(value: number): number {
  return -roundedDown(-value);
}

import type { TriangleMesh } from '../../scene/scene.ts';

/**
 * A binary bounding-volume hierarchy over the triangles of a mesh, as flat arrays. Node 0 is the root; the two children of an
 * inner node lie side by side. All lengths in metres, scene frame.
 */
export interface Bvh {
  /** Six values a node: min x y z, max x y z [m]. */
  readonly bounds: Float64Array;
  /** Inner node: index of its left child (the right one follows). Leaf: its first triangle slot. */
  readonly first: Uint32Array;
  /** Triangles of a leaf; 0 marks an inner node. */
  readonly count: Uint32Array;
  /**
   * Twelve values a triangle slot: the unit normal n and n.v0, then two affine forms (a vector and a constant each) that give the
   * barycentric coordinates u and v of a point of the plane.
   */
  readonly planes: Float64Array;
  /** Area of the slot's triangle [m^2]. */
  readonly area: Float64Array;
  /** Index of the slot's triangle in the mesh. */
  readonly triangle: Uint32Array;
  /** Triangles without area, which no ray can hit. */
  readonly degenerate: number;
}

const BINS = 16;
const LEAF_SIZE = 4;
/** Cost of visiting a node relative to testing a triangle. */
const NODE_COST = 1;
/** Deepest level of the tree; a traversal stack of this many entries is always enough. */
export const BVH_MAX_DEPTH = 64;

/**
 * Builds the hierarchy with binned surface-area splits (Wald, "On fast construction of SAH-based bounding volume hierarchies",
 * RT 2007). Vertices must be finite.
 */
export function buildBvh(mesh: TriangleMesh): Bvh {
  const total = mesh.indices.length / 3;
  const box = new Float64Array(6 * total);
  const centre = new Float64Array(3 * total);
  const forms = new Float64Array(12 * total);
  const kept = new Uint32Array(total);
  let n = 0;
  for (let t = 0; t < total; t++) {
    if (!planeFormsInto(forms, 12 * t, mesh, t)) continue;
    kept[n++] = t;
    triangleBoxInto(box, 6 * t, mesh, t);
    for (let k = 0; k < 3; k++) centre[3 * t + k] = (box[6 * t + k]! + box[6 * t + 3 + k]!) / 2;
  }
  const order = kept.subarray(0, n);
  const nodes = Math.max(1, 2 * n);
  const bounds = new Float64Array(6 * nodes);
  const first = new Uint32Array(nodes);
  const count = new Uint32Array(nodes);
  let used = 1;

  // Explicit stack of (node, begin, end, depth): recursion would overflow on the degenerate trees that bad meshes give.
  const stack: number[] = [0, 0, n, 0];
  while (stack.length > 0) {
    const depth = stack.pop()!;
    const end = stack.pop()!;
    const begin = stack.pop()!;
    const node = stack.pop()!;
    rangeBoxInto(bounds, 6 * node, box, order, begin, end);
    const middle = end - begin > 1 && depth < BVH_MAX_DEPTH - 1 ? split(order, begin, end, box, centre) : -1;
    if (middle < 0) {
      first[node] = begin;
      count[node] = end - begin;
      continue;
    }
    const left = used;
    used += 2;
    first[node] = left;
    stack.push(left + 1, middle, end, depth + 1, left, begin, middle, depth + 1);
  }

  const planes = new Float64Array(12 * n);
  const area = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    planes.set(forms.subarray(12 * order[i]!, 12 * order[i]! + 12), 12 * i);
    area[i] = triangleArea(mesh, order[i]!);
  }
  return {
    bounds: bounds.slice(0, 6 * used),
    first: first.slice(0, used),
    count: count.slice(0, used),
    planes,
    area,
    triangle: order.slice(),
    degenerate: total - n,
  };
}

/** What a split works with: one for all, since there are a million splits. */
const scratch = {
  whole: new Float64Array(6),
  binBox: new Float64Array(6 * BINS),
  binCount: new Uint32Array(BINS),
  rightCost: new Float64Array(BINS),
  sweep: new Float64Array(6),
};

/** Reorders order[begin, end) about the cheapest binned split and returns its middle, or -1 where a leaf costs no more. */
function split(order: Uint32Array, begin: number, end: number, box: Float64Array, centre: Float64Array): number {
  let bestCost = Infinity;
  let bestAxis = -1;
  let bestPlane = 0;
  let low = 0;
  let scale = 0;
  const size = end - begin;
  // No more bins than triangles: most nodes are small.
  const bins = Math.min(BINS, size);
  const { whole, binBox, binCount, rightCost, sweep } = scratch;
  rangeBoxInto(whole, 0, box, order, begin, end);
  for (let axis = 0; axis < 3; axis++) {
    let lo = Infinity;
    let hi = -Infinity;
    for (let i = begin; i < end; i++) {
      const c = centre[3 * order[i]! + axis]!;
      lo = Math.min(lo, c);
      hi = Math.max(hi, c);
    }
    if (!(hi > lo)) continue;
    const toBin = bins / (hi - lo);
    binCount.fill(0);
    for (let b = 0; b < bins; b++) emptyBox(binBox, 6 * b);
    for (let i = begin; i < end; i++) {
      const t = order[i]!;
      const b = Math.min(bins - 1, Math.floor((centre[3 * t + axis]! - lo) * toBin));
      binCount[b] = binCount[b]! + 1;
      growBox(binBox, 6 * b, box, 6 * t);
    }
    emptyBox(sweep, 0);
    let behind = 0;
    for (let b = bins - 1; b > 0; b--) {
      growBox(sweep, 0, binBox, 6 * b);
      behind += binCount[b]!;
      rightCost[b] = behind === 0 ? 0 : behind * halfArea(sweep, 0);
    }
    emptyBox(sweep, 0);
    let before = 0;
    for (let b = 1; b < bins; b++) {
      growBox(sweep, 0, binBox, 6 * (b - 1));
      before += binCount[b - 1]!;
      if (before === 0 || before === end - begin) continue;
      const cost = before * halfArea(sweep, 0) + rightCost[b]!;
      if (cost < bestCost) {
        bestCost = cost;
        bestAxis = axis;
        bestPlane = b;
        low = lo;
        scale = toBin;
      }
    }
  }
  const area = halfArea(whole, 0);
  const worthIt = bestAxis >= 0 && NODE_COST * area + bestCost < size * area;
  if (!worthIt && size <= LEAF_SIZE) return -1;
  // All centres in one point: halve the list, so that leaves stay small.
  if (bestAxis < 0) return (begin + end) >> 1;
  let i = begin;
  let j = end - 1;
  while (i <= j) {
    const t = order[i]!;
    if (Math.min(bins - 1, Math.floor((centre[3 * t + bestAxis]! - low) * scale)) < bestPlane) i++;
    else {
      order[i] = order[j]!;
      order[j] = t;
      j--;
    }
  }
  return i;
}

/** Writes the twelve plane and barycentric coefficients; false where the triangle has no area. */
function planeFormsInto(out: Float64Array, at: number, mesh: TriangleMesh, t: number): boolean {
  const p = mesh.positions;
  const a = 3 * mesh.indices[3 * t]!;
  const b = 3 * mesh.indices[3 * t + 1]!;
  const c = 3 * mesh.indices[3 * t + 2]!;
  const ax = p[a]!;
  const ay = p[a + 1]!;
  const az = p[a + 2]!;
  const ux = p[b]! - ax;
  const uy = p[b + 1]! - ay;
  const uz = p[b + 2]! - az;
  const vx = p[c]! - ax;
  const vy = p[c + 1]! - ay;
  const vz = p[c + 2]! - az;
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  const nn = nx * nx + ny * ny + nz * nz;
  const longest = Math.max(ux * ux + uy * uy + uz * uz, vx * vx + vy * vy + vz * vz);
  // A sliver thinner than 1e-12 of its length has no usable normal.
  if (!(nn > 1e-24 * longest * longest)) return false;
  const length = Math.sqrt(nn);
  out[at] = nx / length;
  out[at + 1] = ny / length;
  out[at + 2] = nz / length;
  out[at + 3] = (nx * ax + ny * ay + nz * az) / length;
  // u = ((p - a) x V).N / N.N = (p - a).(V x N) / N.N, v = (p - a).(N x U) / N.N
  const fx = (vy * nz - vz * ny) / nn;
  const fy = (vz * nx - vx * nz) / nn;
  const fz = (vx * ny - vy * nx) / nn;
  const gx = (ny * uz - nz * uy) / nn;
  const gy = (nz * ux - nx * uz) / nn;
  const gz = (nx * uy - ny * ux) / nn;
  out[at + 4] = fx;
  out[at + 5] = fy;
  out[at + 6] = fz;
  out[at + 7] = -(fx * ax + fy * ay + fz * az);
  out[at + 8] = gx;
  out[at + 9] = gy;
  out[at + 10] = gz;
  out[at + 11] = -(gx * ax + gy * ay + gz * az);
  return true;
}

function triangleArea(mesh: TriangleMesh, t: number): number {
  const corner = (k: number, axis: number) => mesh.positions[3 * mesh.indices[3 * t + k]! + axis]!;
  const edge = (k: number) => [0, 1, 2].map((axis) => corner(k, axis) - corner(0, axis));
  const [ux, uy, uz] = edge(1) as [number, number, number];
  const [vx, vy, vz] = edge(2) as [number, number, number];
  return Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
}

function triangleBoxInto(out: Float64Array, at: number, mesh: TriangleMesh, t: number): void {
  for (let k = 0; k < 3; k++) {
    const a = mesh.positions[3 * mesh.indices[3 * t]! + k]!;
    const b = mesh.positions[3 * mesh.indices[3 * t + 1]! + k]!;
    const c = mesh.positions[3 * mesh.indices[3 * t + 2]! + k]!;
    out[at + k] = Math.min(a, b, c);
    out[at + 3 + k] = Math.max(a, b, c);
  }
}

function rangeBoxInto(
  out: Float64Array,
  at: number,
  box: Float64Array,
  order: Uint32Array,
  begin: number,
  end: number,
): void {
  emptyBox(out, at);
  for (let i = begin; i < end; i++) growBox(out, at, box, 6 * order[i]!);
}

function emptyBox(box: Float64Array, at: number): void {
  box.fill(Infinity, at, at + 3);
  box.fill(-Infinity, at + 3, at + 6);
}

function growBox(box: Float64Array, at: number, by: Float64Array, byAt: number): void {
  for (let k = 0; k < 3; k++) {
    if (by[byAt + k]! < box[at + k]!) box[at + k] = by[byAt + k]!;
    if (by[byAt + 3 + k]! > box[at + 3 + k]!) box[at + 3 + k] = by[byAt + 3 + k]!;
  }
}

function halfArea(box: Float64Array, at: number): number {
  const x = box[at + 3]! - box[at]!;
  const y = box[at + 4]! - box[at + 1]!;
  const z = box[at + 5]! - box[at + 2]!;
  return x < 0 ? 0 : x * y + y * z + z * x;
}

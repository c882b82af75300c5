import type { Bvh } from '../mesh/bvh.ts';
import { createRayCaster } from '../mesh/ray-caster.ts';
import {
  WEDGE_EDGE,
  WEDGE_LENGTH,
  WEDGE_N,
  WEDGE_NORMAL_0,
  WEDGE_NORMAL_N,
  WEDGE_ORIGIN,
  WEDGE_STRIDE,
  type Wedges,
} from '../mesh/wedges.ts';
import type { WedgeModel } from '../solve-request.ts';

/** Values of a wedge in `SectorWedges.values`. */
export const AIMED_STRIDE = 24;
export const AIMED_ORIGIN = 0;
export const AIMED_EDGE = 3;
/** In-plane direction of the 0-face away from the edge, and the 0-face's normal. */
export const AIMED_TANGENT = 6;
export const AIMED_NORMAL = 9;
/** Length of the edge [m], and the looks that were taken along it per metre. */
export const AIMED_LENGTH = 12;
export const AIMED_LOOKS_PER_M = 13;
/** Place of the transmitter along the edge, and its distance from the edge's line [m]. */
export const AIMED_ALONG = 14;
export const AIMED_AWAY = 15;
/** Sine, cosine of the transmitter's angle about the edge from the 0-face, and the angle [rad]. */
export const AIMED_SIN = 16;
export const AIMED_COS = 17;
export const AIMED_ANGLE = 18;
/** n, and sine and cosine of n pi. */
export const AIMED_N = 19;
export const AIMED_SIN_N = 20;
export const AIMED_COS_N = 21;
/** Which of at most LOOKS equal parts of the edge the transmitter may see: bits of two 32-bit words. */
export const AIMED_SEEN = 22;

/** The wedges that one transmitter can light, with what of each does not depend on the receiver. */
export interface SectorWedges {
  readonly count: number;
  /**
   * AIMED_STRIDE values a wedge, metres and scene frame. The 0-face is one that the transmitter lights; (tangent, normal, edge) is
   * right-handed.
   */
  readonly values: Float64Array;
  /** Indices into the mesh's materials of the 0-face and of the n-face, two a wedge. */
  readonly material: Uint16Array;
  /** Rays cast to find them. */
  readonly rays: number;
}

/** Shadow rays end this far out of an edge, in the middle of its free side [m]: so an edge that lies in another surface is in shadow. */
export const EDGE_CLEARANCE_M = 0.05;
/** A wedge is looked at every so many metres, at no fewer and no more than so many places. */
const LOOK_EVERY_M = 2;
const LEAST_LOOKS = 5;
const MOST_LOOKS = 64;
/** A transmitter nearer to an edge's line than this [m] stands on it. */
const LEAST_DISTANCE_M = 1e-3;

/**
 * Keeps the wedges of which the transmitter sees something, turned so that it lights their 0-face. What it sees is judged in the middle
 * of every part of an edge; a part counts as seen where it or a neighbour is, so only a gap narrower than the parts is missed.
 */
export function aimWedges(
  wedges: Wedges,
  bvh: Bvh,
  from: { x: number; y: number; z: number },
  model: WedgeModel = 'luebbers',
): SectorWedges {
  const values = new Float64Array(AIMED_STRIDE * wedges.count);
  const material = new Uint16Array(2 * wedges.count);
  const ray = new Float64Array(6);
  const caster = createRayCaster(bvh, ray);
  let count = 0;
  let rays = 0;
  for (let w = 0; w < wedges.count; w++) {
    // Sionna RT joins surfaces by material and knows no wedge between two of them.
    if (model === 'sionna' && wedges.material[2 * w] !== wedges.material[2 * w + 1]) continue;
    const at = AIMED_STRIDE * count;
    const flipped = aimInto(values, at, wedges, w, from);
    if (flipped === null) continue;
    const length = wedges.values[WEDGE_STRIDE * w + WEDGE_LENGTH]!;
    const looks = Math.min(MOST_LOOKS, Math.max(LEAST_LOOKS, Math.ceil(length / LOOK_EVERY_M)));
    const seen = seenParts(length, looks, (along) => {
      aimRay(ray, values, at, along, from);
      caster.distance[0] = unit(ray);
      rays++;
      return !caster.blocked();
    });
    if (seen[0] === 0 && seen[1] === 0) continue;
    values[at + AIMED_LENGTH] = length;
    values[at + AIMED_LOOKS_PER_M] = looks / length;
    values[at + AIMED_SEEN] = seen[0];
    values[at + AIMED_SEEN + 1] = seen[1];
    material[2 * count] = wedges.material[2 * w + (flipped ? 1 : 0)]!;
    material[2 * count + 1] = wedges.material[2 * w + (flipped ? 0 : 1)]!;
    count++;
  }
  return { count, values: values.slice(0, AIMED_STRIDE * count), material: material.slice(0, 2 * count), rays };
}

/** Bits of the parts of an edge that are seen, or whose neighbour is. */
function seenParts(length: number, looks: number, sees: (along: number) => boolean): [number, number] {
  const words: [number, number] = [0, 0];
  for (let i = 0; i < looks; i++) {
    if (!sees(((i + 0.5) / looks) * length)) continue;
    for (let j = Math.max(0, i - 1); j <= Math.min(looks - 1, i + 1); j++) words[j >> 5]! |= 1 << (j & 31);
  }
  return [words[0] >>> 0, words[1] >>> 0];
}

/** Writes a wedge as its transmitter sees it; true where its faces change places, null where the transmitter lights neither. */
function aimInto(
  out: Float64Array,
  at: number,
  wedges: Wedges,
  w: number,
  from: { x: number; y: number; z: number },
): boolean | null {
  const v = wedges.values;
  const base = WEDGE_STRIDE * w;
  const dx = from.x - v[base + WEDGE_ORIGIN]!;
  const dy = from.y - v[base + WEDGE_ORIGIN + 1]!;
  const dz = from.z - v[base + WEDGE_ORIGIN + 2]!;
  const over = (normal: number) => dx * v[base + normal]! + dy * v[base + normal + 1]! + dz * v[base + normal + 2]!;
  const flipped = !(over(WEDGE_NORMAL_0) > LEAST_DISTANCE_M);
  if (flipped && !(over(WEDGE_NORMAL_N) > LEAST_DISTANCE_M)) return null;
  const length = v[base + WEDGE_LENGTH]!;
  const normal = flipped ? WEDGE_NORMAL_N : WEDGE_NORMAL_0;
  for (let k = 0; k < 3; k++) {
    const e = v[base + WEDGE_EDGE + k]!;
    out[at + AIMED_ORIGIN + k] = v[base + WEDGE_ORIGIN + k]! + (flipped ? length * e : 0);
    out[at + AIMED_EDGE + k] = flipped ? -e : e;
    out[at + AIMED_NORMAL + k] = v[base + normal + k]!;
  }
  // tangent = normal x edge
  for (let k = 0; k < 3; k++) {
    const [i, j] = [(k + 1) % 3, (k + 2) % 3];
    out[at + AIMED_TANGENT + k] =
      out[at + AIMED_NORMAL + i]! * out[at + AIMED_EDGE + j]! - out[at + AIMED_NORMAL + j]! * out[at + AIMED_EDGE + i]!;
  }
  const rx = from.x - out[at]!;
  const ry = from.y - out[at + 1]!;
  const rz = from.z - out[at + 2]!;
  const part = (axis: number) => rx * out[at + axis]! + ry * out[at + axis + 1]! + rz * out[at + axis + 2]!;
  const [x, y] = [part(AIMED_TANGENT), part(AIMED_NORMAL)];
  const away = Math.hypot(x, y);
  const n = v[base + WEDGE_N]!;
  out[at + AIMED_ALONG] = part(AIMED_EDGE);
  out[at + AIMED_AWAY] = away;
  out[at + AIMED_SIN] = y / away;
  out[at + AIMED_COS] = x / away;
  out[at + AIMED_ANGLE] = Math.atan2(y, x);
  out[at + AIMED_N] = n;
  out[at + AIMED_SIN_N] = Math.sin(n * Math.PI);
  out[at + AIMED_COS_N] = Math.cos(n * Math.PI);
  return flipped;
}

/** Sets ray origin and the (unscaled) way from there to just outside the edge, `along` metres from the wedge's origin. */
export function aimRay(
  ray: Float64Array,
  values: Float64Array,
  at: number,
  along: number,
  from: { x: number; y: number; z: number },
): void {
  // Middle of the free side: half of n pi on from the 0-face.
  const half = (values[at + AIMED_N]! * Math.PI) / 2;
  const t = EDGE_CLEARANCE_M * Math.cos(half);
  const u = EDGE_CLEARANCE_M * Math.sin(half);
  ray[0] = from.x;
  ray[1] = from.y;
  ray[2] = from.z;
  for (let k = 0; k < 3; k++) {
    const place = values[at + AIMED_ORIGIN + k]! + along * values[at + AIMED_EDGE + k]!;
    ray[3 + k] = place + t * values[at + AIMED_TANGENT + k]! + u * values[at + AIMED_NORMAL + k]! - ray[k]!;
  }
}

/** Scales a ray's direction to one and returns its length before. */
export function unit(ray: Float64Array): number {
  const length = Math.sqrt(ray[3]! * ray[3]! + ray[4]! * ray[4]! + ray[5]! * ray[5]!);
  ray[3] = ray[3]! / length;
  ray[4] = ray[4]! / length;
  ray[5] = ray[5]! / length;
  return length;
}

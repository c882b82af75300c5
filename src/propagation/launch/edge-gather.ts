import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import type { Bvh } from '../mesh/bvh.ts';
import { createRayCaster } from '../mesh/ray-caster.ts';
import { hashUniform } from '../mesh/ray-hash.ts';
import { createEdgeField, type EdgeFieldInput } from './edge-field.ts';
import {
  AIMED_ALONG,
  AIMED_AWAY,
  AIMED_COS_N,
  AIMED_EDGE,
  AIMED_LENGTH,
  AIMED_LOOKS_PER_M,
  AIMED_NORMAL,
  AIMED_SEEN,
  AIMED_SIN_N,
  AIMED_STRIDE,
  AIMED_TANGENT,
  aimRay,
  unit,
} from './sector-wedges.ts';

/**
 * Diffracted rays that cannot bring more than this share of what free space would are traced by lot: with a probability that is
 * their share of it, and their power divided by it. The mean is kept; what is saved is their shadow rays. What they can bring is
 * judged by a bound some 15 dB above what they do.
 */
export const LOT_BELOW = 1e-6;
/** The same where the receiver sees the transmitter and the direct ray counts: nothing so weak shows beside it. */
export const LOT_BELOW_IN_SIGHT = 1e-4;
/** A receiver nearer to an edge than this [m] stands on it. */
export const LEAST_DISTANCE_M = 0.01;

export interface EdgeGatherInput extends EdgeFieldInput {
  readonly bvh: Bvh;
  readonly seed: number;
  /** True where the direct ray counts as well, so that weak edges may be drawn more rarely in its light. */
  readonly lineOfSight: boolean;
  /** Share of free space below which rays are traced by lot, in place of the two above. */
  readonly lotBelow?: number;
}

/** A diffracted ray: wedge, place along its edge from its origin [m], path gain [linear]. */
export type EdgeRayListener = (wedge: number, alongM: number, gain: number) => void;

export interface EdgeGather {
  /** Readies the gather for points within `radius` of (x, y, z) [m]: keeps the wedges whose rays may come there. */
  near(x: number, y: number, z: number, radius: number): void;
  /**
   * Diffracted path gain [linear] at the point (x, y, z) [m]: power of all first-order diffracted rays that arrive, added without
   * phase. `key` numbers the point for its lots; `arrived` hears of every ray.
   */
  at(x: number, y: number, z: number, key: number, arrived?: EdgeRayListener): number;
  /** Rays that have arrived at the points so far, and shadow rays cast for them. */
  readonly counts: { arrived: number; cast: number };
}

/**
 * Gathers diffracted rays at points: for every wedge the one point of its edge by which the way from transmitter to receiver is
 * shortest (Keller's, by unfolding), the field there (edge-field), and a shadow ray for each of the two legs.
 */
export function createEdgeGather(input: EdgeGatherInput): EdgeGather {
  const { wedges, bvh, sector, seed, lineOfSight } = input;
  const { values } = wedges;
  const field = createEdgeField(input);
  const ray = new Float64Array(6);
  const caster = createRayCaster(bvh, ray);
  const counts = { arrived: 0, cast: 0 };
  const receiver = { x: 0, y: 0, z: 0 };
  const scale = (SPEED_OF_LIGHT / sector.frequencyHz / (4 * Math.PI)) ** 2;
  const kept = Uint32Array.from({ length: wedges.count }, (_, w) => w);
  let keptCount = wedges.count;
  // The receiver about the edge of the wedge in hand: x along the 0-face, y over it, z along the edge.
  const place = new Float64Array(3);

  function placeInto(at: number, px: number, py: number, pz: number): void {
    const dx = px - values[at]!;
    const dy = py - values[at + 1]!;
    const dz = pz - values[at + 2]!;
    const t = at + AIMED_TANGENT;
    const n = at + AIMED_NORMAL;
    const e = at + AIMED_EDGE;
    place[0] = dx * values[t]! + dy * values[t + 1]! + dz * values[t + 2]!;
    place[1] = dx * values[n]! + dy * values[n + 1]! + dz * values[n + 2]!;
    place[2] = dx * values[e]! + dy * values[e + 1]! + dz * values[e + 2]!;
  }

  function mayReach(at: number, radius: number): boolean {
    const x = place[0]!;
    const y = place[1]!;
    if (y <= -radius && x * values[at + AIMED_SIN_N]! - y * values[at + AIMED_COS_N]! <= -radius) return false;
    // Distance from the edge's line and place along it change by no more than the way gone.
    const far = Math.sqrt(x * x + y * y);
    const close = Math.max(0, far - radius);
    const away = values[at + AIMED_AWAY]!;
    const source = values[at + AIMED_ALONG]!;
    const least = place[2]! - radius - source;
    const most = place[2]! + radius - source;
    const low = source + (least * away) / (away + (least < 0 ? close : far + radius));
    const high = source + (most * away) / (away + (most < 0 ? far + radius : close));
    return high >= 0 && low <= values[at + AIMED_LENGTH]!;
  }

  function seesTransmitter(): boolean {
    ray.set([receiver.x, receiver.y, receiver.z, sector.x - receiver.x, sector.y - receiver.y, sector.z - receiver.z]);
    caster.distance[0] = unit(ray);
    return !caster.blocked();
  }

  function seesEdge(at: number, along: number, from: { x: number; y: number; z: number }): boolean {
    aimRay(ray, values, at, along, from);
    caster.distance[0] = unit(ray);
    counts.cast++;
    return !caster.blocked();
  }

  /** |E_d|^2 of wedge w at the receiver, its weight in lots included, or 0. */
  function through(w: number, lotBelow: number, key: number, arrived?: EdgeRayListener): number {
    const at = AIMED_STRIDE * w;
    placeInto(at, receiver.x, receiver.y, receiver.z);
    const x = place[0]!;
    const y = place[1]!;
    // Inside the wedge.
    if (y <= 0 && x * values[at + AIMED_SIN_N]! - y * values[at + AIMED_COS_N]! <= 0) return 0;
    const near = Math.sqrt(x * x + y * y);
    const away = values[at + AIMED_AWAY]!;
    const source = values[at + AIMED_ALONG]!;
    const along = source + ((place[2]! - source) * away) / (away + near);
    if (!(along >= 0 && along <= values[at + AIMED_LENGTH]! && near > LEAST_DISTANCE_M)) return 0;
    const part = Math.floor(along * values[at + AIMED_LOOKS_PER_M]!);
    if (((values[at + AIMED_SEEN + (part >> 5)]! >>> (part & 31)) & 1) === 0) return 0;

    field.lay(w, x, y, place[2]!);
    const bound = field.bound();
    let weight = 1;
    if (bound < lotBelow) {
      if (hashUniform(seed, key, w + 2) * lotBelow >= bound) return 0;
      weight = lotBelow / bound;
    }
    if (!seesEdge(at, along, receiver) || !seesEdge(at, along, sector)) return 0;
    counts.arrived++;
    const power = field.power() * weight;
    arrived?.(w, along, power * scale);
    return power;
  }

  return {
    counts,
    near: (x, y, z, radius) => {
      keptCount = 0;
      for (let w = 0; w < wedges.count; w++) {
        placeInto(AIMED_STRIDE * w, x, y, z);
        if (mayReach(AIMED_STRIDE * w, radius)) kept[keptCount++] = w;
      }
    },
    at: (x, y, z, key, arrived) => {
      receiver.x = x;
      receiver.y = y;
      receiver.z = z;
      const share = input.lotBelow ?? (lineOfSight && seesTransmitter() ? LOT_BELOW_IN_SIGHT : LOT_BELOW);
      const lotBelow = share / ((x - sector.x) ** 2 + (y - sector.y) ** 2 + (z - sector.z) ** 2);
      let sum = 0;
      for (let i = 0; i < keptCount; i++) sum += through(kept[i]!, lotBelow, key, arrived);
      return sum * scale;
    },
  };
}

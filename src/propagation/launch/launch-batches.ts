import { hashUniform } from '../mesh/ray-hash.ts';
import { DENSITY_PIECES } from './launch-density.ts';

/** Interleaved batches of a group: each covers all directions by itself, all together are one lattice. */
export const BATCHES_OF_GROUP = 8;
/**
 * Fewest groups of a launch. Every group is a lattice of its own, turned by random numbers of its own: groups are independent estimates of
 * one map. Two are the fewest that tell an error; every further one costs evenness.
 */
const FEWEST_GROUPS = 2;
/** Rays of a group where a launch may end early: it is looked at after each. */
const RAYS_OF_LOOK = 2 ** 19;
/** Most rays of a group: their numbers must be exact in float32. */
const MOST_RAYS_OF_GROUP = 2 ** 24;
/** Order of the batches of a group, so that any first few of them lie evenly. */
const BATCH_ORDER = [0, 4, 2, 6, 1, 5, 3, 7] as const;
/** Golden ratio less one, in 2^-32 turns: the step in azimuth from ray to ray. */
const GOLDEN_STEP = 0x9e3779b9;
/** Turn of the hash that is not any of a ray's. */
const TURN_KEY = 0xa11e;

/** How the rays of a launch are parted and ordered. */
export interface LaunchPlan {
  readonly groups: number;
  /** groups x BATCHES_OF_GROUP. */
  readonly batches: number;
  /** Rays of each batch: stride x rows. */
  readonly raysOfBatch: number;
  /**
   * A Fibonacci number near the root of raysOfBatch. Rays whose numbers differ by it are neighbours in direction; `rows` of them
   * follow one another, so that rays that are traced side by side meet the same walls.
   */
  readonly stride: number;
  readonly rows: number;
  readonly seed: number;
}

/**
 * @param rays at least so many in all, >= 1
 * @param mayEndEarly parts the rays into smaller groups
 */
export function launchPlan(rays: number, seed: number, mayEndEarly = false): LaunchPlan {
  const groups = Math.max(FEWEST_GROUPS, Math.ceil(rays / (mayEndEarly ? RAYS_OF_LOOK : MOST_RAYS_OF_GROUP)));
  const batches = groups * BATCHES_OF_GROUP;
  const wanted = Math.max(1, Math.ceil(rays / batches));
  let [stride, next] = [1, 2];
  while (next * next <= wanted) [stride, next] = [next, stride + next];
  const rows = Math.ceil(wanted / stride);
  return { groups, batches, raysOfBatch: stride * rows, stride, rows, seed };
}

/** Group that a batch belongs to. */
export function groupOf(batch: number): number {
  return Math.floor(batch / BATCHES_OF_GROUP);
}

/** Where a batch lies: its place in the lattice of its group, and how that is turned. */
export interface BatchTurn {
  /** 0..BATCHES_OF_GROUP - 1 */
  readonly place: number;
  /** Shift of the share of rays below, 0..1. */
  readonly share: number;
  /** Shift of the azimuth in 2^-32 turns. */
  readonly azimuth: number;
}

export function batchTurn({ seed }: LaunchPlan, batch: number): BatchTurn {
  const group = groupOf(batch);
  return {
    place: BATCH_ORDER[batch % BATCHES_OF_GROUP]!,
    share: Math.fround(hashUniform(seed, group, TURN_KEY)),
    azimuth: Math.floor(hashUniform(seed, group, TURN_KEY + 1) * 2 ** 32),
  };
}

/**
 * Writes the direction of ray n of a batch into out[at..at+2] and returns the solid angle [sr] that it stands for. Twin of
 * `launch_direction` in shaders/lib/launch_field.wgsl. The points (share below, azimuth) of a group are a Kronecker lattice with the
 * golden ratio, turned by the group's random numbers (Cranley and Patterson, SIAM J. Numer. Anal. 13, 1976).
 * @param knots of launchDensity
 */
export function launchDirectionInto(
  out: Float64Array,
  at: number,
  n: number,
  plan: LaunchPlan,
  turn: BatchTurn,
  knots: Float64Array,
): number {
  const i = rayNumber(plan, n) * BATCHES_OF_GROUP + turn.place;
  const shifted = (i + 0.5) / (plan.raysOfBatch * BATCHES_OF_GROUP) + turn.share;
  const place = (shifted - Math.floor(shifted)) * DENSITY_PIECES;
  const piece = Math.min(DENSITY_PIECES - 1, Math.floor(place));
  const low = knots[piece]!;
  const high = knots[piece + 1]!;
  const z = low + (high - low) * (place - piece);
  const across = Math.sqrt(Math.max(0, 1 - z * z));
  const phi = (2 * Math.PI * ((Math.imul(i, GOLDEN_STEP) + turn.azimuth) >>> 0)) / 2 ** 32;
  out[at] = across * Math.cos(phi);
  out[at + 1] = across * Math.sin(phi);
  out[at + 2] = z;
  return (2 * Math.PI * (high - low) * DENSITY_PIECES) / plan.raysOfBatch;
}

/** Number in the batch's part of the lattice of the n-th ray to be traced. */
function rayNumber({ stride, rows }: LaunchPlan, n: number): number {
  return Math.floor(n / rows) + (n % rows) * stride;
}

/** What keys a ray's random choices: the same on every device. */
export function rayKey(plan: LaunchPlan, batch: number, n: number): number {
  return (batch * plan.raysOfBatch + n) >>> 0;
}

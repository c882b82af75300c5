import type { RasterGrid } from '../../raster/raster-grid.ts';
import { addMoments } from '../path-moments.ts';
import { createDrapedWalk, type SurfaceWalk } from '../receivers/draped-walk.ts';
import { createPlaneCrossing } from '../receivers/plane-crossing.ts';
import { aimPlane, type Receivers } from '../receivers/receivers.ts';
import { createSectionWalk } from '../receivers/section-walk.ts';
import type { SolveSettings } from '../solve-request.ts';
import type { Bvh } from './bvh.ts';
import type { Deposits } from './deposits.ts';
import { ABSORBED, interact, SCATTERED, TRANSMITTED } from './interaction.ts';
import { createRayCaster } from './ray-caster.ts';
import { hashUniform } from './ray-hash.ts';
import { DIRECTION, FIELD, ORIGIN, WAY, WEIGHT } from './ray-state.ts';
import { createScatterer } from './scatter.ts';
import type { SlabTable } from './slab-table.ts';

/** Random numbers of a ray from this turn on decide whether it survives, one a depth. */
const SURVIVAL_TURN = 32;

export interface TracerInput {
  readonly bvh: Bvh;
  /** Slab table of every triangle slot of the hierarchy. */
  readonly slabs: readonly SlabTable[];
  readonly slabOfSlot: Uint16Array;
  readonly grid: RasterGrid;
  readonly receivers: Receivers;
  /** Above this z [m] nothing turns an up-going ray down again; Infinity where that cannot be said. */
  readonly ceilingZM: number;
  readonly wavelengthM: number;
  readonly settings: SolveSettings;
}

/**
 * Returns the function that follows the ray in `ray` (see ray-state; consumed) through at most maxDepth interactions and adds what
 * it leaves on the receivers' surface to `deposits`. The surface is transparent: a ray deposits at each crossing inside the grid, with
 * its solid angle times 1/|cos theta| for the obliquity (on a slope times its cosine, so that cells average over their area in plan). The function takes the ray's number, which keys its random choices, and returns the
 * number of segments traced.
 */
export function createRayTracer(
  input: TracerInput,
  ray: Float64Array,
  deposits: Deposits,
): (rayNumber: number) => number {
  const { bvh, slabs, slabOfSlot, grid, receivers } = input;
  const { planes } = bvh;
  const { maxDepth, lineOfSight, reflection, refraction, seed } = input.settings;
  const scatters = slabs.some(({ roughness }) => roughness.scattered > 0);
  const lastDepth = reflection || refraction || scatters ? maxDepth : 0;
  const draws = Number(reflection) + Number(refraction) + Number(scatters) > 1;
  const deadAboveM = Math.max(input.ceilingZM, receivers.topM);
  const caster = createRayCaster(bvh, ray);
  const { distance } = caster;
  const { direct, reflected, transmitted, diffuse, samples, lineOfSight: sight } = deposits;
  const { roulette, dropBelowDb } = input.settings;
  const dropBelow = dropBelowDb === undefined ? 0 : 10 ** (dropBelowDb / 10);
  const thins = roulette !== undefined || dropBelow > 0;
  const { wavelengthM } = input;
  const scatter = createScatterer(ray, grid, aimPlane(receivers, grid), seed);

  const departure = new Float64Array(3);
  const start = new Float64Array(3);
  const travel = ray.subarray(DIRECTION, DIRECTION + 3);
  const plane = receivers.kind === 'plane' ? createPlaneCrossing(receivers, grid, ray) : null;
  const walk = surfaceWalk(receivers, grid, ray);
  // Of the ray in hand: interactions behind it, and whether it was ever scattered or transmitted.
  let interactions = 0;
  let wasScattered = false;
  let passedThrough = false;

  /** Adds what the ray leaves where it crosses the receivers. */
  function leave(way: number, cell: number, change: number): void {
    if (interactions === 0) {
      sight[cell] = 1;
      if (!lineOfSight) return;
    }
    const power = (fieldPower(ray) * ray[WEIGHT]!) / Math.abs(change);
    const store = interactions === 0 ? direct : wasScattered ? diffuse : passedThrough ? transmitted : reflected;
    store[cell] = store[cell]! + power;
    samples[cell] = samples[cell]! + 1;
    if (deposits.moments) leaveMoments(deposits.moments, cell, power, way);
  }

  /** The slot that the ray meets next, or -1 where it ends; leaves on the way what it brings the receivers. */
  function next(isLast: boolean): number {
    if (walk) {
      // Nothing follows: all that matters is what crosses the surface.
      if (isLast && !walk.enter(Number.POSITIVE_INFINITY)) return -1;
      const slot = caster.closest();
      if (walk.enter(distance[0]!)) walk.walk(leave);
      return isLast ? -1 : slot;
    }
    const crossing = plane!;
    crossing.find();
    if (isLast) {
      if (crossing.cell < 0) return -1;
      distance[0] = crossing.way;
      if (!caster.blocked()) leave(crossing.way, crossing.cell, crossing.change);
      return -1;
    }
    const slot = caster.closest();
    if (crossing.cell >= 0 && crossing.way < distance[0]!) leave(crossing.way, crossing.cell, crossing.change);
    return slot;
  }

  function leaveMoments(sums: Float64Array, cell: number, power: number, toPlane: number): void {
    const from = (k: number) => ray[ORIGIN + k]! + toPlane * ray[DIRECTION + k]! - start[k]!;
    const straight = Math.sqrt(from(0) ** 2 + from(1) ** 2 + from(2) ** 2);
    addMoments(sums, samples.length, cell, power, ray[WAY]! + toPlane - straight, departure, travel);
  }

  /** False where the ray is dropped: too weak to matter, or by chance, which the survivors make up for. */
  function survives(rayNumber: number, depth: number): boolean {
    if (!thins) return true;
    const power = fieldPower(ray);
    const spread = wavelengthM / (4 * Math.PI * ray[WAY]!);
    if (power * spread * spread < dropBelow) return false;
    if (!roulette || depth < roulette.fromDepth) return true;
    const chance = Math.min(power, roulette.survival);
    if (hashUniform(seed, rayNumber, SURVIVAL_TURN + depth) >= chance) return false;
    const boost = 1 / Math.sqrt(chance);
    for (let i = 0; i < 6; i++) ray[FIELD + i] = ray[FIELD + i]! * boost;
    return true;
  }

  return (rayNumber) => {
    passedThrough = false;
    wasScattered = false;
    ray[WAY] = 0;
    for (let k = 0; k < 3; k++) {
      departure[k] = ray[DIRECTION + k]!;
      start[k] = ray[ORIGIN + k]!;
    }
    for (let depth = 0; ; depth++) {
      const oz = ray[ORIGIN + 2]!;
      const dz = ray[DIRECTION + 2]!;
      if (dz >= 0 && oz >= deadAboveM) return depth;

      interactions = depth;
      const slot = next(depth === lastDepth);
      if (slot < 0) return depth + 1;

      const t = distance[0]!;
      ray[WAY] = ray[WAY]! + t;
      ray[ORIGIN] = ray[ORIGIN]! + t * ray[DIRECTION]!;
      ray[ORIGIN + 1] = ray[ORIGIN + 1]! + t * ray[DIRECTION + 1]!;
      ray[ORIGIN + 2] = oz + t * dz;
      const uniform = draws ? hashUniform(seed, rayNumber, depth) : 0.5;
      const slab = slabs[slabOfSlot[slot]!]!;
      const outcome = interact(ray, planes, 12 * slot, slab, reflection, refraction, slab.roughness.scattered, uniform);
      if (outcome === ABSORBED) return depth + 1;
      if (outcome === TRANSMITTED) passedThrough = true;
      if (outcome === SCATTERED) {
        if (!scatter(planes, 12 * slot, slab.roughness, rayNumber, depth)) return depth + 1;
        wasScattered = true;
      }
      if (!survives(rayNumber, depth + 1)) return depth + 1;
    }
  };
}

/** Null for a plane, of which one crossing is all there is. */
function surfaceWalk(receivers: Receivers, grid: RasterGrid, ray: Float64Array): SurfaceWalk | null {
  if (receivers.kind === 'draped') return createDrapedWalk(receivers, grid, ray);
  return receivers.kind === 'section' ? createSectionWalk(receivers, grid, ray) : null;
}

/** |E|^2 of both polarisations: the receiver is isotropic and collects both. */
function fieldPower(ray: Float64Array): number {
  const a = ray[6]!;
  const b = ray[7]!;
  const c = ray[8]!;
  const d = ray[9]!;
  const e = ray[10]!;
  const f = ray[11]!;
  return a * a + b * b + c * c + d * d + e * e + f * f;
}

import type { RasterGrid } from '../../raster/raster-grid.ts';
import { addMoments } from '../path-moments.ts';
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
  readonly receiverZM: number;
  /** Above this z [m] nothing turns an up-going ray down again; Infinity where that cannot be said. */
  readonly ceilingZM: number;
  /** S: share of the reflected field that surfaces scatter; 0 for none. */
  readonly scattering: number;
  readonly wavelengthM: number;
  readonly settings: SolveSettings;
}

/**
 * Returns the function that follows the ray in `ray` (see ray-state; consumed) through at most maxDepth interactions and adds what
 * it leaves on the receiver plane to `deposits`. The plane is transparent: a ray deposits at each crossing inside the grid, with
 * its solid angle times 1/|cos theta| for the obliquity. The function takes the ray's number, which keys its random choices, and returns the
 * number of segments traced.
 */
export function createRayTracer(
  input: TracerInput,
  ray: Float64Array,
  deposits: Deposits,
): (rayNumber: number) => number {
  const { bvh, slabs, slabOfSlot, grid, receiverZM } = input;
  const { planes } = bvh;
  const { columns, rows, westM, northM } = grid;
  const perCell = 1 / grid.cellSizeM;
  const { maxDepth, lineOfSight, reflection, refraction, seed } = input.settings;
  const scattered = input.scattering * input.scattering;
  const lastDepth = reflection || refraction || scattered > 0 ? maxDepth : 0;
  const draws = Number(reflection) + Number(refraction) + Number(scattered > 0) > 1;
  const deadAboveM = Math.max(input.ceilingZM, receiverZM);
  const caster = createRayCaster(bvh, ray);
  const { distance } = caster;
  const { direct, reflected, transmitted, diffuse, samples, lineOfSight: sight } = deposits;
  const { roulette, dropBelowDb } = input.settings;
  const dropBelow = dropBelowDb === undefined ? 0 : 10 ** (dropBelowDb / 10);
  const thins = roulette !== undefined || dropBelow > 0;
  const { wavelengthM } = input;
  const scatter = createScatterer(ray, grid, receiverZM, seed);

  const departure = new Float64Array(3);
  const start = new Float64Array(3);
  const travel = ray.subarray(DIRECTION, DIRECTION + 3);

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
    let passedThrough = false;
    ray[WAY] = 0;
    for (let k = 0; k < 3; k++) {
      departure[k] = ray[DIRECTION + k]!;
      start[k] = ray[ORIGIN + k]!;
    }
    let wasScattered = false;
    for (let depth = 0; ; depth++) {
      const oz = ray[ORIGIN + 2]!;
      const dz = ray[DIRECTION + 2]!;
      if (dz >= 0 && oz >= deadAboveM) return depth;

      const toPlane = (receiverZM - oz) / dz;
      let cell = -1;
      // False for NaN too: a ray within the plane does not cross it.
      if (toPlane > 0) {
        const column = Math.floor((ray[ORIGIN]! + toPlane * ray[DIRECTION]! - westM) * perCell);
        const row = Math.floor((northM - ray[ORIGIN + 1]! - toPlane * ray[DIRECTION + 1]!) * perCell);
        if (column >= 0 && row >= 0 && column < columns && row < rows) cell = row * columns + column;
      }

      let slot = -1;
      if (depth === lastDepth) {
        // Nothing follows: all that matters is whether the crossing is seen.
        if (cell < 0) return depth + 1;
        distance[0] = toPlane;
        if (caster.blocked()) return depth + 1;
      } else {
        slot = caster.closest();
        if (toPlane >= distance[0]!) cell = -1;
      }
      if (cell >= 0) {
        if (depth === 0) sight[cell] = 1;
        if (depth > 0 || lineOfSight) {
          const power = (fieldPower(ray) * ray[WEIGHT]!) / Math.abs(dz);
          const store = depth === 0 ? direct : wasScattered ? diffuse : passedThrough ? transmitted : reflected;
          store[cell] = store[cell]! + power;
          samples[cell] = samples[cell]! + 1;
          if (deposits.moments) leaveMoments(deposits.moments, cell, power, toPlane);
        }
      }
      if (slot < 0) return depth + 1;

      const t = distance[0]!;
      ray[WAY] = ray[WAY]! + t;
      ray[ORIGIN] = ray[ORIGIN]! + t * ray[DIRECTION]!;
      ray[ORIGIN + 1] = ray[ORIGIN + 1]! + t * ray[DIRECTION + 1]!;
      ray[ORIGIN + 2] = oz + t * dz;
      const uniform = draws ? hashUniform(seed, rayNumber, depth) : 0.5;
      const slab = slabs[slabOfSlot[slot]!]!;
      const outcome = interact(ray, planes, 12 * slot, slab, reflection, refraction, scattered, uniform);
      if (outcome === ABSORBED) return depth + 1;
      if (outcome === TRANSMITTED) passedThrough = true;
      if (outcome === SCATTERED) {
        if (!scatter(planes, 12 * slot, rayNumber, depth)) return depth + 1;
        wasScattered = true;
      }
      if (!survives(rayNumber, depth + 1)) return depth + 1;
    }
  };
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

import { batchTurn, launchDirectionInto, rayKey } from '../launch/launch-batches.ts';
import type { LaunchProblem } from '../launch/launch-problem.ts';
import { ABSORBED, interact, TRANSMITTED } from '../mesh/interaction.ts';
import { createLaunchField } from '../mesh/launch-field.ts';
import { createRayCaster } from '../mesh/ray-caster.ts';
import { hashUniform } from '../mesh/ray-hash.ts';
import { DIRECTION, ORIGIN, RAY_STATE_LENGTH } from '../mesh/ray-state.ts';
import type { SlicedWork } from '../sweep/drive-on-cpu.ts';
import type { MeshPlanes } from './mesh-planes.ts';

/** What a way does in turn: twice the number of the plane that it meets, and one more where it goes through. */
export type MeshRoute = readonly number[];

export const planeOf = (step: number): number => step >> 1;
export const goesThrough = (step: number): boolean => (step & 1) === 1;

/** How far about a ray a receiver counts as on its way, by half the spacing to the next ray. */
const ROOM = 3;
const CHUNK_RAYS = 512;

/**
 * Looks for ways from the antenna to a receiver: rays are launched and turned as in a map, and every one that passes near the receiver
 * tells a way that may lead there. Some lead nowhere, and a way that takes less than the spacing of the rays may be missed.
 *
 * @param target the receiver [m, scene frame]
 * @param reachM how far about the receiver ways count in any case [m]
 */
export async function findMeshRoutes(
  p: LaunchProblem,
  planes: MeshPlanes,
  target: readonly [number, number, number],
  reachM: number,
  work: SlicedWork,
  progress: (share: number) => number,
): Promise<{ routes: MeshRoute[]; rays: number }> {
  const { bvh, slabs, slabOfSlot, settings } = { ...p.tracer };
  const { maxDepth, reflection, refraction, seed } = settings;
  const lastDepth = reflection || refraction ? maxDepth : 0;
  const draws = reflection && refraction;
  const ray = new Float64Array(RAY_STATE_LENGTH);
  const caster = createRayCaster(bvh, ray);
  const setField = createLaunchField(p.sector, ray);
  const found = new Map<string, MeshRoute>([['', []]]);
  const steps: number[] = [];
  let spread = 0;
  let key = 0;

  function passesNear(before: number, t: number): boolean {
    const [ox, oy, oz, dx, dy, dz] = ray as unknown as [number, number, number, number, number, number];
    const [x, y, z] = [target[0] - ox, target[1] - oy, target[2] - oz];
    const along = Math.min(t, Math.max(0, x * dx + y * dy + z * dz));
    const off = (x - along * dx) ** 2 + (y - along * dy) ** 2 + (z - along * dz) ** 2;
    return off < (reachM + 0.5 * ROOM * spread * (before + along)) ** 2;
  }

  function follow(): void {
    steps.length = 0;
    let way = 0;
    for (let depth = 0; ; depth++) {
      if (ray[DIRECTION + 2]! >= 0 && ray[ORIGIN + 2]! >= p.tracer.ceilingZM && ray[ORIGIN + 2]! >= target[2]) return;
      const slot = caster.closest();
      const t = caster.distance[0]!;
      if (passesNear(way, t)) {
        const name = steps.join();
        if (!found.has(name)) found.set(name, [...steps]);
      }
      if (slot < 0 || depth === lastDepth) return;
      way += t;
      for (let k = 0; k < 3; k++) ray[ORIGIN + k] = ray[ORIGIN + k]! + t * ray[DIRECTION + k]!;
      const uniform = draws ? hashUniform(seed, key, depth) : 0.5;
      const slab = slabs[slabOfSlot[slot]!]!;
      const outcome = interact(ray, bvh.planes, 12 * slot, slab, reflection, refraction, 0, uniform);
      if (outcome === ABSORBED) return;
      steps.push(2 * planes.of(slot) + (outcome === TRANSMITTED ? 1 : 0));
    }
  }

  const { plan, knots, sector } = p;
  for (let batch = 0; batch < plan.batches; batch++) {
    const turn = batchTurn(plan, batch);
    for (let n = 0; n < plan.raysOfBatch; n++) {
      spread = Math.sqrt(launchDirectionInto(ray, DIRECTION, n, plan, turn, knots));
      ray[ORIGIN] = sector.x;
      ray[ORIGIN + 1] = sector.y;
      ray[ORIGIN + 2] = sector.z;
      setField();
      key = rayKey(plan, batch, n);
      follow();
      if (n % CHUNK_RAYS === 0) await work.pause(progress((batch + n / plan.raysOfBatch) / plan.batches), 'ways');
    }
  }
  return { routes: [...found.values()], rays: plan.batches * plan.raysOfBatch };
}

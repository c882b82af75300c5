import type { TriangleMesh } from '../../scene/scene.ts';
import type { Bvh } from './bvh.ts';
import { createRayCaster } from './ray-caster.ts';
import { DIRECTION, ORIGIN, RAY_STATE_LENGTH } from './ray-state.ts';

/** Up, and to five sides a little upwards, so that ground that lies below is not met. */
const LOOKS: readonly (readonly [number, number, number])[] = [
  [0.02, 0.013, 1],
  [1, 0.03, 0.11],
  [0.3, 0.97, 0.13],
  [-0.82, 0.55, 0.09],
  [-0.79, -0.61, 0.12],
  [0.33, -0.94, 0.1],
];
/** A look ends after so many surfaces. */
const MOST_SURFACES = 256;

/**
 * Name of the object of a mesh whose surface is all around a place [m]: every look out of it goes through that surface an odd number of
 * times. Null where there is none; a sheet over one's head is none, a box without a floor is one.
 */
export function solidAround(
  { mesh, bvh }: { readonly mesh: TriangleMesh; readonly bvh: Bvh },
  place: readonly [number, number, number],
): string | null {
  const ray = new Float64Array(RAY_STATE_LENGTH);
  const caster = createRayCaster(bvh, ray);
  let around: ReadonlySet<number> | null = null;
  for (const look of LOOKS) {
    ray.set(place, ORIGIN);
    const length = Math.hypot(...look);
    for (let k = 0; k < 3; k++) ray[DIRECTION + k] = look[k]! / length;
    const odd = new Set<number>();
    for (let n = 0; n < MOST_SURFACES; n++) {
      const slot = caster.closest();
      if (slot < 0) break;
      const object = mesh.object[bvh.triangle[slot]!]!;
      if (!odd.delete(object)) odd.add(object);
      for (let k = 0; k < 3; k++) ray[ORIGIN + k] = ray[ORIGIN + k]! + caster.distance[0]! * ray[DIRECTION + k]!;
    }
    around = new Set<number>(around === null ? odd : [...around].filter((object: number) => odd.has(object)));
    if (around.size === 0) return null;
  }
  const [first] = around ?? [];
  return first === undefined ? null : (mesh.objects[first] ?? null);
}

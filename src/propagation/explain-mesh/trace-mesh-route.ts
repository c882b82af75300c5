import type { LaunchProblem } from '../launch/launch-problem.ts';
import { ABSORBED, interact } from '../mesh/interaction.ts';
import { createLaunchField } from '../mesh/launch-field.ts';
import { createRayCaster } from '../mesh/ray-caster.ts';
import { DIRECTION, FIELD, ORIGIN, RAY_STATE_LENGTH } from '../mesh/ray-state.ts';
import { goesThrough, type MeshRoute, planeOf } from './find-mesh-routes.ts';
import type { MeshPlanes } from './mesh-planes.ts';

type Place = readonly [x: number, y: number, z: number];

/** A surface on the way of the ray traced last. */
export interface MeshEvent {
  /** Triangle slot. */
  readonly slot: number;
  readonly through: boolean;
  readonly place: Place;
  /** What it does to the power. */
  readonly factor: number;
  /** Cosine of the incidence. */
  readonly cosine: number;
}

/** Nearer to the receiver than this [m] nothing stands before it. */
const BEFORE_END_M = 1e-6;

/** Works ways through a mesh out exactly, in float64, by the image method, and keeps what happened on the last one. */
export class MeshRouteTracer {
  lengthM = 0;
  antennaGain = 0;
  readonly departure = new Float64Array(3);
  readonly events: MeshEvent[] = [];
  readonly #p: LaunchProblem;
  readonly #planes: MeshPlanes;
  readonly #ray = new Float64Array(RAY_STATE_LENGTH);
  readonly #caster: ReturnType<typeof createRayCaster>;
  readonly #setField: () => void;

  constructor(p: LaunchProblem, planes: MeshPlanes) {
    this.#p = p;
    this.#planes = planes;
    this.#caster = createRayCaster(p.tracer.bvh, this.#ray);
    this.#setField = createLaunchField(p.sector, this.#ray);
  }

  /**
   * Path gain [linear] of the ray that takes this way to a place [m]; 0 where none does. Where surfaces scatter, the mirrored part.
   */
  gainTo(route: MeshRoute, to: Place): number {
    const { sector, wavelengthM, tracer } = this.#p;
    const ray = this.#ray;
    const image = this.#imageOf(route, to);
    const from = [sector.x, sector.y, sector.z] as const;
    this.lengthM = Math.hypot(...image.map((x, k) => x - from[k]!));
    this.events.length = 0;
    if (!(this.lengthM > 0)) return 0;
    for (let k = 0; k < 3; k++) {
      ray[ORIGIN + k] = from[k]!;
      ray[DIRECTION + k] = (image[k]! - from[k]!) / this.lengthM;
      this.departure[k] = ray[DIRECTION + k]!;
    }
    this.#setField();
    this.antennaGain = power(ray);
    let left = this.lengthM;
    for (const step of route) {
      const slot = this.#caster.closest();
      const t = this.#caster.distance[0]!;
      if (slot < 0 || t >= left || this.#planes.of(slot) !== planeOf(step)) return 0;
      left -= t;
      for (let k = 0; k < 3; k++) ray[ORIGIN + k] = ray[ORIGIN + k]! + t * ray[DIRECTION + k]!;
      const before = power(ray);
      const through = goesThrough(step);
      const { planes } = tracer.bvh;
      const cosine = Math.abs([0, 1, 2].reduce((sum, k) => sum + planes[12 * slot + k]! * ray[DIRECTION + k]!, 0));
      const slab = tracer.slabs[tracer.slabOfSlot[slot]!]!;
      if (interact(ray, planes, 12 * slot, slab, !through, through, 0, 0.5) === ABSORBED) return 0;
      if (!through) for (let k = 0; k < 6; k++) ray[FIELD + k] = ray[FIELD + k]! * slab.roughness.mirroredField;
      const place = [ray[ORIGIN]!, ray[ORIGIN + 1]!, ray[ORIGIN + 2]!] as const;
      this.events.push({ slot, through, place, factor: power(ray) / before, cosine });
    }
    this.#caster.distance[0] = left - BEFORE_END_M;
    if (this.#caster.blocked()) return 0;
    return power(ray) * (wavelengthM / (4 * Math.PI * this.lengthM)) ** 2;
  }

  /** The antenna's gain towards a direction [unit vector]. */
  antennaGainTowards(direction: Place): number {
    this.#ray.set(direction, DIRECTION);
    this.#setField();
    return power(this.#ray);
  }

  /** The place as it appears from the antenna: mirrored at the planes that turn the way, the last one first. */
  #imageOf(route: MeshRoute, to: Place): [number, number, number] {
    const image: [number, number, number] = [...to];
    for (let i = route.length - 1; i >= 0; i--) {
      const step = route[i]!;
      if (goesThrough(step)) continue;
      const [nx, ny, nz, offset] = this.#planes.at(planeOf(step));
      const over = 2 * (image[0] * nx + image[1] * ny + image[2] * nz - offset);
      image[0] -= over * nx;
      image[1] -= over * ny;
      image[2] -= over * nz;
    }
    return image;
  }
}

function power(ray: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < 6; k++) sum += ray[FIELD + k]! ** 2;
  return sum;
}

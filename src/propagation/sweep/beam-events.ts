import { PATH_EVENT } from '../path-cache.ts';
import { COUNT, EVENT_R, EVENT_TYPE, EVENTS, LAUNCH, REFLECT, ROOF } from './beam.ts';
import { LAUNCH_STRIDE, type Launches } from './launches.ts';
import { MAX_EVENTS, NONE, type SweepProblem } from './sweep-problem.ts';

/** What a ray of a beam met on its way: one entry an event, the ground's bounce put where it falls among the walls. */
export interface EventList {
  count: number;
  /** PATH_EVENT codes. */
  readonly kind: Uint8Array;
  /** Building, or NONE for the ground; the wall of a wall event, else NONE. */
  readonly building: Uint32Array;
  readonly wall: Uint32Array;
  readonly material: Uint16Array;
  /** Cosine of incidence. */
  readonly cosine: Float64Array;
  /** TE axis k x n / |k x n| = axisPhi phi + axisTheta theta; the TM axis is k x TE. */
  readonly axisPhi: Float64Array;
  readonly axisTheta: Float64Array;
}

export function eventList(): EventList {
  const n = MAX_EVENTS + 1;
  return {
    count: 0,
    kind: new Uint8Array(n),
    building: new Uint32Array(n),
    wall: new Uint32Array(n),
    material: new Uint16Array(n),
    cosine: new Float64Array(n),
    axisPhi: new Float64Array(n),
    axisTheta: new Float64Array(n),
  };
}

/**
 * Lists the events of the ray that the beam in `b` at `at` holds for the unfolded plan distance `r` [m] with the vertical leg `dh`
 * [m]; `bounced`: it comes from the ground.
 */
export function listEvents(
  p: SweepProblem,
  launches: Launches,
  b: Float64Array,
  at: number,
  r: number,
  dh: number,
  bounced: boolean,
  out: EventList,
) {
  const city = p.city;
  const length = Math.sqrt(r * r + dh * dh);
  const ce = r / length;
  let kz = -dh / length;
  const launch = LAUNCH_STRIDE * b[at + LAUNCH]!;
  let cx = launches.values[launch]!;
  let cy = launches.values[launch + 1]!;
  const rGround = bounced ? (r * p.txHeight) / (p.txHeight + p.rxHeight) : Number.POSITIVE_INFINITY;
  let onGround = false;
  out.count = 0;
  const n = b[at + COUNT]! & 0xff;
  for (let j = 0; j < n; j++) {
    if (!onGround && b[at + EVENT_R + j]! > rGround) {
      addLevel(out, PATH_EVENT.ground, NONE, 0, -kz);
      kz = -kz;
      onGround = true;
    }
    const event = b[at + EVENTS + j]!;
    const type = Math.floor(event / EVENT_TYPE);
    const id = event - type * EVENT_TYPE;
    if (type === ROOF) {
      addLevel(out, PATH_EVENT.throughRoof, id, city.roofMaterial[id]!, Math.abs(kz));
      continue;
    }
    const nx = city.wallNormals[2 * id]!;
    const ny = city.wallNormals[2 * id + 1]!;
    const dn = cx * nx + cy * ny;
    const x = cx * ny - cy * nx;
    const norm = Math.sqrt(kz * kz * dn * dn + x * x);
    const i = out.count++;
    const building = city.wallBuilding[id]!;
    out.kind[i] = type === REFLECT ? PATH_EVENT.reflected : PATH_EVENT.transmitted;
    out.building[i] = building;
    out.wall[i] = id;
    out.material[i] = city.wallMaterial[building]!;
    out.cosine[i] = Math.abs(dn) * ce;
    out.axisPhi[i] = norm < 1e-9 ? 0 : (kz * dn) / norm;
    out.axisTheta[i] = norm < 1e-9 ? -1 : -x / norm;
    if (type === REFLECT) {
      cx -= 2 * dn * nx;
      cy -= 2 * dn * ny;
    }
  }
  if (bounced && !onGround) addLevel(out, PATH_EVENT.ground, NONE, 0, -kz);
}

/** Level surfaces: TE is phi, TM is theta. Material 0 is the ground's. */
function addLevel(out: EventList, kind: number, building: number, material: number, cosine: number) {
  const i = out.count++;
  out.kind[i] = kind;
  out.building[i] = building;
  out.wall[i] = NONE;
  out.material[i] = material;
  out.cosine[i] = cosine;
  out.axisPhi[i] = 1;
  out.axisTheta[i] = 0;
}

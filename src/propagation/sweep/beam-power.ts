import { PATH_EVENT } from '../path-cache.ts';
import { ANTENNA_COLUMNS, ANTENNA_ROWS } from './antenna-table.ts';
import { LAUNCH } from './beam.ts';
import { type EventList, eventList, listEvents } from './beam-events.ts';
import { TABLE_ENTRIES, TABLE_STRIDE } from './interaction-table.ts';
import { LAUNCH_STRIDE, type Launches } from './launches.ts';
import type { SweepProblem } from './sweep-problem.ts';

/** Jones vector in the (theta, phi) basis of the ray: E_theta re, im, E_phi re, im. */
const E = new Float64Array(4);
/** Interpolated coefficients of the surface at hand: reflection TE, TM, transmission TE, TM as re, im. */
const C = new Float64Array(8);
const met = eventList();

/**
 * |E|^2 / L^2 [1/m^2] of a beam at unfolded plan distance `r` [m] with vertical leg `dh` [m]: the antenna's field at the
 * departure direction, replayed over the beam's interactions (and the ground bounce, where `bounced`). Float64 twin of beam_power in shaders/lib/beam_power.wgsl.
 */
export function beamPower(
  p: SweepProblem,
  launches: Launches,
  b: Float64Array,
  at: number,
  r: number,
  dh: number,
  bounced: boolean,
): number {
  const length2 = r * r + dh * dh;
  const length = Math.sqrt(length2);
  const launch = LAUNCH_STRIDE * b[at + LAUNCH]!;
  antennaInto(p.antenna, launches.values[launch + 4]!, r / length / (1 + dh / length));
  listEvents(p, launches, b, at, r, dh, bounced, met);
  for (let i = 0; i < met.count; i++) passSurface(p, met, i);
  return (E[0]! ** 2 + E[1]! ** 2 + E[2]! ** 2 + E[3]! ** 2) / length2;
}

/**
 * What the events do to power: (tt, tp, pp) of Re(M^H M), so that a real field (E_theta, E_phi) arrives with
 * tt E_theta^2 + 2 tp E_theta E_phi + pp E_phi^2.
 */
export function eventPower(p: SweepProblem, events: EventList, out: Float64Array) {
  for (let column = 0; column < 2; column++) {
    E.fill(0);
    E[2 * column] = 1;
    for (let i = 0; i < events.count; i++) passSurface(p, events, i);
    if (column === 0) first.set(E);
  }
  out[0] = first[0]! ** 2 + first[1]! ** 2 + first[2]! ** 2 + first[3]! ** 2;
  out[1] = first[0]! * E[0]! + first[1]! * E[1]! + first[2]! * E[2]! + first[3]! * E[3]!;
  out[2] = E[0]! ** 2 + E[1]! ** 2 + E[2]! ** 2 + E[3]! ** 2;
}

const first = new Float64Array(4);

/**
 * What every event does to the power of one ray: `out[i]` is the factor [linear] of event i for a ray that leaves with the real field
 * (`theta`, `phi`). Their product is the power that arrives over the one that left.
 */
export function surfaceFactors(p: SweepProblem, events: EventList, theta: number, phi: number, out: Float64Array) {
  E[0] = theta;
  E[1] = 0;
  E[2] = phi;
  E[3] = 0;
  let before = theta * theta + phi * phi;
  for (let i = 0; i < events.count; i++) {
    passSurface(p, events, i);
    const after = E[0]! ** 2 + E[1]! ** 2 + E[2]! ** 2 + E[3]! ** 2;
    out[i] = before > 0 ? after / before : 0;
    before = after;
  }
}

/** Rotates E into TE and TM of event `i`, applies its coefficients, rotates back; a mirrored ray has mirrored axes. */
function passSurface(p: SweepProblem, events: EventList, i: number) {
  const kind = events.kind[i]!;
  coefficients(p, events.material[i]!, events.cosine[i]!);
  const a = events.axisPhi[i]!;
  const t = events.axisTheta[i]!;
  const offset = kind === PATH_EVENT.reflected || kind === PATH_EVENT.ground ? 0 : 4;
  const back = kind === PATH_EVENT.reflected ? -1 : 1;
  for (let part = 0; part < 2; part++) {
    const theta = E[part]!;
    const phi = E[2 + part]!;
    E[part] = a * phi + t * theta;
    E[2 + part] = t * phi - a * theta;
  }
  // E now holds (TE, TM); the coefficient of TE comes first in C.
  multiply(0, C[offset]!, C[offset + 1]!);
  multiply(2, C[offset + 2]!, C[offset + 3]!);
  for (let part = 0; part < 2; part++) {
    const te = E[part]!;
    const tm = E[2 + part]!;
    E[part] = t * te - back * a * tm;
    E[2 + part] = back * a * te + t * tm;
  }
}

function multiply(component: number, re: number, im: number) {
  const x = E[component]!;
  const y = E[component + 1]!;
  E[component] = x * re - y * im;
  E[component + 1] = x * im + y * re;
}

function coefficients(p: SweepProblem, material: number, cos: number) {
  const position = Math.min(1, Math.max(0, cos)) * (TABLE_ENTRIES - 1);
  const index = Math.min(TABLE_ENTRIES - 2, Math.floor(position));
  const f = position - index;
  const v = p.tables.values;
  const base = (material * TABLE_ENTRIES + index) * TABLE_STRIDE;
  for (let i = 0; i < 8; i++) C[i] = v[base + i]! * (1 - f) + v[base + TABLE_STRIDE + i]! * f;
}

/** Bilinear look-up of the antenna's field at a table column; `v` = tan(angle from straight down / 2). */
function antennaInto(antenna: Float64Array, column: number, v: number) {
  const row = Math.min(1, Math.max(0, v)) * (ANTENNA_ROWS - 1);
  const c = Math.min(ANTENNA_COLUMNS - 1, Math.floor(column));
  const q = Math.min(ANTENNA_ROWS - 2, Math.floor(row));
  const fc = column - c;
  const fr = row - q;
  const here = 2 * (q * ANTENNA_COLUMNS + c);
  const right = 2 * (q * ANTENNA_COLUMNS + ((c + 1) % ANTENNA_COLUMNS));
  const down = 2 * ANTENNA_COLUMNS;
  for (let k = 0; k < 2; k++) {
    const low = antenna[here + k]! * (1 - fc) + antenna[right + k]! * fc;
    const high = antenna[here + down + k]! * (1 - fc) + antenna[right + down + k]! * fc;
    E[2 * k] = low * (1 - fr) + high * fr;
    E[2 * k + 1] = 0;
  }
}

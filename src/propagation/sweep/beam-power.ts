import { ANTENNA_COLUMNS, ANTENNA_ROWS } from './antenna-table.ts';
import { COUNT, EVENT_R, EVENT_TYPE, EVENTS, LAUNCH, REFLECT, ROOF } from './beam.ts';
import { TABLE_ENTRIES, TABLE_STRIDE } from './interaction-table.ts';
import { LAUNCH_STRIDE, type Launches } from './launches.ts';
import type { SweepProblem } from './sweep-problem.ts';

/** Jones vector in the (theta, phi) basis of the ray: E_theta re, im, E_phi re, im. */
const E = new Float64Array(4);
/** Interpolated coefficients of the wall at hand: reflection TE, TM, transmission TE, TM as re, im. */
const C = new Float64Array(8);

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
  const city = p.city;
  const length = Math.hypot(r, dh);
  const ce = r / length;
  let kz = -dh / length;
  const launch = LAUNCH_STRIDE * b[at + LAUNCH]!;
  let cx = launches.values[launch]!;
  let cy = launches.values[launch + 1]!;
  antennaInto(p.antenna, launches.values[launch + 4]!, ce / (1 - kz));
  const rGround = bounced ? (r * p.txHeight) / (p.txHeight + p.rxHeight) : Number.POSITIVE_INFINITY;
  let onGround = false;
  const n = b[at + COUNT]! & 0xff;
  for (let j = 0; j < n; j++) {
    if (!onGround && b[at + EVENT_R + j]! > rGround) {
      bounceOnGround(p, -kz);
      kz = -kz;
      onGround = true;
    }
    const event = b[at + EVENTS + j]!;
    const type = Math.floor(event / EVENT_TYPE);
    const id = event - type * EVENT_TYPE;
    if (type === ROOF) {
      coefficients(p, city.roofMaterial[id]!, Math.abs(kz));
      multiply(2, C[4]!, C[5]!);
      multiply(0, C[6]!, C[7]!);
      continue;
    }
    const nx = city.wallNormals[2 * id]!;
    const ny = city.wallNormals[2 * id + 1]!;
    const dn = cx * nx + cy * ny;
    const x = cx * ny - cy * nx;
    coefficients(p, city.wallMaterial[city.wallBuilding[id]!]!, Math.abs(dn) * ce);
    // TE axis s = k x n / |k x n| = a phi + b theta; TM axis p = k x s.
    const norm = Math.sqrt(kz * kz * dn * dn + x * x);
    const a = norm < 1e-9 ? 0 : (kz * dn) / norm;
    const t = norm < 1e-9 ? -1 : -x / norm;
    const back = type === REFLECT ? -1 : 1;
    crossWall(a, t, back, type === REFLECT ? 0 : 4);
    if (type === REFLECT) {
      cx -= 2 * dn * nx;
      cy -= 2 * dn * ny;
    }
  }
  if (bounced && !onGround) bounceOnGround(p, -kz);
  return (E[0]! ** 2 + E[1]! ** 2 + E[2]! ** 2 + E[3]! ** 2) / (length * length);
}

/** Rotates E into TE/TM, applies the coefficients at `offset` of C, rotates back; `back` = -1 mirrors the axes (reflection). */
function crossWall(a: number, t: number, back: number, offset: number) {
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

/** Ground: TE is phi, TM is theta (material 0 of the tables). */
function bounceOnGround(p: SweepProblem, cos: number) {
  coefficients(p, 0, cos);
  multiply(2, C[0]!, C[1]!);
  multiply(0, C[2]!, C[3]!);
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

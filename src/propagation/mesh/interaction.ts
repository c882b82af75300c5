import { DIRECTION, FIELD, SCATTERED_POWER } from './ray-state.ts';
import { SLAB_STRIDE, type SlabTable } from './slab-table.ts';

/** What became of a ray at a surface. */
export const ABSORBED = 0;
export const REFLECTED = 1;
export const TRANSMITTED = 2;
/** The ray is as it came: `scatter` is to give it its direction and field. */
export const SCATTERED = 3;

/** Below this sine of incidence the plane of incidence is undefined, and TE and TM act alike. */
const NORMAL_INCIDENCE = 1e-9;

/**
 * Turns `ray` at a plane surface into its reflected or its transmitted continuation, in place. TE and TM parts of the field are
 * weighed with the slab coefficients of the actual angle of incidence (Jones product, exact); transmission goes straight on.
 * Where several continuations are enabled one is drawn with a probability p that is its share of the outgoing power, and the field is
 * divided by sqrt(p), which keeps the expected power exact.
 * @param normals array with the surface's unit normal at normalAt..normalAt+2, of either sense
 * @param uniform random number in (0, 1)
 * @param scattered share of the reflected power that is scattered, S^2 in 0..1; the mirrored part keeps the rest
 * @returns ABSORBED, REFLECTED, TRANSMITTED or SCATTERED
 */
export function interact(
  ray: Float64Array,
  normals: Float64Array,
  normalAt: number,
  table: SlabTable,
  reflection: boolean,
  refraction: boolean,
  scattered: number,
  uniform: number,
): number {
  const nx = normals[normalAt]!;
  const ny = normals[normalAt + 1]!;
  const nz = normals[normalAt + 2]!;
  const dx = ray[DIRECTION]!;
  const dy = ray[DIRECTION + 1]!;
  const dz = ray[DIRECTION + 2]!;
  const toNormal = dx * nx + dy * ny + dz * nz;

  // s: unit vector across the plane of incidence; p = s x d lies in it.
  let sx = dy * nz - dz * ny;
  let sy = dz * nx - dx * nz;
  let sz = dx * ny - dy * nx;
  const sine = Math.sqrt(sx * sx + sy * sy + sz * sz);
  if (sine > NORMAL_INCIDENCE) {
    sx /= sine;
    sy /= sine;
    sz /= sine;
  } else if (nx * nx + ny * ny > 0.5) {
    const plan = Math.sqrt(nx * nx + ny * ny);
    sx = -ny / plan;
    sy = nx / plan;
    sz = 0;
  } else {
    const side = Math.sqrt(ny * ny + nz * nz);
    sx = 0;
    sy = -nz / side;
    sz = ny / side;
  }
  const px = sy * dz - sz * dy;
  const py = sz * dx - sx * dz;
  const pz = sx * dy - sy * dx;
  const exr = ray[FIELD]!;
  const exi = ray[FIELD + 1]!;
  const eyr = ray[FIELD + 2]!;
  const eyi = ray[FIELD + 3]!;
  const ezr = ray[FIELD + 4]!;
  const ezi = ray[FIELD + 5]!;
  const teRe = exr * sx + eyr * sy + ezr * sz;
  const teIm = exi * sx + eyi * sy + ezi * sz;
  const tmRe = exr * px + eyr * py + ezr * pz;
  const tmIm = exi * px + eyi * py + ezi * pz;

  const { values, intervals } = table;
  const cosine = Math.min(1, Math.abs(toNormal));
  const position = Math.sqrt(cosine) * intervals;
  const node = Math.min(intervals - 1, Math.floor(position));
  const w = position - node;
  const v = 1 - w;
  const at = node * SLAB_STRIDE;
  const next = at + SLAB_STRIDE;

  let outTeRe = 0;
  let outTeIm = 0;
  let outTmRe = 0;
  let outTmIm = 0;
  let mirrored = 0;
  if (reflection || scattered > 0) {
    const rsr = v * values[at]! + w * values[next]!;
    const rsi = v * values[at + 1]! + w * values[next + 1]!;
    const rpr = v * values[at + 2]! + w * values[next + 2]!;
    const rpi = v * values[at + 3]! + w * values[next + 3]!;
    outTeRe = rsr * teRe - rsi * teIm;
    outTeIm = rsr * teIm + rsi * teRe;
    outTmRe = rpr * tmRe - rpi * tmIm;
    outTmIm = rpr * tmIm + rpi * tmRe;
    mirrored = outTeRe * outTeRe + outTeIm * outTeIm + outTmRe * outTmRe + outTmIm * outTmIm;
  }
  const reflected = reflection ? mirrored * (1 - scattered) : 0;
  const diffuse = mirrored * scattered;
  const returned = reflected + diffuse;
  let total = returned;
  let drawn = mirrored;
  let through = false;
  if (refraction) {
    const tsr = v * values[at + 4]! + w * values[next + 4]!;
    const tsi = v * values[at + 5]! + w * values[next + 5]!;
    const tpr = v * values[at + 6]! + w * values[next + 6]!;
    const tpi = v * values[at + 7]! + w * values[next + 7]!;
    const passTeRe = tsr * teRe - tsi * teIm;
    const passTeIm = tsr * teIm + tsi * teRe;
    const passTmRe = tpr * tmRe - tpi * tmIm;
    const passTmIm = tpr * tmIm + tpi * tmRe;
    const passed = passTeRe * passTeRe + passTeIm * passTeIm + passTmRe * passTmRe + passTmIm * passTmIm;
    total += passed;
    through = passed > 0 && uniform * total >= returned;
    if (through) {
      outTeRe = passTeRe;
      outTeIm = passTeIm;
      outTmRe = passTmRe;
      outTmIm = passTmIm;
      drawn = passed;
    }
  }
  if (!(total > 0)) return ABSORBED;
  if (!through && diffuse > 0 && uniform * total >= reflected) {
    ray[SCATTERED_POWER] = total;
    return SCATTERED;
  }
  // 1 / sqrt(p), p = drawn / total: of the mirrored field the drawn part is what is not scattered.
  const boost = Math.sqrt(total / drawn);
  outTeRe *= boost;
  outTeIm *= boost;
  outTmRe *= boost;
  outTmIm *= boost;

  let qx = px;
  let qy = py;
  let qz = pz;
  if (!through) {
    const twice = 2 * toNormal;
    const rx = dx - twice * nx;
    const ry = dy - twice * ny;
    const rz = dz - twice * nz;
    // s is the same on both sides; the TM direction turns with the ray.
    qx = sy * rz - sz * ry;
    qy = sz * rx - sx * rz;
    qz = sx * ry - sy * rx;
    ray[DIRECTION] = rx;
    ray[DIRECTION + 1] = ry;
    ray[DIRECTION + 2] = rz;
  }
  ray[FIELD] = outTeRe * sx + outTmRe * qx;
  ray[FIELD + 1] = outTeIm * sx + outTmIm * qx;
  ray[FIELD + 2] = outTeRe * sy + outTmRe * qy;
  ray[FIELD + 3] = outTeIm * sy + outTmIm * qy;
  ray[FIELD + 4] = outTeRe * sz + outTmRe * qz;
  ray[FIELD + 5] = outTeIm * sz + outTmIm * qz;
  return through ? TRANSMITTED : REFLECTED;
}

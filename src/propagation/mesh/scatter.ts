import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { ReceiverPlane } from '../receivers/receivers.ts';
import { hashUniform } from './ray-hash.ts';
import { DIRECTION, FIELD, ORIGIN, SCATTERED_POWER, WEIGHT } from './ray-state.ts';

/** Random numbers of a ray from this turn on are for scattering, four a depth. */
const SCATTER_TURN = 64;
/** Shares of the directions that are drawn over the hemisphere, towards the map and towards its plane about it. */
const OVER_HEMISPHERE = 0.3;
const AT_MAP = 0.4;
const ABOUT_MAP = 0.3;
/** How many times as wide as the map the plane about it is: rays that are mirrored on come back from there. */
const ABOUT_WIDTH = 4;
const ON_AXIS = 1e-12;

/**
 * Returns the function that scatters the ray in `ray` off a surface that it has come to (origin on the surface), after Lambert: cos / pi
 * of the power a steradian, |E|^2 = SCATTERED_POWER (Degli-Esposti et al., IEEE TAP 55(1), 2007, eq. 7). One direction is drawn,
 * over the hemisphere or towards a place drawn by area, on the map or about it, so that far cells are not left to chance; the ray's
 * weight takes the pattern over the density of all that together. The Jones vector stays what it was in the spherical
 * basis of the direction, as in Sionna RT. The function gives false where the drawn direction lies behind the surface.
 */
export function createScatterer(
  ray: Float64Array,
  grid: RasterGrid,
  { corner, alongColumns: u, alongRows: v, normal }: ReceiverPlane,
  seed: number,
): (normals: Float64Array, normalAt: number, rayNumber: number, depth: number) => boolean {
  const widthM = grid.columns * grid.cellSizeM;
  const heightM = grid.rows * grid.cellSizeM;
  const k = new Float64Array(3);

  /** Density over solid angle [1/sr] of drawing the direction k from the ray's origin. */
  function density(): number {
    let sum = OVER_HEMISPHERE / (2 * Math.PI);
    const across = normal[0] * k[0]! + normal[1] * k[1]! + normal[2] * k[2]!;
    const dx = corner[0] - ray[ORIGIN]!;
    const dy = corner[1] - ray[ORIGIN + 1]!;
    const dz = corner[2] - ray[ORIGIN + 2]!;
    const t = (normal[0] * dx + normal[1] * dy + normal[2] * dz) / across;
    if (!(t > 0)) return sum;
    const [x, y, z] = [t * k[0]! - dx, t * k[1]! - dy, t * k[2]! - dz];
    const perArea = (t * t) / (widthM * heightM * Math.abs(across));
    const right = (u[0] * x + u[1] * y + u[2] * z) / widthM;
    const down = (v[0] * x + v[1] * y + v[2] * z) / heightM;
    const off = Math.max(Math.abs(right - 0.5), Math.abs(down - 0.5));
    if (off < 0.5) sum += AT_MAP * perArea;
    if (off < 0.5 * ABOUT_WIDTH) sum += (ABOUT_MAP * perArea) / ABOUT_WIDTH ** 2;
    return sum;
  }

  return (normals, normalAt, rayNumber, depth) => {
    const turn = SCATTER_TURN + 4 * depth;
    const a = hashUniform(seed, rayNumber, turn + 1);
    const b = hashUniform(seed, rayNumber, turn + 2);
    const side =
      ray[DIRECTION]! * normals[normalAt]! +
        ray[DIRECTION + 1]! * normals[normalAt + 1]! +
        ray[DIRECTION + 2]! * normals[normalAt + 2]! >
      0
        ? -1
        : 1;
    const nx = side * normals[normalAt]!;
    const ny = side * normals[normalAt + 1]!;
    const nz = side * normals[normalAt + 2]!;
    const share = hashUniform(seed, rayNumber, turn);
    if (share < OVER_HEMISPHERE) {
      overHemisphereInto(k, nx, ny, nz, a, b);
    } else {
      const wide = share < OVER_HEMISPHERE + AT_MAP ? 1 : ABOUT_WIDTH;
      const right = (0.5 + (a - 0.5) * wide) * widthM;
      const down = (0.5 + (b - 0.5) * wide) * heightM;
      const dx = corner[0] + right * u[0] + down * v[0] - ray[ORIGIN]!;
      const dy = corner[1] + right * u[1] + down * v[1] - ray[ORIGIN + 1]!;
      const dz = corner[2] + right * u[2] + down * v[2] - ray[ORIGIN + 2]!;
      const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
      k[0] = dx / distance;
      k[1] = dy / distance;
      k[2] = dz / distance;
    }
    const cosine = k[0]! * nx + k[1]! * ny + k[2]! * nz;
    if (!(cosine > 0)) return false;
    ray[WEIGHT] = (ray[WEIGHT]! * cosine) / Math.PI / density();
    turnField(ray, k);
    ray[DIRECTION] = k[0]!;
    ray[DIRECTION + 1] = k[1]!;
    ray[DIRECTION + 2] = k[2]!;
    return true;
  };
}

/** Uniform over the hemisphere about n, from two uniform numbers: the cosine and the turn about n (in steps of 2^-24, as on the GPU). */
function overHemisphereInto(k: Float64Array, nx: number, ny: number, nz: number, a: number, b: number): void {
  const sine = Math.sqrt(Math.max(0, 1 - a * a));
  const turn = (2 * Math.PI * Math.floor(b * 2 ** 24)) / 2 ** 24;
  const c = sine * Math.cos(turn);
  const s = sine * Math.sin(turn);
  // u = axis x n, axis z where n lies near x and x elsewhere.
  let ux = Math.abs(nx) > 0.5 ? -ny : 0;
  let uy = Math.abs(nx) > 0.5 ? nx : -nz;
  let uz = Math.abs(nx) > 0.5 ? 0 : ny;
  const length = Math.sqrt(ux * ux + uy * uy + uz * uz);
  ux /= length;
  uy /= length;
  uz /= length;
  k[0] = a * nx + c * ux + s * (ny * uz - nz * uy);
  k[1] = a * ny + c * uy + s * (nz * ux - nx * uz);
  k[2] = a * nz + c * uz + s * (nx * uy - ny * ux);
}

/** Carries the field over from the spherical basis of the ray's direction to that of k, with the power that is scattered. */
function turnField(ray: Float64Array, k: Float64Array): void {
  const plan = Math.hypot(ray[DIRECTION]!, ray[DIRECTION + 1]!);
  const dz = ray[DIRECTION + 2]!;
  const cos = plan < ON_AXIS ? 1 : ray[DIRECTION]! / plan;
  const sin = plan < ON_AXIS ? 0 : ray[DIRECTION + 1]! / plan;
  const outPlan = Math.hypot(k[0]!, k[1]!);
  const outCos = outPlan < ON_AXIS ? 1 : k[0]! / outPlan;
  const outSin = outPlan < ON_AXIS ? 0 : k[1]! / outPlan;
  let power = 0;
  const out = [0, 0, 0, 0, 0, 0];
  for (let part = 0; part < 2; part++) {
    const ex = ray[FIELD + part]!;
    const ey = ray[FIELD + 2 + part]!;
    const ez = ray[FIELD + 4 + part]!;
    const theta = dz * cos * ex + dz * sin * ey - plan * ez;
    const phi = cos * ey - sin * ex;
    power += theta * theta + phi * phi;
    out[part] = theta * k[2]! * outCos - phi * outSin;
    out[2 + part] = theta * k[2]! * outSin + phi * outCos;
    out[4 + part] = -theta * outPlan;
  }
  const scale = power > 0 ? Math.sqrt(ray[SCATTERED_POWER]! / power) : 0;
  for (let i = 0; i < 6; i++) ray[FIELD + i] = scale * out[i]!;
}

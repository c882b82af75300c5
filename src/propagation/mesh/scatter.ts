import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { ReceiverPlane } from '../receivers/receivers.ts';
import { hashUniform } from './ray-hash.ts';
import { DIRECTION, FIELD, ORIGIN, SCATTERED_POWER, WEIGHT } from './ray-state.ts';
import { perLobeNorm, type Roughness } from './roughness.ts';

/** Random numbers of a ray from this turn on are for scattering, four a depth. */
const SCATTER_TURN = 64;
/**
 * Shares of the directions that are drawn over the hemisphere (where a surface has lobes, mostly after these), towards the map and
 * towards its plane about it.
 */
const OVER_HEMISPHERE = 0.3;
const OVER_HEMISPHERE_BY_LOBE = 0.1;
const AT_MAP = 0.4;
const ABOUT_MAP = 0.3;
/** How many times as wide as the map the plane about it is: rays that are mirrored on come back from there. */
const ABOUT_WIDTH = 4;
const ON_AXIS = 1e-12;

/**
 * Returns the function that scatters the ray in `ray` off a surface that it has come to (origin on the surface), by the surface's lobe
 * (radio/scattering), |E|^2 = SCATTERED_POWER. One direction is drawn, over the hemisphere, after the lobe or towards a place drawn by
 * area, on the map or about it, so that neither far cells nor a narrow lobe are left to chance; the ray's weight takes the lobe over
 * the density of all that together. The Jones vector in the spherical basis of the direction is turned by K_x and otherwise stays
 * what it was, as in Sionna RT. The function gives false where the drawn direction lies behind the surface.
 */
export function createScatterer(
  ray: Float64Array,
  grid: RasterGrid,
  { corner, alongColumns: u, alongRows: v, normal }: ReceiverPlane,
  seed: number,
): (normals: Float64Array, normalAt: number, rough: Roughness, rayNumber: number, depth: number) => boolean {
  const widthM = grid.columns * grid.cellSizeM;
  const heightM = grid.rows * grid.cellSizeM;
  const k = new Float64Array(3);
  const mirrored = new Float64Array(3);

  /** Density over solid angle [1/sr] of drawing the direction k from the ray's origin, but for what is drawn after lobes. */
  function density(overHemisphere: number): number {
    let sum = overHemisphere / (2 * Math.PI);
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

  /** Turns k towards a place drawn over a plane so many times as wide as the map. */
  function aim(wide: number, a: number, b: number): void {
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

  return (normals, normalAt, rough, rayNumber, depth) => {
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
    const { alphaR, alphaI, lambda } = rough;
    const lobed = alphaR > 0;
    const overHemisphere = lobed ? OVER_HEMISPHERE_BY_LOBE : OVER_HEMISPHERE;
    const [ix, iy, iz] = [ray[DIRECTION]!, ray[DIRECTION + 1]!, ray[DIRECTION + 2]!];
    const incidence = -(ix * nx + iy * ny + iz * nz);
    mirrored[0] = ix + 2 * incidence * nx;
    mirrored[1] = iy + 2 * incidence * ny;
    mirrored[2] = iz + 2 * incidence * nz;
    if (share < overHemisphere) {
      aboutInto(k, nx, ny, nz, a, Math.sqrt(Math.max(0, 1 - a * a)), b);
    } else if (share < OVER_HEMISPHERE) {
      const first = share < overHemisphere + lambda * (OVER_HEMISPHERE - overHemisphere);
      // ((1 + cos) / 2)^(alpha + 1) is uniform.
      const half = a ** (1 / ((first ? alphaR : alphaI) + 1));
      const sine = 2 * Math.sqrt(half * (1 - half));
      if (first) aboutInto(k, mirrored[0], mirrored[1], mirrored[2], 2 * half - 1, sine, b);
      else aboutInto(k, -ix, -iy, -iz, 2 * half - 1, sine, b);
    } else {
      aim(share < OVER_HEMISPHERE + AT_MAP ? 1 : ABOUT_WIDTH, a, b);
    }
    const cosine = k[0]! * nx + k[1]! * ny + k[2]! * nz;
    if (!(cosine > 0)) return false;
    let chance = density(overHemisphere);
    let value = cosine / Math.PI;
    if (lobed) {
      const toMirrored = k[0]! * mirrored[0]! + k[1]! * mirrored[1]! + k[2]! * mirrored[2]!;
      const toIncoming = -(k[0]! * ix + k[1]! * iy + k[2]! * iz);
      const ahead = lambda * Math.max(0, 0.5 + 0.5 * toMirrored) ** alphaR;
      const back = (1 - lambda) * Math.max(0, 0.5 + 0.5 * toIncoming) ** alphaI;
      value = (ahead + back) * perLobeNorm(rough, incidence);
      const afterLobes = (ahead * (alphaR + 1) + back * (alphaI + 1)) / (4 * Math.PI);
      chance += (OVER_HEMISPHERE - overHemisphere) * afterLobes;
    }
    ray[WEIGHT] = (ray[WEIGHT]! * value) / chance;
    turnField(ray, k, rough.turnSine);
    ray[DIRECTION] = k[0]!;
    ray[DIRECTION + 1] = k[1]!;
    ray[DIRECTION + 2] = k[2]!;
    return true;
  };
}

/** The unit vector at an angle to n with this cosine and sine, turned about n by a share b of a turn (in steps of 2^-24, as on the GPU). */
function aboutInto(k: Float64Array, nx: number, ny: number, nz: number, cosine: number, sine: number, b: number): void {
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
  k[0] = cosine * nx + c * ux + s * (ny * uz - nz * uy);
  k[1] = cosine * ny + c * uy + s * (nz * ux - nx * uz);
  k[2] = cosine * nz + c * uz + s * (nx * uy - ny * ux);
}

/** Carries the field over from the spherical basis of the ray's direction to that of k, turned, with the power that is scattered. */
function turnField(ray: Float64Array, k: Float64Array, turnSine: number): void {
  const turnCosine = Math.sqrt(1 - turnSine * turnSine);
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
    const thetaIn = dz * cos * ex + dz * sin * ey - plan * ez;
    const phiIn = cos * ey - sin * ex;
    power += thetaIn * thetaIn + phiIn * phiIn;
    const theta = turnCosine * thetaIn - turnSine * phiIn;
    const phi = turnSine * thetaIn + turnCosine * phiIn;
    out[part] = theta * k[2]! * outCos - phi * outSin;
    out[2 + part] = theta * k[2]! * outSin + phi * outCos;
    out[4 + part] = -theta * outPlan;
  }
  const scale = power > 0 ? Math.sqrt(ray[SCATTERED_POWER]! / power) : 0;
  for (let i = 0; i < 6; i++) ray[FIELD + i] = scale * out[i]!;
}

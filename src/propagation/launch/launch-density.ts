import { gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';

/** Pieces of the table; each holds the same number of rays. */
export const DENSITY_PIECES = 2048;

/** Shares of the rays that are laid evenly over the sphere, over the receiver plane, and over the plane by the logarithm of distance. */
const EVEN = 0.3;
const OVER_PLANE = 0.4;
const BY_LOGARITHM = 0.3;
/** How far the last share reaches, in distances to the farthest corner of the map: reflections unfold to longer ways. */
const LOGARITHM_REACH = 4;

export interface LaunchAim {
  /** Plan position of the transmitter and its height above the receiver plane [m]; negative below it. */
  readonly x: number;
  readonly y: number;
  readonly heightM: number;
  readonly grid: RasterGrid;
  /** False where no ray that is launched away from the plane can ever come to it. */
  readonly awayToo: boolean;
}

/**
 * How densely rays are launched, by the vertical component z of their direction: DENSITY_PIECES + 1 rising knots from one end to the
 * other, with as many rays between any two of them. A ray between knots k and k + 1 stands for the solid angle
 * 2 pi (z[k+1] - z[k]) DENSITY_PIECES / rays, so that whatever the density the sum is that of an even launch.
 *
 * Even over the sphere, the rays that fall on a square metre thin out with h / d^3: of 5e7 rays from 30 m up four fall on a cell of
 * 25 m^2 at 900 m. So part of the rays is laid evenly over the plane instead.
 */
export function launchDensity(aim: LaunchAim): Float64Array {
  const { minX, minY, maxX, maxY } = gridBounds(aim.grid);
  const outside = (v: number, lo: number, hi: number) => Math.max(lo - v, v - hi, 0);
  const nearM = Math.hypot(outside(aim.x, minX, maxX), outside(aim.y, minY, maxY));
  const farM = Math.hypot(Math.max(maxX - aim.x, aim.x - minX), Math.max(maxY - aim.y, aim.y - minY));
  const h = Math.abs(aim.heightM);
  // Towards the plane is down here; a transmitter below the plane is turned over at the end.
  const top = aim.awayToo || h === 0 ? 1 : 0;
  const rings = h > 0 && farM > nearM;
  const first = Math.max(nearM, Math.min(h, farM / 2));
  const last = LOGARITHM_REACH * farM;
  /** Share of the rays below z. */
  const share = (z: number): number => {
    const even = (z + 1) / (top + 1);
    if (!rings) return even;
    const r = z < 0 ? h * Math.sqrt(Math.max(0, 1 / (z * z) - 1)) : Number.POSITIVE_INFINITY;
    const plane = Math.min(1, Math.max(0, (r * r - nearM * nearM) / (farM * farM - nearM * nearM)));
    const logarithm = Math.min(1, Math.max(0, Math.log(r / first) / Math.log(last / first)));
    return EVEN * even + OVER_PLANE * plane + BY_LOGARITHM * logarithm;
  };
  const knots = new Float64Array(DENSITY_PIECES + 1);
  knots[0] = -1;
  for (let k = 1; k < DENSITY_PIECES; k++) knots[k] = whereRising(share, k / DENSITY_PIECES, knots[k - 1]!, top);
  knots[DENSITY_PIECES] = top;
  return aim.heightM < 0 ? knots.map((z) => 0 - z).reverse() : knots;
}

/** Where a function that rises from below `value` at lo to it at hi reaches it. */
function whereRising(f: (z: number) => number, value: number, lo: number, hi: number): number {
  let [below, above] = [lo, hi];
  for (let i = 0; i < 60; i++) {
    const middle = (below + above) / 2;
    if (f(middle) < value) below = middle;
    else above = middle;
  }
  return above;
}

import { SPEED_OF_LIGHT } from '../units/constants.ts';
import type { PathMoments } from './radio-map.ts';

/**
 * Sums over paths, times their gain: the way beyond the straight one [km] and its square, then x y z of the direction of departure and of
 * the direction that power comes from, each (1 + k) / 2 so that sums stay positive.
 */
export const MOMENT_PLANES = 8;
const METRES = 1000;

/** Adds one path to sums of `cells` cells. Twin of `add_moments` in shaders/lib/launch_sums.wgsl. */
export function addMoments(
  sums: Float64Array,
  cells: number,
  cell: number,
  gain: number,
  excessM: number,
  departure: ArrayLike<number>,
  travel: ArrayLike<number>,
): void {
  const excess = Math.max(0, excessM) / METRES;
  const add = (plane: number, value: number) => {
    sums[plane * cells + cell] = sums[plane * cells + cell]! + value;
  };
  add(0, gain * excess);
  add(1, gain * excess * excess);
  for (let k = 0; k < 3; k++) {
    add(2 + k, (gain * (1 + departure[k]!)) / 2);
    add(5 + k, (gain * (1 - travel[k]!)) / 2);
  }
}

/**
 * Delay spread and mean angles of the paths to every cell.
 * @param sums of addMoments
 * @param gain whole gain of every cell over the same paths; cells without are no data
 */
export function pathMoments(sums: Float64Array, gain: Float64Array): PathMoments {
  const cells = gain.length;
  const nothing = () => new Float32Array(cells).fill(Number.NaN);
  const [delaySpreadS, departureAzimuthDeg, departureElevationDeg] = [nothing(), nothing(), nothing()];
  const [arrivalAzimuthDeg, arrivalElevationDeg] = [nothing(), nothing()];
  for (let cell = 0; cell < cells; cell++) {
    const whole = gain[cell]!;
    if (!(whole > 0)) continue;
    const mean = (plane: number) => sums[plane * cells + cell]! / whole;
    const excess = mean(0);
    delaySpreadS[cell] = (METRES * Math.sqrt(Math.max(0, mean(1) - excess * excess))) / SPEED_OF_LIGHT;
    const axis = (plane: number) => 2 * mean(plane) - 1;
    anglesInto(departureAzimuthDeg, departureElevationDeg, cell, axis(2), axis(3), axis(4));
    anglesInto(arrivalAzimuthDeg, arrivalElevationDeg, cell, axis(5), axis(6), axis(7));
  }
  return { delaySpreadS, departureAzimuthDeg, departureElevationDeg, arrivalAzimuthDeg, arrivalElevationDeg };
}

function anglesInto(
  azimuth: Float32Array,
  elevation: Float32Array,
  cell: number,
  x: number,
  y: number,
  z: number,
): void {
  const bearing = (Math.atan2(x, y) * 180) / Math.PI;
  azimuth[cell] = bearing < 0 ? bearing + 360 : bearing;
  elevation[cell] = (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI;
}

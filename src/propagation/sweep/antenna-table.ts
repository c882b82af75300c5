import { antennaField } from '../../radio/antenna.ts';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';

/** Columns over azimuth (every degree, counter-clockwise from east) and rows over the angle from straight down. */
export const ANTENNA_COLUMNS = 360;
export const ANTENNA_ROWS = 129;

interface KnownTable {
  readonly asked: readonly [AntennaPattern, number, number, number];
  readonly values: Float64Array;
}
/** The last table: a sector that is dragged keeps its antenna, and the table is most of the packing of a coarse map. */
let known: KnownTable | null = null;

/**
 * The antenna's field below the horizon, in global spherical components, as a table for bilinear interpolation:
 * `values[2 * (row * ANTENNA_COLUMNS + column)]` = E_theta, next = E_phi (|E|^2 = gain, linear). Column = mathematical azimuth
 * in degrees; row = v * (ANTENNA_ROWS - 1) with v = tan(angle from straight down / 2) = cos(el) / (1 + |sin(el)|): 0 straight down, 1 on the horizon;
 * smooth everywhere and free of inverse trigonometry in the shader. Rays above the horizon never come back to the street.
 * Not to be written to: the next request for the same antenna is given the same array.
 */
export function antennaTable(
  pattern: AntennaPattern,
  slantRad: number,
  azimuthDeg: number,
  downtiltDeg: number,
): Float64Array {
  const asked = [pattern, slantRad, azimuthDeg, downtiltDeg] as const;
  if (known?.asked.every((value, i) => value === asked[i])) return known.values;
  const values = new Float64Array(2 * ANTENNA_COLUMNS * ANTENNA_ROWS);
  for (let row = 0; row < ANTENNA_ROWS; row++) {
    const v = row / (ANTENNA_ROWS - 1);
    const horizontal = (2 * v) / (1 + v * v);
    const kz = -(1 - v * v) / (1 + v * v);
    for (let column = 0; column < ANTENNA_COLUMNS; column++) {
      const phi = (column / ANTENNA_COLUMNS) * 2 * Math.PI;
      // Straight down the azimuth is a choice of basis: a hair off it keeps theta and phi defined.
      const ce = Math.max(horizontal, 1e-6);
      const field = antennaField(
        pattern,
        slantRad,
        azimuthDeg,
        downtiltDeg,
        ce * Math.cos(phi),
        ce * Math.sin(phi),
        kz,
      );
      const at = 2 * (row * ANTENNA_COLUMNS + column);
      values[at] = field[0];
      values[at + 1] = field[1];
    }
  }
  known = { asked, values };
  return values;
}

/** Greatest linear gain in a table. */
export function peakGain(table: Float64Array): number {
  let peak = 0;
  for (let i = 0; i < table.length; i += 2) peak = Math.max(peak, table[i]! ** 2 + table[i + 1]! ** 2);
  return peak;
}

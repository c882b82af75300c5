import { patternGain } from '../../radio/antenna.ts';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import { dbFromLinear } from '../../units/decibel.ts';

export const GAIN_COLUMNS = 361;
export const GAIN_ROWS = 181;
/** Nulls of a pattern end this far below its peak [dB]: a network cannot use minus infinity, and no antenna has it. */
const DEEPEST_DB = 60;

/**
 * Gain [dBi] of a pattern at whole degrees: row = zenith angle 0..180, column = azimuth -180..180 of the antenna's own frame. Shader
 * and float64 twin both read this table, linearly in dB between its entries (within 0.1 dB of the pattern, at its kinks, but for its nulls).
 */
export function antennaGainTable(pattern: AntennaPattern): Float32Array {
  const table = new Float32Array(GAIN_ROWS * GAIN_COLUMNS);
  let peak = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < GAIN_ROWS; row++) {
    for (let column = 0; column < GAIN_COLUMNS; column++) {
      const gain = patternGain(pattern, (row * Math.PI) / 180, ((column - 180) * Math.PI) / 180);
      const db = gain > 0 ? dbFromLinear(gain) : Number.NEGATIVE_INFINITY;
      table[row * GAIN_COLUMNS + column] = db;
      peak = Math.max(peak, db);
    }
  }
  for (let i = 0; i < table.length; i++) table[i] = Math.max(table[i]!, peak - DEEPEST_DB);
  return table;
}

/** Gain [dBi] from the table towards the unit vector (lx, ly, lz) of the antenna's own frame (+x is the boresight, z up). */
export function tableGainDbi(table: Float32Array, lx: number, ly: number, lz: number): number {
  const theta = (Math.atan2(Math.sqrt(lx * lx + ly * ly), lz) * 180) / Math.PI;
  const phi = (Math.atan2(ly, lx) * 180) / Math.PI + 180;
  const row = Math.min(GAIN_ROWS - 2, Math.floor(theta));
  const column = Math.min(GAIN_COLUMNS - 2, Math.floor(phi));
  const u = theta - row;
  const v = phi - column;
  const at = row * GAIN_COLUMNS + column;
  return (
    (1 - u) * ((1 - v) * table[at]! + v * table[at + 1]!) +
    u * ((1 - v) * table[at + GAIN_COLUMNS]! + v * table[at + GAIN_COLUMNS + 1]!)
  );
}

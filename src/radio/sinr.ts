import { dbFromLinear, linearFromDb } from '../units/decibel.ts';
import { badInput } from '../units/errors.ts';
import { bestServer, resourceGrid, thermalNoiseDbm } from './link-budget.ts';

/** Natural logarithm of a power ratio of 1 dB: an exponential is several times as fast as a power of ten, over millions of cells. */
const NEPERS_PER_DB = Math.LN10 / 10;

export interface SinrOptions {
  /** Noise in one resource element [dBm]: one value for all sectors, or one for each, of which the serving sector's counts. */
  readonly noiseDbm: number | readonly number[];
  /** Carrier of every sector [Hz]: only sectors of the serving carrier interfere. Left out: all share one. */
  readonly carriersHz?: readonly number[];
  /** Share [0..1] of resource elements that an interferer fills; 1 when left out. */
  readonly load?: number;
  /** The serving sector of every cell by its index, -1 where none serves. Left out: the strongest. */
  readonly serving?: ArrayLike<number>;
}

/** Noise figure of a receiver [dB] where none is given: that of the terminals of ITU-R M.2135's evaluations. */
export const DEFAULT_NOISE_FIGURE_DB = 7;

/** Thermal noise in one resource element of a carrier at the receiver [dBm], noise figure included, at 290 K. */
export function resourceElementNoiseDbm(bandwidthHz: number, noiseFigureDb: number): number {
  return thermalNoiseDbm(resourceGrid(bandwidthHz).subcarrierSpacingHz, noiseFigureDb);
}

/**
 * SINR [dB] of the serving sector in every cell: S / (N + load * sum of the other co-channel sectors), each the power of one resource
 * element (3GPP TS 38.215, SS-SINR). Interferers that fill a share of their elements count with that share: the mean over elements.
 * `rsrp` holds one array per sector [dBm, NaN = no data], all of one length. NaN where nothing serves. Throws
 * UserError('bad-input') on arrays of unequal length, options that do not have one value per sector or cell, or a load outside 0..1.
 */
export function sinrMap(rsrp: readonly ArrayLike<number>[], options: SinrOptions): Float64Array {
  const { carriersHz, load = 1 } = options;
  const noiseDbm = perSector('noise', options.noiseDbm, rsrp.length);
  if (carriersHz) perSector('carrier', carriersHz, rsrp.length);
  if (!(load >= 0 && load <= 1)) throw badInput(`Load ${load} is no share; give one between 0 and 1.`);
  const sector = options.serving ?? bestServer(rsrp).sector;
  const cells = sector.length;
  if (rsrp.some((values) => values.length !== cells))
    throw badInput(`The maps do not have the ${cells} cells of "serving".`);
  const interference = new Float64Array(cells);
  for (let k = 0; k < rsrp.length && load > 0; k++) {
    const values = rsrp[k]!;
    for (let i = 0; i < cells; i++) {
      const serving = sector[i]!;
      if (serving < 0 || serving === k || Number.isNaN(values[i]!)) continue;
      if (carriersHz && carriersHz[k] !== carriersHz[serving]) continue;
      interference[i]! += Math.exp(NEPERS_PER_DB * values[i]!);
    }
  }
  const noise = noiseDbm.map(linearFromDb);
  const out = new Float64Array(cells).fill(Number.NaN);
  for (let i = 0; i < cells; i++) {
    const serving = sector[i]!;
    if (serving >= 0) out[i] = rsrp[serving]![i]! - dbFromLinear(noise[serving]! + load * interference[i]!);
  }
  return out;
}

function perSector(what: string, values: number | readonly number[], sectors: number): readonly number[] {
  if (typeof values === 'number') return new Array<number>(sectors).fill(values);
  if (values.length !== sectors) {
    throw badInput(`${values.length} values of ${what} for ${sectors} sectors; give one for each.`);
  }
  return values;
}

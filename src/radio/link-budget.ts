import { BOLTZMANN } from '../units/constants.ts';
import { dbFromLinear } from '../units/decibel.ts';
import { badInput } from '../units/errors.ts';

/** How a carrier is cut into resource elements. */
export interface ResourceGrid {
  readonly resourceBlocks: number;
  readonly subcarrierSpacingHz: number;
}

/** Transmission bandwidth by channel bandwidth [MHz]: LTE (TS 36.101 table 5.6-1, 15 kHz). */
const LTE_BLOCKS: ReadonlyMap<number, number> = new Map([
  [1.4, 6],
  [3, 15],
  [5, 25],
  [10, 50],
  [15, 75],
  [20, 100],
]);

/** NR above 20 MHz: FR1 at 30 kHz (TS 38.101-1 table 5.3.2-1). */
const NR_30_BLOCKS: ReadonlyMap<number, number> = new Map([
  [25, 65],
  [30, 78],
  [35, 92],
  [40, 106],
  [45, 119],
  [50, 133],
  [60, 162],
  [70, 189],
  [80, 217],
  [90, 245],
  [100, 273],
]);

/** NR above 100 MHz: FR2 at 120 kHz (TS 38.101-2 table 5.3.2-1). */
const NR_120_BLOCKS: ReadonlyMap<number, number> = new Map([
  [200, 132],
  [400, 264],
]);

/**
 * Resource blocks of a channel bandwidth [Hz, > 0]. Up to 20 MHz: LTE at 15 kHz; above 20 MHz: NR at 30 kHz; above 100 MHz: NR at
 * 120 kHz. A bandwidth that the tables do not hold gets as many whole blocks as fill 90 % (LTE) or 95 % (NR) of it, at least 1.
 */
export function resourceGrid(bandwidthHz: number): ResourceGrid {
  if (!(bandwidthHz > 0 && Number.isFinite(bandwidthHz))) {
    throw badInput(
      `Bandwidth ${bandwidthHz} Hz is not a positive number; give the channel bandwidth in hertz, e.g. 20e6.`,
    );
  }
  const mhz = Math.round(bandwidthHz / 1e3) / 1e3;
  if (mhz <= 20) return grid(LTE_BLOCKS.get(mhz), 15e3, 0.9, bandwidthHz);
  if (mhz <= 100) return grid(NR_30_BLOCKS.get(mhz), 30e3, 0.95, bandwidthHz);
  return grid(NR_120_BLOCKS.get(mhz), 120e3, 0.95, bandwidthHz);
}

function grid(listed: number | undefined, spacingHz: number, fill: number, bandwidthHz: number): ResourceGrid {
  const filled = Math.max(1, Math.floor((fill * bandwidthHz) / (12 * spacingHz) + 1e-9));
  return { resourceBlocks: listed ?? filled, subcarrierSpacingHz: spacingHz };
}

/** The part of a sector that sets its level. */
export interface TransmitLevel {
  readonly powerDbm: number;
  readonly powerPer: 'total' | 're';
  readonly bandwidthHz: number;
  /** [dB >= 0] */
  readonly lossesDb: number;
}

/** Power of one resource element at the antenna, losses taken off [dBm]: a total power is spread evenly over 12 N_RB subcarriers. */
export function resourceElementDbm(level: TransmitLevel): number {
  const spread = level.powerPer === 're' ? 0 : dbFromLinear(12 * resourceGrid(level.bandwidthHz).resourceBlocks);
  return level.powerDbm - spread - level.lossesDb;
}

/**
 * RSRP [dBm] of a map of linear path gains (antenna gain included). A cell without validity, or without gain, is NaN: no data.
 */
export function rsrpMap(
  pathGain: ArrayLike<number>,
  validity: ArrayLike<number> | null,
  level: TransmitLevel,
): Float64Array {
  const base = resourceElementDbm(level);
  const out = new Float64Array(pathGain.length);
  for (let i = 0; i < out.length; i++) {
    const gain = pathGain[i]!;
    out[i] = gain > 0 && (validity === null || validity[i] !== 0) ? base + dbFromLinear(gain) : Number.NaN;
  }
  return out;
}

/** Thermal noise k T B [dBm] plus the receiver's noise figure. For the SINR of a resource element B is the subcarrier spacing. */
export function thermalNoiseDbm(bandwidthHz: number, noiseFigureDb = 0, temperatureK = 290): number {
  return dbFromLinear(BOLTZMANN * temperatureK * bandwidthHz * 1000) + noiseFigureDb;
}

export interface BestServer {
  /** Index of the strongest sector, -1 where no sector has data. A tie goes to the lowest index. */
  readonly sector: Int32Array;
  /** Its RSRP [dBm], NaN where none. */
  readonly rsrpDbm: Float64Array;
}

/** Strongest sector of every cell; `rsrp` holds one array per sector [dBm, NaN = no data], all of one length. */
export function bestServer(rsrp: readonly ArrayLike<number>[]): BestServer {
  const cells = commonLength(rsrp);
  const sector = new Int32Array(cells).fill(-1);
  const best = new Float64Array(cells).fill(Number.NaN);
  for (let k = 0; k < rsrp.length; k++) {
    const values = rsrp[k]!;
    for (let i = 0; i < cells; i++) {
      const value = values[i]!;
      // NaN compares false: it never wins; the first number always does.
      if (value > best[i]! || (sector[i] === -1 && !Number.isNaN(value))) {
        best[i] = value;
        sector[i] = k;
      }
    }
  }
  return { sector, rsrpDbm: best };
}

function commonLength(arrays: readonly ArrayLike<number>[]): number {
  const length = arrays[0]?.length ?? 0;
  for (const [k, a] of arrays.entries()) {
    if (a.length !== length) {
      throw badInput(`Map ${k} has ${a.length} cells, map 0 has ${length}; compute all sectors on one grid.`);
    }
  }
  return length;
}

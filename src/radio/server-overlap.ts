import { resourceGrid } from './link-budget.ts';

/** Sectors this near to the strongest overlap with it [dB]: about what a terminal measures and hands over between. */
const OVERLAP_MARGIN_DB = 6;

/**
 * How many sectors of the serving carrier arrive no more than `marginDb` below the serving sector, itself included: 1 where one server
 * rules, 2 and 3 where users are handed over, more where pilots pollute one another. NaN where nothing serves.
 *
 * @param rsrp one array a sector [dBm, NaN = no data], all of one length
 * @param serving the strongest sector of every cell, -1 where none serves
 * @param carriersHz carrier of every sector [Hz]
 */
export function overlapMap(
  rsrp: readonly ArrayLike<number>[],
  serving: ArrayLike<number>,
  carriersHz: readonly number[],
  marginDb = OVERLAP_MARGIN_DB,
): Float32Array {
  return Float32Array.from(serving, (own, cell) => {
    if (own < 0) return Number.NaN;
    const least = rsrp[own]![cell]! - marginDb;
    let count = 0;
    for (const [k, values] of rsrp.entries()) if (carriersHz[k] === carriersHz[own] && values[cell]! >= least) count++;
    return count;
  });
}

/** More sectors of a carrier than a terminal makes use of. */
const MOST_PILOTS = 3;
/** Weaker places lack coverage, not a dominant server [dBm]. */
const LEAST_POLLUTED_DBM = -100;

/**
 * Pilot pollution: by how many the sectors within `marginDb` of the server (see `overlapMap`) exceed the three that a terminal makes use of, 0 where
 * they do not or where the server arrives with less than `leastDbm`. NaN where nothing serves.
 */
export function pilotPollutionMap(
  rsrp: readonly ArrayLike<number>[],
  serving: ArrayLike<number>,
  carriersHz: readonly number[],
  leastDbm = LEAST_POLLUTED_DBM,
  marginDb = OVERLAP_MARGIN_DB,
): Float32Array {
  return overlapMap(rsrp, serving, carriersHz, marginDb).map((count, cell) => {
    if (Number.isNaN(count)) return count;
    return rsrp[serving[cell]!]![cell]! >= leastDbm ? Math.max(0, count - MOST_PILOTS) : 0;
  });
}

/**
 * What one user alone would get from the serving sector by Shannon: B log2(1 + SINR) [Mbit/s], B the bandwidth of the sector's resource
 * blocks. No control channels, codes or modulation are taken off: an upper bound. NaN where nothing serves.
 *
 * @param sinrDb of the serving sector by cell [dB]
 * @param bandwidthsHz channel bandwidth of every sector [Hz]
 */
export function throughputMap(
  sinrDb: ArrayLike<number>,
  serving: ArrayLike<number>,
  bandwidthsHz: readonly number[],
): Float32Array {
  const usedMhz = bandwidthsHz.map((bandwidthHz) => {
    const { resourceBlocks, subcarrierSpacingHz } = resourceGrid(bandwidthHz);
    return (12 * resourceBlocks * subcarrierSpacingHz) / 1e6;
  });
  return Float32Array.from(serving, (own, cell) =>
    own < 0 ? Number.NaN : usedMhz[own]! * Math.log2(1 + 10 ** (sinrDb[cell]! / 10)),
  );
}

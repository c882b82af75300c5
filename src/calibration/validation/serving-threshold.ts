import { quantile } from '../../metrics/cdf.ts';
import { badInput } from '../../units/errors.ts';
import { pointsWithin } from './points-within.ts';

/** All measurements of a file, one entry each. */
export interface ServedMeasurements {
  /** Positions in the scene frame [m]. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly levelDbm: ArrayLike<number>;
  /** Which sector served. */
  readonly sector: ArrayLike<number>;
}

export interface ServingThreshold {
  /** Level below which the sector would not have served at each cell [dBm]. */
  readonly tauDbm: Float64Array;
  /** 1 where another sector was measured near, 0 where the threshold is the sensitivity of the whole file. */
  readonly fromNeighbour: Uint8Array;
  /** 1st percentile of all levels [dBm]. */
  readonly sensitivityDbm: number;
}

export interface ServingThresholdOptions {
  /** How much weaker than its strongest neighbour a sector may be and still serve [dB]. Default 3: the usual hysteresis of a handover. */
  readonly hysteresisDb?: number;
  /** Default 50 m: what is measured farther away says little about this street. */
  readonly radiusM?: number;
  /** Nearest measurements of a sector that its level at a cell is the median of. Default 5. */
  readonly nearest?: number;
}

const SENSITIVITY_QUANTILE = 0.01;

/**
 * From serving-cell data alone, how weak a sector may be at each cell before another one takes over there: the strongest of the
 * other sectors (each by the median of its nearest measurements within the radius) less the hysteresis, but never below the
 * sensitivity of the receivers. A rough one: other sectors
 * are seen only where they serve, and carriers overlap, so follow it by `lowerToLevels` and give the fit a softness of some dB.
 * @param x,y cells of the sector in the scene frame [m]
 * @param own the sector, as `all.sector` names it
 * @throws UserError('bad-input') without any measurement
 */
export function servingThreshold(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  all: ServedMeasurements,
  own: number,
  { hysteresisDb = 3, radiusM = 50, nearest = 5 }: ServingThresholdOptions = {},
): ServingThreshold {
  if (all.levelDbm.length === 0) throw badInput('No measurements to find serving thresholds in.');
  const sensitivityDbm = quantile(all.levelDbm, SENSITIVITY_QUANTILE);
  const names = new Map<number, number>();
  const indexOf = new Uint32Array(all.levelDbm.length);
  const others: number[] = [];
  for (let i = 0; i < indexOf.length; i++) {
    const sector = all.sector[i]!;
    if (sector === own) continue;
    let index = names.get(sector);
    if (index === undefined) {
      index = names.size;
      names.set(sector, index);
    }
    indexOf[i] = index;
    others.push(i);
  }
  const near = pointsWithin(all.x, all.y, others, radiusM);
  const kept = nearestOf(names.size, nearest);
  const tauDbm = new Float64Array(x.length).fill(sensitivityDbm);
  const fromNeighbour = new Uint8Array(x.length);
  for (let c = 0; c < x.length; c++) {
    kept.clear();
    near(x[c]!, y[c]!, (i, apartM) => kept.add(indexOf[i]!, apartM, all.levelDbm[i]!));
    const strongestDbm = kept.strongestMedian();
    if (strongestDbm === -Infinity) continue;
    fromNeighbour[c] = 1;
    tauDbm[c] = Math.max(sensitivityDbm, strongestDbm - hysteresisDb);
  }
  return { tauDbm, fromNeighbour, sensitivityDbm };
}

/** Share of a sector's own levels that may lie below its thresholds. */
const DEFAULT_BELOW = 0.05;

/**
 * Thresholds lowered alike until no more than `share` of the sector's levels lie below them, for files in which sectors of several
 * carriers, or phones indoors, serve side by side: there the strongest neighbour says little, and a fit that believed in it would
 * invent a steep slope. Thresholds that are low enough stay; the sensitivity stays the least.
 * @param levelDbm level of the sector at each cell [dBm]
 * @returns the thresholds and by how much they were lowered, >= 0 [dB]
 */
export function lowerToLevels(
  threshold: ServingThreshold,
  levelDbm: ArrayLike<number>,
  share = DEFAULT_BELOW,
): { readonly threshold: ServingThreshold; readonly loweredDb: number } {
  const { tauDbm, fromNeighbour, sensitivityDbm } = threshold;
  const short: number[] = [];
  for (let c = 0; c < tauDbm.length; c++) if (fromNeighbour[c] === 1) short.push(tauDbm[c]! - levelDbm[c]!);
  const loweredDb = short.length === 0 ? 0 : Math.max(0, quantile(short, 1 - share));
  const lowered = tauDbm.map((tau, c) => (fromNeighbour[c] === 1 ? Math.max(sensitivityDbm, tau - loweredDb) : tau));
  return { threshold: { tauDbm: lowered, fromNeighbour, sensitivityDbm }, loweredDb };
}

interface NearestOf {
  clear(): void;
  add(group: number, apartM: number, levelDbm: number): void;
  /** Greatest of the medians of the groups' levels; -Infinity where no group has any. */
  strongestMedian(): number;
}

/** Keeps the levels of the `most` nearest measurements of every group, without allocating for each of a million visits. */
function nearestOf(groupCount: number, most: number): NearestOf {
  const held = new Uint32Array(groupCount);
  const distance = new Float64Array(groupCount * most);
  const level = new Float64Array(groupCount * most);
  return {
    clear: () => void held.fill(0),
    add: (group, apartM, levelDbm) => {
      const first = group * most;
      let at = first + held[group]!;
      if (held[group]! < most) held[group]! += 1;
      else if (apartM >= distance[--at]!) return;
      for (; at > first && distance[at - 1]! > apartM; at--) {
        distance[at] = distance[at - 1]!;
        level[at] = level[at - 1]!;
      }
      distance[at] = apartM;
      level[at] = levelDbm;
    },
    strongestMedian: () => {
      let strongest = -Infinity;
      for (let group = 0; group < groupCount; group++)
        if (held[group]! > 0) strongest = Math.max(strongest, medianOf(level, group * most, held[group]!));
      return strongest;
    },
  };
}

/** Median of a short run of an array, which it sorts in place. */
function medianOf(values: Float64Array, first: number, count: number): number {
  for (let i = first + 1; i < first + count; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > first && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
  const half = first + (count >> 1);
  return count % 2 === 1 ? values[half]! : (values[half - 1]! + values[half]!) / 2;
}

import { Random } from '../units/random.ts';

/** Rows of several phones; all arrays have one entry a row. */
export interface DeviceRows {
  /** Positions in the scene frame [m]. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** [dBm] */
  readonly levelDbm: ArrayLike<number>;
  /** Which sector served. */
  readonly sector: ArrayLike<number>;
  /** Which phone measured, -1 for unknown: such rows are not looked at. */
  readonly device: ArrayLike<number>;
  /** Carrier [Hz], NaN where unknown; readings of different ones are not held together. */
  readonly frequencyHz?: ArrayLike<number> | null;
}

/** How phones read against one another, by phone. */
export interface DeviceOffsets {
  /** Reads this much more than the common level; 0 where too few rows are shared to tell [dB]. */
  readonly offsetDb: Float64Array;
  /** Standard error; NaN where too few rows are shared to tell [dB]. */
  readonly sdDb: Float64Array;
  /** Rows in places where another phone measured the same sector. */
  readonly sharedRows: Uint32Array;
  /** Places (cells of one sector) that two or more phones measured. */
  readonly sharedCells: number;
}

/** Phones within a square of this side hear the same level but for fast fading [m]. */
const CELL_M = 10;
/** A phone with fewer rows in shared places is not told. */
const LEAST_SHARED_ROWS = 30;
/** Phones of one trade differ by about so much: pulls offsets towards 0 where the data say little [dB]. */
const PRIOR_DB = 3;
/** Rows that halve the variance of a phone's median in a cell: after these its exact place in the cell matters more. */
const ROWS_TO_SETTLE = 4;
/** Residuals beyond this many standard deviations pull no harder (Huber). */
const HUBER_SDS = 1.5;
const LEAST_SCATTER_DB = 0.5;
const MOST_PASSES = 300;
const CONVERGED_DB = 1e-3;
/** Side of the blocks that are left out together, so that neighbours' common scatter is not counted as many [m]. */
const BLOCK_M = 100;
/** Groups of blocks that are left out in turn for the standard errors. */
const FOLDS = 12;

/**
 * Offsets of phones relative to their common level, from places where several of them heard the same sector: medians of every phone in
 * every cell are a level of the cell and an offset of the phone, y = L + o, fitted in turns with Huber weights (a two-way additive
 * model) under a normal prior of 3 dB on o. Offsets average to zero over the rows of the phones that are told. Standard errors are a
 * jackknife over groups of 100 m blocks.
 * @param devices how many phones there are
 * @param seed of the grouping of blocks
 */
export function deviceOffsets(rows: DeviceRows, devices: number, seed = 1): DeviceOffsets {
  const cells = sharedCells(rows, devices, seed);
  const weightOf = rowsOfEach(rows.device, devices).map((n, d) => (cells.told[d] === 1 ? n : 0));
  const all = fitOffsets(cells, weightOf, null, new Float64Array(devices));
  const variance = new Float64Array(devices);
  const folds = [...new Set(cells.fold)];
  for (const fold of folds) {
    const without = fitOffsets(cells, weightOf, fold, all);
    for (let d = 0; d < devices; d++) variance[d]! += (without[d]! - all[d]!) ** 2 * (1 - 1 / folds.length);
  }
  return {
    offsetDb: all,
    // Of one group alone no scatter can be formed; the prior's is all that is known.
    sdDb: variance.map((v, d) => (cells.told[d] === 0 ? Number.NaN : folds.length > 1 ? Math.sqrt(v) : PRIOR_DB)),
    sharedRows: cells.sharedRows,
    sharedCells: cells.count,
  };
}

/** Medians of phones in the places that two or more of them share; one entry a place and phone, those of a place together. */
interface SharedCells {
  readonly count: number;
  /** Place of every median, 0..count - 1. */
  readonly cell: readonly number[];
  readonly device: readonly number[];
  readonly medianDbm: readonly number[];
  /** 0..1, by the number of rows. */
  readonly weight: readonly number[];
  /** Group that the median's block is left out with. */
  readonly fold: readonly number[];
  readonly told: Uint8Array;
  readonly sharedRows: Uint32Array;
}

function sharedCells(rows: DeviceRows, devices: number, seed: number): SharedCells {
  const places = [...placesOf(rows).values()];
  const told = new Uint8Array(devices).fill(1);
  let sharedRows = new Uint32Array(devices);
  // A phone that goes takes its share of others' places with it.
  for (;;) {
    sharedRows = new Uint32Array(devices);
    for (const { levels } of places) {
      const present = [...levels].filter(([d]) => told[d] === 1);
      if (present.length > 1) for (const [d, of] of present) sharedRows[d]! += of.length;
    }
    const leaving = told.findIndex((is, d) => is === 1 && sharedRows[d]! < LEAST_SHARED_ROWS);
    if (leaving < 0) break;
    for (let d = 0; d < devices; d++) if (sharedRows[d]! < LEAST_SHARED_ROWS) told[d] = 0;
  }
  const out = {
    cell: [] as number[],
    device: [] as number[],
    medianDbm: [] as number[],
    weight: [] as number[],
    fold: [] as number[],
  };
  const foldOf = new Map<string, number>();
  const random = new Random(seed);
  let count = 0;
  for (const { levels, block } of places) {
    const present = [...levels].filter(([d]) => told[d] === 1);
    if (present.length < 2) continue;
    const fold = foldOf.get(block) ?? random.below(FOLDS);
    foldOf.set(block, fold);
    for (const [d, of] of present) {
      out.cell.push(count);
      out.device.push(d);
      out.medianDbm.push(median(Float64Array.from(of)));
      out.weight.push(of.length / (of.length + ROWS_TO_SETTLE));
      out.fold.push(fold);
    }
    count++;
  }
  return { ...out, count, told, sharedRows };
}

/** Levels by phone in every cell of every sector and carrier. */
function placesOf({ x, y, levelDbm, sector, device, frequencyHz }: DeviceRows) {
  const places = new Map<string, { readonly levels: Map<number, number[]>; readonly block: string }>();
  for (let i = 0; i < device.length; i++) {
    const d = device[i]!;
    if (d < 0) continue;
    const megahertz = frequencyHz ? Math.round(frequencyHz[i]! / 1e6) : 0;
    const at = (side: number) => `${Math.floor(x[i]! / side)},${Math.floor(y[i]! / side)}`;
    const key = `${at(CELL_M)},${sector[i]},${megahertz}`;
    const place = places.get(key) ?? { levels: new Map<number, number[]>(), block: at(BLOCK_M) };
    places.set(key, place);
    const levels = place.levels.get(d) ?? [];
    place.levels.set(d, levels);
    levels.push(levelDbm[i]!);
  }
  return places;
}

/**
 * @param rowsOf weight of each phone in the mean that is zero; 0 for those that are not told
 * @param leftOut fold to leave out
 */
function fitOffsets(
  cells: SharedCells,
  rowsOf: ArrayLike<number>,
  leftOut: number | null,
  start: Float64Array,
): Float64Array {
  const { cell, device, medianDbm } = cells;
  const offset = start.slice();
  const weight = cells.weight.map((w, k) => (cells.fold[k] === leftOut ? 0 : w));
  const level = new Float64Array(cells.count);
  const pull = Float64Array.from(weight);
  const residual = new Float64Array(pull.length);
  const sorted = new Float64Array(pull.length);
  let scatter = PRIOR_DB;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    meansInto(level, cell, pull, (k) => medianDbm[k]! - offset[device[k]!]!, 0);
    const next = new Float64Array(offset.length);
    meansInto(next, device, pull, (k) => medianDbm[k]! - level[cell[k]!]!, (scatter / PRIOR_DB) ** 2);
    centre(next, rowsOf);
    const moved = next.reduce((most, o, d) => Math.max(most, Math.abs(o - offset[d]!)), 0);
    offset.set(next);
    let used = 0;
    for (let k = 0; k < pull.length; k++) {
      residual[k] = Math.abs(medianDbm[k]! - level[cell[k]!]! - offset[device[k]!]!);
      if (weight[k]! > 0) sorted[used++] = residual[k]!;
    }
    scatter = Math.max(LEAST_SCATTER_DB, 1.4826 * median(sorted.subarray(0, used)));
    for (let k = 0; k < pull.length; k++)
      pull[k] = weight[k]! * Math.min(1, (HUBER_SDS * scatter) / Math.max(residual[k]!, 1e-9));
    if (moved < CONVERGED_DB) break;
  }
  return offset;
}

/** Weighted means by group, shrunk towards 0 by `ridge` more weight; 0 for groups of no weight. */
function meansInto(
  out: Float64Array,
  group: readonly number[],
  weight: Float64Array,
  value: (k: number) => number,
  ridge: number,
): void {
  const total = new Float64Array(out.length).fill(ridge);
  out.fill(0);
  for (let k = 0; k < group.length; k++) {
    out[group[k]!]! += weight[k]! * value(k);
    total[group[k]!]! += weight[k]!;
  }
  for (let g = 0; g < out.length; g++) out[g] = total[g]! > 0 ? out[g]! / total[g]! : 0;
}

function centre(offset: Float64Array, rowsOf: ArrayLike<number>): void {
  let [sum, total] = [0, 0];
  for (let d = 0; d < offset.length; d++) {
    sum += rowsOf[d]! * offset[d]!;
    total += rowsOf[d]!;
  }
  for (let d = 0; d < offset.length; d++) offset[d] = rowsOf[d]! > 0 ? offset[d]! - sum / total : 0;
}

function rowsOfEach(device: ArrayLike<number>, devices: number): number[] {
  const rows = new Array<number>(devices).fill(0);
  for (let i = 0; i < device.length; i++) if (device[i]! >= 0) rows[device[i]!]!++;
  return rows;
}

/** Sorts the values; 0 for none. */
function median(values: Float64Array): number {
  if (values.length === 0) return 0;
  const sorted = values.sort();
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

import { type GeoFrame, localFromWgs84 } from '../raster/geo-frame.ts';
import type { BoundsM } from '../raster/raster-grid.ts';
import { badInput, type Issue } from '../units/errors.ts';

/** Why a row of a measurement file was left out. */
export const REJECTION_REASONS = {
  'ragged-row': 'more fields than the header names',
  'position-missing': 'no position',
  'position-not-a-number': 'the position is not a number',
  'position-out-of-range':
    'the position is outside latitude -90 to 90 or longitude -180 to 180, or outside its projected system',
  'null-island': 'the position is 0, 0: a receiver without a fix',
  'rsrp-missing': 'no RSRP',
  'rsrp-not-a-number': 'RSRP is text',
  'rsrp-sentinel': 'RSRP is a number that loggers write for "unknown"',
  'rsrp-out-of-range': 'RSRP is outside -156 to -31 dBm, the reporting range of LTE and NR',
  'other-technology': 'neither LTE nor NR: their level is no RSRP',
  'not-serving': 'a neighbour, not the cell that serves',
} as const;
export type RejectionReason = keyof typeof REJECTION_REASONS;

export interface Rejection {
  readonly reason: RejectionReason;
  /** Index into `parts`. */
  readonly part: number;
  /** Lines of the file (or what its part counts), 1 = first. */
  readonly lines: Uint32Array;
  /** The first offending value, as it was written. */
  readonly example: string;
  /** What most of these rows look like, and the cure: the end of a sentence; left out where they look like nothing known. */
  readonly hint?: string;
}

/** One table that measurements were read from. */
export interface MeasurementPart {
  readonly name: string;
  /** The tool that wrote it, as far as it is known by its columns. */
  readonly layout: string;
  /** What `line` counts in it. */
  readonly counts: string;
  readonly rows: number;
}

/** Positions of all measurements, in the order of their rows. */
export type MeasuredPositions =
  | { readonly kind: 'wgs84'; readonly latDeg: Float64Array; readonly lonDeg: Float64Array }
  /** In the scene frame [m]. */
  | { readonly kind: 'local'; readonly x: Float64Array; readonly y: Float64Array };

/**
 * Measured RSRP, one entry a row that was accepted. accepted + rejected = rows, always: nothing is dropped silently.
 */
export interface MeasurementSet {
  readonly name: string;
  /** Number of accepted rows: the length of every array below. */
  readonly count: number;
  /** Data rows of the file. */
  readonly rows: number;
  readonly positions: MeasuredPositions;
  /** [dBm], -156..-31. */
  readonly rsrpDbm: Float32Array;
  /** Index into `cells`, -1 where the row names no cell. */
  readonly cell: Int32Array;
  /** Names of serving cells or sectors, in order of appearance. */
  readonly cells: readonly string[];
  /** Index into `devices` of the phone that measured, -1 where the row names none; null without such a column. */
  readonly device: Int32Array | null;
  /** Names of phones, in order of appearance. */
  readonly devices: readonly string[];
  /** Carrier that was measured [Hz], NaN where the row tells none; null without a column of frequencies or E-UTRA channel numbers. */
  readonly frequencyHz: Float64Array | null;
  /** Text of the time column's value as milliseconds since 1970 (UTC); NaN where none; null without such a column. */
  readonly timeMs: Float64Array | null;
  /** Error of the position that the receiver tells [m], NaN where it tells none; null without such a column. */
  readonly accuracyM: Float32Array | null;
  /** [m/s], NaN where none; null without such a column. */
  readonly speedMps: Float32Array | null;
  /** 1 under a roof, 0 in the open, 2 where the row does not tell; null without such a column. */
  readonly indoor: Uint8Array | null;
  /** The files of an archive, or sheets of a book, that the rows come from; of a plain file itself alone. */
  readonly parts: readonly MeasurementPart[];
  /** Index into `parts` of every accepted row. */
  readonly part: Uint16Array;
  /** Line of its part (or what that counts) of every accepted row. */
  readonly line: Uint32Array;
  readonly rejections: readonly Rejection[];
  readonly issues: readonly Issue[];
}

/** What a set tells where nothing is said of it. */
const PLAIN = {
  device: null,
  devices: [],
  frequencyHz: null,
  timeMs: null,
  accuracyM: null,
  speedMps: null,
  indoor: null,
  rejections: [],
  issues: [],
} as const satisfies Partial<MeasurementSet>;

/** A set that is no file's: every row is accepted, on lines from 2 on, and what is left out of `given` is not known. */
export function measurementSet(
  given: Pick<MeasurementSet, 'name' | 'positions' | 'rsrpDbm' | 'cell' | 'cells'> & Partial<MeasurementSet>,
): MeasurementSet {
  const count = given.rsrpDbm.length;
  return {
    ...PLAIN,
    count,
    rows: count,
    parts: [{ name: given.name, layout: 'made here', counts: 'row', rows: count }],
    part: new Uint16Array(count),
    line: Uint32Array.from({ length: count }, (_, row) => row + 2),
    ...given,
  };
}

/** Number of rejected rows, by reason. */
export function rejectedByReason(set: MeasurementSet): Partial<Record<RejectionReason, number>> {
  const sums: Partial<Record<RejectionReason, number>> = {};
  for (const { reason, lines } of set.rejections) sums[reason] = (sums[reason] ?? 0) + lines.length;
  return sums;
}

/** Positions in the scene frame [m]. @throws UserError('bad-input') for latitudes in a frame that has no place on the Earth. */
export function localPositions(set: MeasurementSet, frame: GeoFrame | null): { x: Float64Array; y: Float64Array } {
  const { positions } = set;
  if (positions.kind === 'local') return { x: positions.x, y: positions.y };
  if (frame === null) {
    throw badInput(
      `${set.name}: its positions are latitudes and longitudes, and the scene or map has no place on the Earth; give x and y [m] in the scene frame`,
    );
  }
  const x = new Float64Array(set.count);
  const y = new Float64Array(set.count);
  for (let i = 0; i < set.count; i++) {
    const p = localFromWgs84(frame, { latDeg: positions.latDeg[i]!, lonDeg: positions.lonDeg[i]! });
    x[i] = p.x;
    y[i] = p.y;
  }
  return { x, y };
}

/** How many of the positions lie within the bounds [m, scene frame] as they are, and how many with lat and lon exchanged. */
export function positionsWithin(
  set: MeasurementSet,
  frame: GeoFrame | null,
  bounds: BoundsM,
): { readonly asGiven: number; readonly swapped: number } {
  const count = ({ x, y }: { x: Float64Array; y: Float64Array }) =>
    x.reduce((sum, v, i) => {
      const inside = v >= bounds.minX && v <= bounds.maxX && y[i]! >= bounds.minY && y[i]! <= bounds.maxY;
      return inside ? sum + 1 : sum;
    }, 0);
  const { positions } = set;
  const asGiven = count(localPositions(set, frame));
  if (positions.kind === 'local') return { asGiven, swapped: 0 };
  const exchanged = { kind: 'wgs84', latDeg: positions.lonDeg, lonDeg: positions.latDeg } as const;
  return { asGiven, swapped: count(localPositions({ ...set, positions: exchanged }, frame)) };
}

import { badInput } from '../units/errors.ts';
import { type FilteredMeasurements, filterMeasurements, type MeasurementFilter } from './filter-measurements.ts';
import type { MeasurementSet } from './measurement-set.ts';

/** What is done to measurements before they are used: rows that are left out, levels and positions that are corrected. Each part may be left out. */
export interface MeasurementPreparation {
  /** Only rows of this time or later, and of this time or earlier: milliseconds since 1970 (UTC). */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Only rows at this speed or faster, and at this speed or slower [m/s]. */
  readonly leastSpeedMps?: number;
  readonly mostSpeedMps?: number;
  /** Taken off the levels of each phone, by its name [dB]. */
  readonly deviceOffsetsDb?: Readonly<Record<string, number>>;
  /** Added to every position [m]. */
  readonly shift?: { readonly eastM: number; readonly northM: number };
}

const EARTH_RADIUS_M = 6_371_008.8;
const M_A_DEGREE = (EARTH_RADIUS_M * Math.PI) / 180;

/** True where nothing would be done. */
export function isPlain(preparation: MeasurementPreparation): boolean {
  const { shift, deviceOffsetsDb, ...ranges } = preparation;
  return (
    Object.values(ranges).every((value) => value === undefined) &&
    Object.values(deviceOffsetsDb ?? {}).every((offset) => offset === 0) &&
    (shift === undefined || (shift.eastM === 0 && shift.northM === 0))
  );
}

/**
 * Measurements with a preparation done. A row that does not tell a time, or a speed, is left out where that is asked for.
 * @throws UserError('bad-input') for a range that ends before it begins, a time or speed asked of a set without any, and a phone that the
 * set does not name
 */
export function prepareMeasurements(set: MeasurementSet, preparation: MeasurementPreparation): FilteredMeasurements {
  const filters = [...timeFilters(set, preparation), ...speedFilters(set, preparation)];
  const { measurements, removed } = filterMeasurements(set, filters);
  return { measurements: shifted(levelled(measurements, preparation), preparation), removed };
}

function timeFilters(set: MeasurementSet, { fromMs, toMs }: MeasurementPreparation): MeasurementFilter[] {
  if (fromMs === undefined && toMs === undefined) return [];
  const { timeMs } = set;
  if (timeMs === null)
    throw badInput(`${set.name} tells no times, so no range of them can be chosen; leave the range out`);
  const [from, to] = [fromMs ?? Number.NEGATIVE_INFINITY, toMs ?? Number.POSITIVE_INFINITY];
  if (!(from <= to))
    throw badInput(
      `The range of times ends (${new Date(to).toISOString()}) before it begins (${new Date(from).toISOString()})`,
    );
  return [
    { name: 'time not known', keeps: (i) => !Number.isNaN(timeMs[i]!) },
    { name: 'before the range of times', keeps: (i) => timeMs[i]! >= from },
    { name: 'after the range of times', keeps: (i) => timeMs[i]! <= to },
  ];
}

function speedFilters(
  set: MeasurementSet,
  { leastSpeedMps, mostSpeedMps }: MeasurementPreparation,
): MeasurementFilter[] {
  if (leastSpeedMps === undefined && mostSpeedMps === undefined) return [];
  const { speedMps } = set;
  if (speedMps === null)
    throw badInput(
      `${set.name} tells no speeds (a column of them needs its unit, in its name or in a mapping), so no range of them can be chosen`,
    );
  const [least, most] = [leastSpeedMps ?? 0, mostSpeedMps ?? Number.POSITIVE_INFINITY];
  if (!(least <= most)) throw badInput(`The range of speeds ends (${most} m/s) below its beginning (${least} m/s)`);
  return [
    { name: 'speed not known', keeps: (i) => !Number.isNaN(speedMps[i]!) },
    { name: 'slower than the range of speeds', keeps: (i) => speedMps[i]! >= least },
    { name: 'faster than the range of speeds', keeps: (i) => speedMps[i]! <= most },
  ];
}

function levelled(set: MeasurementSet, { deviceOffsetsDb = {} }: MeasurementPreparation): MeasurementSet {
  const named = Object.entries(deviceOffsetsDb);
  if (named.length === 0) return set;
  const offsets = new Float64Array(set.devices.length);
  for (const [name, offsetDb] of named) {
    const device = set.devices.indexOf(name);
    if (device < 0)
      throw badInput(`${set.name} has no phone "${name}"; it has ${set.devices.slice(0, 5).join(', ') || 'none'}`);
    offsets[device] = offsetDb;
  }
  const { device } = set;
  if (device === null) return set;
  const rsrpDbm = set.rsrpDbm.map((level, i) => (device[i]! < 0 ? level : level - offsets[device[i]!]!));
  return { ...set, rsrpDbm };
}

/** A few metres are the same on a sphere and on the ellipsoid to a part in 300. */
function shifted(set: MeasurementSet, { shift }: MeasurementPreparation): MeasurementSet {
  if (shift === undefined) return set;
  const { eastM, northM } = shift;
  const { positions } = set;
  if (positions.kind === 'local') {
    const [x, y] = [positions.x.map((v) => v + eastM), positions.y.map((v) => v + northM)];
    return { ...set, positions: { kind: 'local', x, y } };
  }
  const latDeg = positions.latDeg.map((lat) => lat + northM / M_A_DEGREE);
  const lonDeg = positions.lonDeg.map(
    (lon, i) => lon + eastM / (M_A_DEGREE * Math.cos((positions.latDeg[i]! * Math.PI) / 180)),
  );
  return { ...set, positions: { kind: 'wgs84', latDeg, lonDeg } };
}

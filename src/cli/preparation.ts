import { timeMsOf } from '../io/measurements/time-field.ts';
import { offsetsOfDevices, toldOffsets } from '../measurements/level-devices.ts';
import { localPositions, type MeasurementSet } from '../measurements/measurement-set.ts';
import { isPlain, type MeasurementPreparation, prepareMeasurements } from '../measurements/preparation.ts';
import { type ShiftToStreets, shiftToStreets } from '../measurements/shift-to-streets.ts';
import { type GeoFrame, localFrame } from '../raster/geo-frame.ts';
import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, choiceOption, numberOption, numbersOption, type OptionTable, optional } from './arguments.ts';

/** Options of every command that uses measurements: which rows, and what is wrong with all of them alike. */
export const PREPARATION_OPTIONS: OptionTable = {
  from: {
    value: 'TIME',
    help: 'only rows of this time or later, e.g. 2026-03-31T14:43:00 (UTC where no zone is named)',
  },
  to: { value: 'TIME', help: 'only rows of this time or earlier' },
  'least-speed': { value: 'M/S', help: 'only rows at this speed or faster' },
  'most-speed': { value: 'M/S', help: 'only rows at this speed or slower' },
  shift: {
    value: 'X,Y|auto',
    help: 'metres east and north to add to every position; auto: what lays them on the streets of --scene',
  },
};

/** The option of those that do not level phones by themselves. */
export const DEVICE_OFFSETS_OPTION: OptionTable = {
  'device-offsets': {
    value: 'on|off',
    help: 'level the phones of a file against one another where it names them (default off)',
  },
};

export interface PreparationOptions {
  readonly ranges: Pick<MeasurementPreparation, 'fromMs' | 'toMs' | 'leastSpeedMps' | 'mostSpeedMps'>;
  readonly shift: 'auto' | { readonly eastM: number; readonly northM: number } | null;
  readonly levelsDevices: boolean;
}

/** Reads and checks these options, before any file is opened. */
export function readPreparation(args: Arguments, levels: boolean): PreparationOptions {
  const shift = readShift(args);
  if (shift === 'auto' && !args.given.has('scene'))
    throw badInput(
      `${args.command}: --shift auto needs the streets of a scene; give --scene, or the shift as --shift X,Y`,
    );
  const fromMs = timeOption(args, 'from');
  const toMs = timeOption(args, 'to');
  const leastSpeedMps = speedOption(args, 'least-speed');
  const mostSpeedMps = speedOption(args, 'most-speed');
  return {
    ranges: {
      ...(fromMs === null ? {} : { fromMs }),
      ...(toMs === null ? {} : { toMs }),
      ...(leastSpeedMps === null ? {} : { leastSpeedMps }),
      ...(mostSpeedMps === null ? {} : { mostSpeedMps }),
    },
    shift,
    levelsDevices: levels && choiceOption(args, 'device-offsets', 'off', ['on', 'off']) === 'on',
  };
}

export interface PreparedMeasurements {
  readonly set: MeasurementSet;
  /** For documents; null where nothing was asked for. */
  readonly preparation: PreparationDocument | null;
  /** What was asked for and could not be told. */
  readonly warnings: readonly string[];
}

interface PreparationDocument {
  readonly removed: readonly { readonly filter: string; readonly removed: number }[];
  readonly kept: number;
  readonly device_offsets?: readonly unknown[];
  readonly shift?: unknown;
}

/**
 * Does what was asked for. Offsets and shift are estimated from the rows that are kept, the offsets first.
 * @param scene whose streets `shift` auto needs
 */
export function prepared(
  set: MeasurementSet,
  { ranges, shift, levelsDevices }: PreparationOptions,
  scene: Pick<Scene, 'roads' | 'frame'> | null,
): PreparedMeasurements {
  if (isPlain(ranges) && shift === null && !levelsDevices) return { set, preparation: null, warnings: [] };
  const { measurements, removed } = prepareMeasurements(set, ranges);
  if (measurements.count === 0)
    throw badInput(
      `${set.name}: none of its ${set.count} rows is left (${removed.map(({ filter, count }) => `${count} ${filter}`).join(', ')}); widen the ranges`,
    );
  const devices = levelsDevices ? levelling(measurements) : null;
  const estimate = shift === 'auto' && scene !== null ? streetShift(measurements, scene) : null;
  const applied = shift === 'auto' ? (estimate?.because === null ? estimate : null) : shift;
  const done = prepareMeasurements(measurements, {
    ...(devices && { deviceOffsetsDb: devices.offsetsDb }),
    ...(applied && { shift: { eastM: applied.eastM, northM: applied.northM } }),
  });
  const untold =
    estimate?.because == null ? [] : [`--shift auto: positions stay as they are, since ${estimate.because}`];
  const alone =
    levelsDevices && devices === null
      ? ['--device-offsets on: levels stay as they are, since fewer than two phones are named']
      : [];
  return {
    set: done.measurements,
    preparation: {
      removed: removed.map(({ filter, count }) => ({ filter, removed: count })),
      kept: done.measurements.count,
      ...(devices && { device_offsets: devices.document }),
      ...(shift !== null && {
        shift: estimate ? estimateDocument(estimate) : { east: applied?.eastM, north: applied?.northM },
      }),
    },
    warnings: [...alone, ...untold],
  };
}

/** Lines of text that tell it. */
export function preparationText(preparation: PreparationDocument | null): string[] {
  return (preparation?.removed ?? []).map(({ filter, removed }) => `  ${removed} left out: ${filter}`);
}

function levelling(set: MeasurementSet) {
  const offsets = offsetsOfDevices(set, localPositions(set, frameOf(set)));
  if (offsets === null) return null;
  const document = set.devices.map((device, d) => ({
    device,
    offset: offsets.offsetDb[d]!,
    sd: offsets.sdDb[d]!,
    shared_rows: offsets.sharedRows[d]!,
  }));
  return { offsetsDb: toldOffsets(set, offsets), document };
}

/** Phones are held together by metres, wherever on the Earth. */
function frameOf({ positions, count }: MeasurementSet): GeoFrame | null {
  if (positions.kind === 'local' || count === 0) return null;
  return localFrame({ latDeg: positions.latDeg[0]!, lonDeg: positions.lonDeg[0]! });
}

function streetShift(set: MeasurementSet, { roads, frame }: Pick<Scene, 'roads' | 'frame'>): ShiftToStreets {
  const { x, y } = localPositions(set, frame);
  return shiftToStreets(x, y, roads);
}

function estimateDocument({ because, ...shift }: ShiftToStreets) {
  return {
    east: shift.eastM,
    north: shift.northM,
    sd_east: shift.sdEastM,
    sd_north: shift.sdNorthM,
    distance_before: shift.beforeM,
    distance_after: shift.afterM,
    places: shift.places,
    applied: because === null,
    because,
  };
}

function readShift(args: Arguments): PreparationOptions['shift'] {
  const text = optional(args, 'shift');
  if (text === undefined) return null;
  if (text === 'auto') return 'auto';
  const [eastM, northM] = numbersOption(args, 'shift', ['X', 'Y'], '3,-2 (or auto)')!;
  return { eastM: eastM!, northM: northM! };
}

function timeOption(args: Arguments, name: string): number | null {
  const text = optional(args, name);
  if (text === undefined) return null;
  const ms = timeMsOf(text, 'Z');
  if (!Number.isNaN(ms)) return ms;
  throw badInput(`${args.command}: --${name} ${text}: must be a date and time, e.g. --${name} 2026-03-31T14:43:00`);
}

function speedOption(args: Arguments, name: string): number | null {
  if (!args.given.has(name)) return null;
  return numberOption(args, name, 0, { unit: 'm/s', min: 0, max: 1000, example: '1' });
}

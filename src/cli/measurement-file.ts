import { basename } from 'node:path';
import { readMapping } from '../io/measurements/mapping-json.ts';
import { type ReadMeasurementsOptions, readMeasurements } from '../io/measurements/read-measurements.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import type { MeasurementSet } from '../measurements/measurement-set.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, type OptionTable, optional } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** Options of every command that reads measurements: what their file does not tell. */
export const MEASUREMENT_FILE_OPTIONS: OptionTable = {
  mapping: { value: 'FILE.json', help: 'which column of the measurements holds what' },
  epsg: { value: 'N', help: 'EPSG code of projected metres that the measurements do not name, e.g. 32648' },
  track: { value: 'FILE.gpx', help: 'positions by time, for measurements that have none' },
};

/** These options as they were given, before any file is opened. */
export interface MeasurementFileOptions {
  readonly mapping: string | undefined;
  readonly epsg: number | undefined;
  readonly track: string | undefined;
}

export function measurementFileOptions(args: Arguments): MeasurementFileOptions {
  return { mapping: optional(args, 'mapping'), epsg: epsgOption(args), track: optional(args, 'track') };
}

/** @throws UserError('bad-input') for a mapping that is none, and for files that are missing */
export async function readingOptions({
  mapping,
  epsg,
  track,
}: MeasurementFileOptions): Promise<ReadMeasurementsOptions> {
  return {
    ...(mapping === undefined ? {} : readMapping(await readFileBytes(mapping), basename(mapping))),
    ...(track === undefined ? {} : { track: { name: basename(track), bytes: await readFileBytes(track) } }),
    ...(epsg === undefined ? {} : { epsg }),
  };
}

function epsgOption(args: Arguments): number | undefined {
  const text = optional(args, 'epsg');
  if (text === undefined) return undefined;
  const digits = /^(?:EPSG:)?(\d{4,6})$/i.exec(text)?.[1];
  if (digits === undefined)
    throw badInput(`${args.command}: --epsg ${text}: must be the number of a system, e.g. --epsg 32648`);
  return Number(digits);
}

/** Reads the measurements as these options say; what was assumed becomes a warning. */
export async function readMeasured(args: Arguments, path: string, terminal: Terminal): Promise<MeasurementSet> {
  const options = await readingOptions(measurementFileOptions(args));
  const set = await readMeasurements(basename(path), await readFileBytes(path), options);
  for (const issue of set.issues) terminal.warn(issue.message);
  return set;
}

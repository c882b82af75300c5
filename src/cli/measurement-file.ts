import { basename, resolve } from 'node:path';
import { type ImportedFolder, importFolder } from '../io/imports/import-folder.ts';
import { readMapping } from '../io/measurements/mapping-json.ts';
import { type ReadMeasurementsOptions, readMeasurements } from '../io/measurements/read-measurements.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { isFolder, readFileTree } from '../io/node-files.ts';
import type { MeasurementSet } from '../measurements/measurement-set.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, type OptionTable, optional } from './arguments.ts';
import { breathe, type Terminal, throwIfInterrupted } from './terminal.ts';

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

/** Told of every file of a folder before it is read. */
export type OnFile = (file: string, share: number) => void | Promise<void>;

/** The measurements of a file, or of all files of a folder. */
export async function readMeasuredPath(
  path: string,
  given: MeasurementFileOptions,
  onFile: OnFile,
): Promise<MeasurementSet> {
  const options = await readingOptions(given);
  if (!(await isFolder(path))) return readMeasurements(basename(path), await readFileBytes(path), options);
  const { name, folder } = await readFolder(path, options, onFile);
  if (folder.measurements) return folder.measurements;
  throw badInput(nothingIn(name, folder));
}

/** The same as the options of a command say; what was assumed becomes a warning. */
export async function readMeasured(args: Arguments, path: string, terminal: Terminal): Promise<MeasurementSet> {
  const set = await readMeasuredPath(path, measurementFileOptions(args), onFileOf(terminal));
  for (const issue of set.issues) terminal.warn(issue.message);
  return set;
}

/** Progress by file, and a chance to be interrupted before each. */
export function onFileOf(terminal: Terminal): OnFile {
  return async (file, share) => {
    terminal.progress(file, share);
    await breathe();
    throwIfInterrupted(terminal.signal);
  };
}

/** All files of a folder, each read as what it turns out to be. */
export async function readFolder(
  path: string,
  options: ReadMeasurementsOptions,
  onFile: OnFile,
): Promise<{ readonly name: string; readonly folder: ImportedFolder }> {
  const name = basename(resolve(path));
  const files = [...(await readFileTree(path))].map(([file, bytes]) => ({ name: file, bytes }));
  return { name, folder: await importFolder(name, files, options, onFile) };
}

/** Why a folder is of no use: the first reason of its files. */
export function nothingIn(name: string, { entries }: ImportedFolder): string {
  const reason = entries.flatMap((entry) => (entry.kind === 'refused' ? entry.reason : []))[0];
  return `${name}: none of its ${entries.length} files holds measurements${reason === undefined ? '' : ` (${reason})`}`;
}

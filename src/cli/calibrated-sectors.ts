import { basename } from 'node:path';
import type { CalibratedSector } from '../calibration/report.ts';
import { SOLVABLE_METHODS } from '../engine/apply-calibration.ts';
import type { EngineName } from '../engine/engine.ts';
import { type CalibrationFile, readCalibration } from '../io/formats/calibration-json.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, optional } from './arguments.ts';
import type { PredictOptions } from './predict-options.ts';
import type { Terminal } from './terminal.ts';

/** What the calibration has found, so that the command line must not say otherwise. */
const FOUND = ['azimuth', 'downtilt', 'pattern'];

/** Reads the file of --parameters; null where it was not given. */
export async function readParameters(args: Arguments): Promise<CalibrationFile | null> {
  const path = optional(args, 'parameters');
  if (path === undefined) return null;
  if (args.given.has('tx'))
    throw badInput('predict: --parameters is of sectors by their ids; give --sites instead of --tx');
  const twice = FOUND.filter((name) => args.given.has(name));
  if (twice.length > 0)
    throw badInput(`predict: --parameters already sets the ${twice.join(' and ')}; leave --${twice[0]} out`);
  const file = readCalibration(basename(path), await readFileBytes(path));
  if (!SOLVABLE_METHODS.includes(file.method))
    throw badInput(
      `${basename(path)}: method ${file.method} is a model of its own, which predict does not compute in this version; calibrate by one of ${SOLVABLE_METHODS.join(', ')}`,
    );
  return file;
}

/**
 * The calibration of each of the sectors that are to be solved. Refused where the engine is not the one that was calibrated, or where the
 * file is of other sectors; sectors that only some of the list lack are told.
 */
export function calibratedSectors(
  { calibration, source, compareEngine, layer }: PredictOptions,
  engine: EngineName,
  scene: Scene,
  sectors: readonly Sector[],
  terminal: Terminal,
): ReadonlyMap<string, CalibratedSector> {
  if (calibration === null) return new Map();
  if (engine !== 'sweep' || (compareEngine !== null && compareEngine !== 'sweep'))
    throw badInput(
      `predict: --parameters were fitted to the sweep and mean nothing to ${engine === 'sweep' ? compareEngine : engine}; leave ${engine === 'sweep' ? '--compare-engine' : '--engine'} out`,
    );
  const held = Object.keys(calibration.sectors);
  const calibrated = new Map(
    sectors.flatMap(({ id }) =>
      Object.hasOwn(calibration.sectors, id) ? [[id, calibration.sectors[id]!.calibrated] as const] : [],
    ),
  );
  const absent = sectors.filter(({ id }) => !calibrated.has(id)).map(({ id }) => id);
  if (calibrated.size === 0 || (absent.length > 0 && source.kind === 'sites' && source.sector !== null))
    throw badInput(
      `predict: --parameters holds ${listed(held)}, not ${listed(absent)}; calibrate ${absent.length === 1 ? 'it' : 'them'}, or choose another with --sector`,
    );
  if (layer === 'path-gain' && [...calibrated.values()].some(({ correction }) => correction))
    throw badInput(
      'predict: --parameters holds a correction of RSRP on top of the engine, which path gain has no part in; give --layer rsrp',
    );
  if (absent.length > 0)
    terminal.warn(
      `--parameters lacks ${absent.length} of ${sectors.length} sectors (${listed(absent)}): they are predicted as the list has them`,
    );
  if (calibration.scene !== scene.name)
    terminal.warn(`--parameters were fitted in the scene ${calibration.scene}, and this is ${scene.name}`);
  return calibrated;
}

function listed(ids: readonly string[]): string {
  if (ids.length === 0) return 'no sector';
  return `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`;
}

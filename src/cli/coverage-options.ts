import { basename } from 'node:path';
import { readPersons } from '../io/formats/area-raster.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { type CellWeighting, cellWeights } from '../planning/coverage/cell-weights.ts';
import { type CoverageTargets, DEFAULT_TARGETS } from '../planning/coverage/coverage-targets.ts';
import type { GeoFrame } from '../raster/geo-frame.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, choiceOption, numberOption, type OptionTable, optional } from './arguments.ts';

/** Options of what counts as covered. */
export const TARGET_OPTIONS: OptionTable = {
  'rsrp-target': { value: 'DBM', help: `RSRP that is enough (default ${DEFAULT_TARGETS.rsrpDbm})` },
  'sinr-target': { value: 'DB', help: `SINR that is enough (default ${DEFAULT_TARGETS.sinrDb})` },
  load: { value: 'SHARE', help: 'of their resource elements that interferers fill, 0 to 1 (default 1)' },
  'noise-figure': { value: 'DB', help: `of the terminals (default ${DEFAULT_TARGETS.noiseFigureDb})` },
};

/** Options of what a search maximises. */
export const OBJECTIVE_OPTIONS: OptionTable = {
  ...TARGET_OPTIONS,
  'rsrp-weight': { value: 'W', help: 'of the share that meets the RSRP target in the objective (default 1)' },
  'sinr-weight': { value: 'W', help: 'of the share that meets the SINR target (default 1)' },
  weigh: {
    value: 'area|users',
    help: 'what shares are of: places outdoors, or users by land use outdoors (default area)',
  },
  population: { value: 'FILE.tif', help: 'shares of the people instead: a GeoTIFF of persons a cell' },
};

const WEIGHINGS = ['area', 'users'] as const;

/** Reads TARGET_OPTIONS and the weights of OBJECTIVE_OPTIONS. */
export function readTargets(args: Arguments): CoverageTargets {
  const number = (name: string, fallback: number, unit: string, min: number, max: number, example: string) =>
    numberOption(args, name, fallback, { unit, min, max, example });
  const targets = {
    rsrpDbm: number('rsrp-target', DEFAULT_TARGETS.rsrpDbm, 'dBm', -160, 0, '-100'),
    sinrDb: number('sinr-target', DEFAULT_TARGETS.sinrDb, 'dB', -40, 60, '3'),
    rsrpWeight: number('rsrp-weight', DEFAULT_TARGETS.rsrpWeight, '', 0, 1e6, '1'),
    sinrWeight: number('sinr-weight', DEFAULT_TARGETS.sinrWeight, '', 0, 1e6, '1'),
    load: number('load', DEFAULT_TARGETS.load, '', 0, 1, '0.5'),
    noiseFigureDb: number('noise-figure', DEFAULT_TARGETS.noiseFigureDb, 'dB', 0, 50, '7'),
  };
  if (targets.rsrpWeight + targets.sinrWeight > 0) return targets;
  throw badInput(`${args.command}: --rsrp-weight and --sinr-weight are both 0, so nothing is sought; give one above 0`);
}

/** What the shares of a search are of, and its name. */
export interface Weighed {
  readonly weight: Float64Array;
  readonly of: 'area' | 'users' | 'population';
}

/** The weight of every cell as --weigh or --population ask for it. */
export async function readWeights(
  args: Arguments,
  grid: RasterGrid,
  scene: Pick<Scene, 'buildings' | 'landUse'> | null,
  place: { readonly name: string; readonly frame: GeoFrame | null },
): Promise<Weighed> {
  const path = optional(args, 'population');
  if (path !== undefined && args.given.has('weigh'))
    throw badInput(`${args.command}: --weigh and --population both say what shares are of; give one of them`);
  const weighting: CellWeighting =
    path !== undefined
      ? { kind: 'population', persons: await readPersons(basename(path), await readFileBytes(path), grid, place) }
      : choiceOption(args, 'weigh', 'area', WEIGHINGS) === 'area'
        ? { kind: 'area' }
        : { kind: 'users', landUse: {} };
  return { weight: cellWeights(grid, scene, weighting), of: weighting.kind };
}

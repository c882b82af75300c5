import { DEFAULT_MODEL } from '../calibration/default-model.ts';
import { DEFAULT_CALIBRATION } from '../calibration/report.ts';
import { needsGivenMap, STUDY_METHODS, type StudyMethodId } from '../calibration/study/method-id.ts';
import { DEFAULT_INFORMED_MODEL, type StudyOptions } from '../calibration/study/study.ts';
import { DEFAULT_SETTINGS, type SolveSettings } from '../propagation/solve-request.ts';
import { badInput } from '../units/errors.ts';
import {
  type Arguments,
  choiceOption,
  numberOption,
  type OptionTable,
  optional,
  required,
  suggestion,
} from './arguments.ts';
import type { InputOptions } from './calibration-input.ts';
import { LEAST_CELL_M } from './extent-options.ts';
import { LOSSES_OPTION, lossSigns } from './losses-option.ts';
import { measurementFileOptions } from './measurement-file.ts';
import type { AdapterChoice } from './open-engine.ts';
import { readPreparation } from './preparation.ts';
import { readSolveSettings, receiverHeightOption, solveOptions } from './solve-options.ts';
import { askedSplits, readSplits, splitOptions } from './split-options.ts';

const MAX_DEPTH = 5;
const AZIMUTHS = 1024;

/** Those that take minutes a sector: only where they are asked for by name. */
const SLOW: readonly StudyMethodId[] = ['dl-c'];

/** What `compare` takes beside its other options to fit methods and hold them against one another. */
export const METHODS_OPTIONS: OptionTable = {
  methods: {
    value: 'NAME,NAME|all',
    help: `without --prediction: rows of the table, of ${STUDY_METHODS.join(', ')} (default all but ${SLOW.join(', ')}, which takes minutes a sector, and those of --maps without it)`,
  },
  ...splitOptions('both'),
  indoor: { value: 'mask|keep', help: 'cells inside buildings: left out, or kept (default mask)' },
  model: { value: 'ID|FILE', help: `predictor of the rows dl, dl-c and dl-residual (default ${DEFAULT_MODEL})` },
  'informed-model': {
    value: 'ID|FILE',
    help: `predictor that sees a coarse map, of the rows informed and informed-residual (default ${DEFAULT_INFORMED_MODEL})`,
  },
  maps: {
    value: 'FOLDER',
    help: 'maps of another source, one a sector (.npy or .tif of rsrp or path-gain), for the rows given and given-residual',
  },
  ...LOSSES_OPTION,
  'receiver-height': { value: 'M', help: 'receivers above the ground [m] (default 1.5)' },
  ...solveOptions({ maxDepth: `${MAX_DEPTH}`, azimuths: `${AZIMUTHS}` }),
  resume: {
    value: 'FILE.jsonl',
    help: 'write each sector to this file when it is done, and go on from what it holds; methods may be added later',
  },
  jobs: { value: 'N', help: 'processes that share the sectors (default: cores less one)' },
  out: {
    value: 'FILE.csv|json|md',
    help: 'write the table: every sector and row (.csv), all (.json), or the layout of Table 2 (.md)',
  },
};

export interface MethodsOptions extends InputOptions {
  readonly study: StudyOptions;
  readonly settings: SolveSettings;
  readonly seed: number;
  /** Folder of given maps. */
  readonly maps: string | null;
  readonly resume: string | null;
  readonly jobs: number;
  readonly out: string | null;
  readonly adapter: AdapterChoice;
}

/** Options of `compare` that are of given maps. */
const OF_MAPS = ['prediction', 'reference', 'sector', 'policy'];

/**
 * Reads and checks every option of a comparison of methods, before anything is opened.
 * @param cores processors of this machine, for the default of --jobs
 */
export function readMethodsOptions(args: Arguments, cores: number): MethodsOptions {
  for (const name of OF_MAPS)
    if (args.given.has(name))
      throw badInput(
        `compare: --${name} is of a given map; without --prediction methods are fitted and compared under both policies: leave --${name} out`,
      );
  const scene = required(args, 'scene', 'a file, a folder or synthetic:<seed>');
  const sites = required(args, 'sites', 'a list of sites in CSV or JSON');
  const measurements = required(args, 'measurements', 'a table of measured RSRP');
  const settings = readSolveSettings(args, { ...DEFAULT_SETTINGS, maxDepth: MAX_DEPTH }, () => AZIMUTHS);
  const whole = (min: number, max: number, example: string) => ({ unit: '', min, max, whole: true, example });
  return {
    scene,
    sites,
    measurements,
    reading: measurementFileOptions(args),
    preparation: readPreparation(args, false),
    lossSigns: lossSigns(args),
    groundMaterial: optional(args, 'ground-material') ?? null,
    sectors: readSectors(args),
    minRows: numberOption(args, 'min-rows', 1, whole(1, 1e9, '1000')),
    receiverHeightM: receiverHeightOption(args, 1.5),
    study: readStudy(args, settings.seed),
    settings,
    seed: settings.seed,
    maps: optional(args, 'maps') ?? null,
    resume: optional(args, 'resume') ?? null,
    jobs: numberOption(args, 'jobs', Math.max(1, cores - 1), whole(1, 256, '4')),
    out: readOut(args),
    adapter: choiceOption(args, 'adapter', 'auto', ['cpu', 'gpu', 'auto']),
  };
}

function readStudy(args: Arguments, seed: number): StudyOptions {
  const { method: _, split: __, ...fit } = DEFAULT_CALIBRATION;
  return {
    methods: readMethods(args),
    splits: askedSplits(readSplits(args, 'both'), seed),
    fit: {
      ...fit,
      indoor: choiceOption(args, 'indoor', 'mask', ['mask', 'keep'] as const),
      deviceOffsets: choiceOption(args, 'device-offsets', 'on', ['on', 'off'] as const) === 'on',
      cellSizeM: numberOption(args, 'cell-size', DEFAULT_CALIBRATION.cellSizeM, {
        unit: 'm',
        min: LEAST_CELL_M,
        max: 1000,
        example: '5',
      }),
    },
    model: optional(args, 'model') ?? DEFAULT_MODEL,
    informedModel: optional(args, 'informed-model') ?? DEFAULT_INFORMED_MODEL,
  };
}

function readMethods(args: Arguments): readonly StudyMethodId[] {
  const text = optional(args, 'methods');
  const maps = args.given.has('maps');
  const possible = STUDY_METHODS.filter((method) => maps || !needsGivenMap(method));
  if (text === undefined) return possible.filter((method) => !SLOW.includes(method));
  if (text === 'all') return possible;
  const words = text.split(',');
  const unknown = words.find((word) => !STUDY_METHODS.some((method) => method === word));
  if (unknown !== undefined)
    throw badInput(
      `compare: --methods ${unknown}: must be of ${STUDY_METHODS.join(', ')}, several of them split by commas without blanks, or all${suggestion(unknown, STUDY_METHODS)}`,
    );
  const methods = STUDY_METHODS.filter((method) => words.includes(method));
  const without = methods.find(needsGivenMap);
  if (!maps && without)
    throw badInput(`compare: the row ${without} is of given maps: say where they are with --maps FOLDER`);
  return methods;
}

function readSectors(args: Arguments): readonly string[] | null {
  const text = required(args, 'sectors', 'all, or ids split by commas');
  if (text === 'all') return null;
  if (args.given.has('min-rows'))
    throw badInput('compare: --min-rows chooses among all sectors; with ids of sectors leave it out');
  const ids = text.split(',');
  if (ids.includes(''))
    throw badInput(`compare: --sectors ${text}: ids are split by single commas without blanks, e.g. --sectors A1,B2`);
  return [...new Set(ids)];
}

function readOut(args: Arguments): string | null {
  const out = optional(args, 'out') ?? null;
  if (out !== null && !/\.(csv|json|md)$/i.test(out))
    throw badInput(`compare: --out ${out}: a table is written as .csv, .json or .md`);
  return out;
}

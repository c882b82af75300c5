import { DEFAULT_MODEL } from '../calibration/default-model.ts';
import { CALIBRATION_METHODS, type CalibrationMethod, DEFAULT_CALIBRATION } from '../calibration/report.ts';
import { SOLVABLE_METHODS } from '../engine/apply-calibration.ts';
import { DEFAULT_SETTINGS, type SolveSettings } from '../propagation/solve-request.ts';
import type { LossSigns } from '../sites/loss-signs.ts';
import { badInput } from '../units/errors.ts';
import {
  type Arguments,
  choiceOption,
  numberOption,
  type OptionTable,
  optional,
  required,
  suggestion,
  switched,
} from './arguments.ts';
import { LEAST_CELL_M } from './extent-options.ts';
import { LOSSES_OPTION, lossSigns } from './losses-option.ts';
import { MEASUREMENT_FILE_OPTIONS, type MeasurementFileOptions, measurementFileOptions } from './measurement-file.ts';
import type { AdapterChoice } from './open-engine.ts';
import { PREPARATION_OPTIONS, type PreparationOptions, readPreparation } from './preparation.ts';
import { readSolveSettings, receiverHeightOption, solveOptions } from './solve-options.ts';
import { readSplits, type SplitChoice, splitOptions } from './split-options.ts';

const MAX_DEPTH = 5;
const AZIMUTHS = 1024;
const OPTIMISERS = ['levenberg-marquardt', 'adam', 'lbfgs'] as const;

export const CALIBRATE_OPTIONS: OptionTable = {
  scene: { value: 'SCENE', help: 'as in predict' },
  sites: { value: 'FILE', help: 'sites in CSV or JSON' },
  ...LOSSES_OPTION,
  measurements: { value: 'FILE', help: 'measured RSRP in any table, the serving cell named as in the sites' },
  ...MEASUREMENT_FILE_OPTIONS,
  ...PREPARATION_OPTIONS,
  sector: { value: 'ID,ID|all', help: 'sectors or sites of the list; without it all that the measurements name' },
  method: {
    value: 'NAME,NAME|all',
    help: `what is fitted: ${CALIBRATION_METHODS.join(', ')}; several are held against one another on the same cells; all leaves dl out, which takes minutes`,
  },
  ...splitOptions('random'),
  tilt: { help: 'fit the downtilt beside the four of the antenna' },
  caps: { help: 'fit the front-to-back and side-lobe caps of the pattern' },
  walls: { help: 'fit a loss through and at each kind of wall' },
  truncation: { help: 'allow for the choice of the serving cell' },
  'share-materials': {
    help: 'one set of materials for all sectors of a band, fitted together (AM, or A with --walls; one process)',
  },
  'device-offsets': {
    value: 'on|off',
    help: 'level the phones of a file against one another where it names them (default on)',
  },
  'residual-field': { help: 'put a Gaussian field of what the fit leaves on top, and report its error too' },
  indoor: { value: 'mask|keep', help: 'cells inside buildings: left out, or kept (default mask)' },
  model: { value: 'ID', help: `predictor that dl trains (default ${DEFAULT_MODEL}); boresight models lists them` },
  optimiser: { value: OPTIMISERS.join('|'), help: "instead of the method's own" },
  'min-rows': { value: 'N', help: 'of a sector, for all of the list (default 1)' },
  'cell-size': { value: 'M', help: 'side of a cell [m], whose median is fitted (default 5)' },
  'receiver-height': { value: 'M', help: 'receivers above the ground [m] (default 1.5)' },
  engine: { value: 'sweep', help: 'whose paths are fitted (default sweep)' },
  ...solveOptions({ maxDepth: `${MAX_DEPTH}`, azimuths: `${AZIMUTHS}` }),
  jobs: { value: 'N', help: 'processes that share the sectors (default: cores less one)' },
  out: {
    value: 'FILE.json|FILE.tuned',
    help: 'write the calibrated sectors for predict --parameters, or the tuned model of dl; of one method and one split',
  },
};

export interface CalibrateOptions extends SplitChoice {
  readonly scene: string;
  readonly sites: string;
  readonly measurements: string;
  /** What that file does not tell. */
  readonly reading: MeasurementFileOptions;
  readonly preparation: PreparationOptions;
  readonly lossSigns: LossSigns;
  /** Ids of sectors or sites; null for all that the measurements name. */
  readonly sectors: readonly string[] | null;
  readonly methods: readonly CalibrationMethod[];
  readonly seed: number;
  readonly fit: {
    readonly tilt: boolean;
    readonly caps: boolean;
    readonly walls: boolean;
    readonly truncation: boolean;
    readonly residualField: boolean;
    readonly shareMaterials: boolean;
    readonly deviceOffsets: boolean;
    readonly indoor: 'mask' | 'keep';
    readonly optimiser: (typeof OPTIMISERS)[number] | null;
    readonly cellSizeM: number;
    readonly model?: string;
  };
  readonly minRows: number;
  readonly receiverHeightM: number;
  readonly settings: SolveSettings;
  readonly groundMaterial: string | null;
  readonly jobs: number;
  readonly out: string | null;
  readonly adapter: AdapterChoice;
}

/**
 * Reads and checks every option of `calibrate`, before anything is opened.
 * @param cores processors of this machine, for the default of --jobs
 */
export function readCalibrateOptions(args: Arguments, cores: number): CalibrateOptions {
  const scene = required(args, 'scene', 'a file, a folder or synthetic:<seed>');
  const sites = required(args, 'sites', 'a list of sites in CSV or JSON');
  const measurements = required(args, 'measurements', 'measured RSRP in CSV');
  refuseOtherEngines(args);
  const methods = readMethods(args);
  const settings = readSolveSettings(args, { ...DEFAULT_SETTINGS, maxDepth: MAX_DEPTH }, () => AZIMUTHS);
  const whole = (min: number, max: number, example: string) => ({ unit: '', min, max, whole: true, example });
  const options: CalibrateOptions = {
    scene,
    sites,
    measurements,
    reading: measurementFileOptions(args),
    preparation: readPreparation(args, false),
    lossSigns: lossSigns(args),
    sectors: readSectorIds(args),
    methods,
    ...readSplits(args, 'random'),
    seed: settings.seed,
    fit: {
      tilt: switched(args, 'tilt'),
      caps: switched(args, 'caps'),
      walls: switched(args, 'walls'),
      truncation: switched(args, 'truncation'),
      residualField: switched(args, 'residual-field'),
      shareMaterials: switched(args, 'share-materials'),
      deviceOffsets: choiceOption(args, 'device-offsets', 'on', ['on', 'off'] as const) === 'on',
      indoor: choiceOption(args, 'indoor', 'mask', ['mask', 'keep'] as const),
      optimiser: args.given.has('optimiser') ? choiceOption(args, 'optimiser', OPTIMISERS[0], OPTIMISERS) : null,
      cellSizeM: numberOption(args, 'cell-size', DEFAULT_CALIBRATION.cellSizeM, {
        unit: 'm',
        min: LEAST_CELL_M,
        max: 1000,
        example: '5',
      }),
      ...readModel(args, methods),
    },
    minRows: numberOption(args, 'min-rows', 1, whole(1, 1e9, '1000')),
    receiverHeightM: receiverHeightOption(args, 1.5),
    settings,
    groundMaterial: optional(args, 'ground-material') ?? null,
    jobs: numberOption(args, 'jobs', Math.max(1, cores - 1), whole(1, 256, '4')),
    out: optional(args, 'out') ?? null,
    adapter: choiceOption(args, 'adapter', 'auto', ['cpu', 'gpu', 'auto']),
  };
  refuseOutFile(options);
  return options;
}

function refuseOtherEngines(args: Arguments): void {
  const engine = optional(args, 'engine');
  if (engine === undefined || engine === 'sweep') return;
  throw badInput(
    engine === 'launch'
      ? 'calibrate: the launch engine is not available in this version; paths are recorded by the sweep (--engine sweep), which takes a mesh as upright prisms'
      : `calibrate: --engine ${engine}: only the sweep records the paths that a calibration fits; leave --engine out`,
  );
}

function readMethods(args: Arguments): readonly CalibrationMethod[] {
  const text = required(args, 'method', `one or more of ${CALIBRATION_METHODS.join(', ')}, or all`);
  if (text === 'all') return CALIBRATION_METHODS.filter((method) => method !== 'dl');
  const methods = text.split(',').map((word) => {
    const found = CALIBRATION_METHODS.find((method) => method === word);
    if (found) return found;
    throw badInput(
      `calibrate: --method ${word}: must be one of ${CALIBRATION_METHODS.join(', ')}, several of them split by commas without blanks, or all${suggestion(word, CALIBRATION_METHODS)}`,
    );
  });
  return [...new Set(methods)];
}

function readModel(args: Arguments, methods: readonly CalibrationMethod[]): { model?: string } {
  const model = optional(args, 'model');
  if (model === undefined) return {};
  if (!methods.includes('dl')) throw badInput('calibrate: --model is of --method dl, which is not asked for');
  return { model };
}

function readSectorIds(args: Arguments): readonly string[] | null {
  const text = optional(args, 'sector');
  if (text === undefined || text === 'all') return null;
  if (args.given.has('min-rows'))
    throw badInput('calibrate: --min-rows chooses among all sectors; with --sector ID leave it out');
  const ids = text.split(',');
  if (ids.includes(''))
    throw badInput(`calibrate: --sector ${text}: ids are split by single commas without blanks, e.g. --sector A1,B2`);
  return [...new Set(ids)];
}

/** A file of parameters holds one result a sector, of a kind that predict can use: anything else is refused before hours of fitting. */
function refuseOutFile({ out, methods, splits, draws }: CalibrateOptions): void {
  if (out === null) return;
  const tuned = methods.includes('dl');
  if (tuned && !/\.tuned$/i.test(out))
    throw badInput(`calibrate: --out ${out}: what dl trains is written as .tuned, the difference from the model`);
  if (!tuned && !/\.json$/i.test(out)) throw badInput(`calibrate: --out ${out}: parameters are written as .json`);
  if (methods.length > 1)
    throw badInput(
      `calibrate: --out takes the parameters of one method, and ${methods.length} are asked for; compare first, then run the best with --out`,
    );
  if (splits.length * draws > 1)
    throw badInput(
      `calibrate: --out takes one fit a sector, and ${splits.length * draws} splits are asked for; give one --split and leave --draws out`,
    );
  if (tuned) return;
  if (!SOLVABLE_METHODS.includes(methods[0]!))
    throw badInput(
      `calibrate: --out: what ${methods[0]} finds is a model of its own, which predict does not compute in this version; available: ${SOLVABLE_METHODS.join(', ')}`,
    );
}

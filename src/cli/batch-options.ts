import type { EngineName } from '../engine/engine.ts';
import { MAP_EXTENSIONS, type MapExtension } from '../io/formats/encode-map.ts';
import { DEFAULT_SETTINGS, defaultAzimuths, type SolveSettings } from '../propagation/solve-request.ts';
import type { LossSigns } from '../sites/loss-signs.ts';
import { badInput } from '../units/errors.ts';
import {
  type Arguments,
  choiceOption,
  numberOption,
  type OptionTable,
  optional,
  required,
  switched,
} from './arguments.ts';
import { engineOption } from './engine-names.ts';
import { type ExtentOptions, extentOptions, readExtent } from './extent-options.ts';
import { LOSSES_OPTION, lossSigns } from './losses-option.ts';
import { MEASUREMENT_FILE_OPTIONS, type MeasurementFileOptions, measurementFileOptions } from './measurement-file.ts';
import { readSolveSettings, receiverHeightOption, solveOptions } from './solve-options.ts';

export const BATCH_OPTIONS: OptionTable = {
  scene: { value: 'SCENE', help: 'as for predict; with --sites' },
  sites: { value: 'FILE', help: 'sites in CSV or JSON: one file a sector' },
  ...LOSSES_OPTION,
  cities: { value: 'A-B', help: 'instead of a scene: made-up cities of these seeds, with sectors drawn from them' },
  'sectors-per-city': { value: 'N', help: 'with --cities (default 4)' },
  out: { value: 'DIR', help: 'folder of the maps; a manifest.json says what they are' },
  format: { value: MAP_EXTENSIONS.join('|'), help: 'of the maps (default .npy)' },
  layer: { value: 'rsrp|path-gain', help: 'of the maps (default rsrp)' },
  training: { help: 'write samples for training (.npz: features, path gain, coarse sweep) instead of maps' },
  mismatch: { help: 'with --training: also a truth that differs from the model, as measurements do' },
  measurements: { value: 'FILE', help: 'with --training and --sites: real measurements by cell instead of --mismatch' },
  ...MEASUREMENT_FILE_OPTIONS,
  'min-rows': { value: 'N', help: 'with --measurements: only sectors with as many rows (default 1)' },
  shard: { value: 'i/n', help: 'only every n-th map, from the i-th (0/3, 1/3, 2/3 on three machines)' },
  resume: { help: 'go on in a folder that holds maps already; finished ones stay as they are' },
  jobs: { value: 'N', help: 'processes to share the work (default 1)' },
  engine: { value: 'NAME', help: 'as for predict (default: by the scene)' },
  ...extentOptions('512; 256 with --training'),
  'receiver-height': { value: 'M', help: 'receivers above the ground [m] (default 1.5)' },
  ...solveOptions({ maxDepth: '7', azimuths: '4096 with refraction, 8192 without' }),
};

export interface BatchOptions extends ExtentOptions {
  readonly source:
    | { readonly kind: 'sites'; readonly scene: string; readonly sites: string }
    | { readonly kind: 'cities'; readonly first: number; readonly last: number; readonly sectorsPerCity: number };
  readonly out: string;
  readonly format: MapExtension;
  readonly layer: 'rsrp' | 'path-gain';
  readonly lossSigns: LossSigns;
  readonly training: boolean;
  readonly mismatch: boolean;
  readonly measurements: string | null;
  /** What the file of the measurements does not tell. */
  readonly reading: MeasurementFileOptions;
  readonly minRows: number;
  readonly shard: { readonly index: number; readonly of: number };
  readonly resume: boolean;
  readonly jobs: number;
  readonly engine: EngineName | null;
  readonly receiverHeightM: number;
  readonly groundMaterial: string | null;
  readonly settings: SolveSettings;
  readonly adapter: 'cpu' | 'gpu' | 'auto';
}

/** Reads and checks every option of `batch`. */
export function readBatchOptions(args: Arguments): BatchOptions {
  const training = switched(args, 'training');
  const source = readSource(args);
  const measurements = optional(args, 'measurements') ?? null;
  for (const name of ['mismatch', 'measurements'])
    if (args.given.has(name) && !training) throw badInput(`batch: --${name} goes into samples; give --training too`);
  for (const name of ['format', 'layer'])
    if (args.given.has(name) && training) throw badInput(`batch: --training writes .npz samples; leave --${name} out`);
  for (const name of ['centre', 'bounds'])
    if (args.given.has(name) && (training || source.kind === 'cities'))
      throw badInput(`batch: samples and made-up cities are centred on their sector; leave --${name} out`);
  if (measurements !== null && source.kind === 'cities')
    throw badInput('batch: --measurements are of real sectors; give --scene and --sites instead of --cities');
  for (const name of Object.keys(MEASUREMENT_FILE_OPTIONS))
    if (args.given.has(name) && measurements === null)
      throw badInput(`batch: --${name} is of --measurements; give that file too`);
  if (measurements !== null && switched(args, 'mismatch'))
    throw badInput('batch: --measurements and --mismatch both say what was measured; give one of them');
  return {
    source,
    out: required(args, 'out', 'a folder for the maps'),
    format: choiceOption(args, 'format', '.npy', MAP_EXTENSIONS),
    layer: choiceOption(args, 'layer', 'rsrp', ['rsrp', 'path-gain'] as const),
    lossSigns: lossSigns(args),
    training,
    mismatch: switched(args, 'mismatch'),
    measurements,
    reading: measurementFileOptions(args),
    minRows: numberOption(args, 'min-rows', 1, { unit: 'rows', min: 1, max: 1e9, whole: true, example: '1000' }),
    shard: readShard(args),
    resume: switched(args, 'resume'),
    jobs: numberOption(args, 'jobs', 1, { unit: 'processes', min: 1, max: 256, whole: true, example: '2' }),
    engine: engineOption(args, 'engine'),
    ...readExtent(args, { size: training ? 256 : 512, mostCells: 8192 }),
    receiverHeightM: receiverHeightOption(args, 1.5),
    groundMaterial: optional(args, 'ground-material') ?? null,
    settings: readSolveSettings(args, DEFAULT_SETTINGS, defaultAzimuths),
    adapter: choiceOption(args, 'adapter', 'auto', ['cpu', 'gpu', 'auto']),
  };
}

function readSource(args: Arguments): BatchOptions['source'] {
  const cities = optional(args, 'cities');
  if (cities === undefined) {
    if (args.given.has('sectors-per-city'))
      throw badInput('batch: --sectors-per-city is of --cities; the sectors of a scene come from --sites');
    return {
      kind: 'sites',
      scene: required(args, 'scene', 'a scene with --sites, or give --cities A-B'),
      sites: required(args, 'sites', 'a CSV or JSON file of sectors'),
    };
  }
  for (const name of ['scene', 'sites'])
    if (args.given.has(name)) throw badInput(`batch: --cities makes scene and sectors itself; leave --${name} out`);
  const parts = /^(\d{1,9})-(\d{1,9})$/.exec(cities);
  const [first, last] = [Number(parts?.[1]), Number(parts?.[2])];
  if (!parts || last < first)
    throw badInput(`batch: --cities ${cities}: must be two seeds, the lower one first, e.g. --cities 1-400`);
  const sectorsPerCity = numberOption(args, 'sectors-per-city', 4, {
    unit: 'sectors',
    min: 1,
    max: 1000,
    whole: true,
    example: '4',
  });
  return { kind: 'cities', first, last, sectorsPerCity };
}

function readShard(args: Arguments): BatchOptions['shard'] {
  const text = optional(args, 'shard');
  if (text === undefined) return { index: 0, of: 1 };
  const parts = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  const [index, of] = [Number(parts?.[1]), Number(parts?.[2])];
  if (!parts || of < 1 || index >= of)
    throw badInput(`batch: --shard ${text}: must be i/n with i from 0 to n - 1, e.g. --shard 0/3`);
  return { index, of };
}

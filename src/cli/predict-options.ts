import type { EngineName } from '../engine/engine.ts';
import type { CalibrationFile } from '../io/formats/calibration-json.ts';
import { MAP_EXTENSIONS } from '../io/formats/encode-map.ts';
import { DEFAULT_SETTINGS, defaultAzimuths, type SolveSettings } from '../propagation/solve-request.ts';
import type { NamedPattern, Polarisation } from '../radio/antenna-pattern.ts';
import { DEFAULT_NOISE_FIGURE_DB } from '../radio/sinr.ts';
import type { LossSigns } from '../sites/loss-signs.ts';
import { badInput } from '../units/errors.ts';
import {
  type Arguments,
  choiceOption,
  numberOption,
  numbersOption,
  type OptionTable,
  optional,
  required,
} from './arguments.ts';
import { engineOption } from './engine-names.ts';
import { type ExtentOptions, extentOptions, readExtent } from './extent-options.ts';
import { LAUNCH_OPTIONS, readLaunchSettings } from './launch-options.ts';
import { LOSSES_OPTION, lossSigns } from './losses-option.ts';
import { RECEIVER_OPTIONS, type ReceiverOptions, readReceiverOptions } from './receiver-options.ts';
import { readSolveSettings, solveOptions } from './solve-options.ts';

export const LAYERS = [
  'path-gain',
  'rsrp',
  'sinr',
  'throughput',
  'overlap',
  'pilot-pollution',
  'best-server',
  'los',
  'provenance',
  'expected-error',
  'delay-spread',
  'departure-azimuth',
  'departure-elevation',
  'arrival-azimuth',
  'arrival-elevation',
] as const;

export type Layer = (typeof LAYERS)[number];

/** Layers that are made of RadioMap.moments. */
const MOMENT_LAYERS: readonly Layer[] = LAYERS.slice(LAYERS.indexOf('delay-spread'));

export const PREDICT_OPTIONS: OptionTable = {
  scene: { value: 'SCENE', help: 'folder, zip, tar.gz, .xml, .obj, .geojson, .tif of heights, or synthetic:<seed>' },
  terrain: {
    value: 'FILE',
    help: 'GeoTIFF of ground heights [m] to lay under footprints, for the launch and reference engines',
  },
  sites: { value: 'FILE', help: 'sites in CSV or JSON' },
  ...LOSSES_OPTION,
  sector: { value: 'ID', help: 'one sector of the sites; without it all are computed and the strongest counts' },
  tx: { value: 'x,y,z', help: 'one transmitter in the scene frame [m] instead of sites' },
  out: { value: 'FILE', help: `map to write: ${MAP_EXTENSIONS.join(' ')}` },
  engine: {
    value: 'NAME',
    help: 'sweep, launch, reference, free-space, uma, umi, rma, cost231-hata, hata, a learned predictor (see models) or the path of one (default: by the scene)',
  },
  layer: { value: 'NAME', help: `${LAYERS.join(', ')} (default path-gain)` },
  ...extentOptions('512'),
  ...RECEIVER_OPTIONS,
  'wedge-model': {
    value: 'luebbers|sionna',
    help: 'how the launch and reference engines weigh the faces of wedges (default luebbers)',
  },
  ...solveOptions({ maxDepth: '7', azimuths: '4096 with refraction, 8192 without' }),
  ...LAUNCH_OPTIONS,
  frequency: { value: 'HZ', help: 'carrier (default 3.5e9 with --tx; with --sites instead of the list)' },
  pattern: { value: 'iso|dipole|hw_dipole|tr38901|FILE.msi', help: 'antenna (default iso with --tx)' },
  polarisation: { value: 'V|H|VH|cross', help: 'default V' },
  azimuth: { value: 'DEG', help: 'boresight, clockwise from north (default 0)' },
  downtilt: { value: 'DEG', help: 'positive down (default 0)' },
  power: { value: 'DBM', help: 'at the antenna port (default 43)' },
  'power-per': {
    value: 'total|re',
    help: 'whether the power is of the carrier or of one resource element (default total)',
  },
  bandwidth: { value: 'HZ', help: 'of the carrier (default 20e6)' },
  parameters: {
    value: 'FILE',
    help: 'calibrated sectors, written by calibrate --out; their settings of the solve become the defaults',
  },
  'noise-figure': {
    value: 'DB',
    help: `of the receiver, for sinr and throughput (default ${DEFAULT_NOISE_FIGURE_DB})`,
  },
  load: {
    value: 'SHARE',
    help: 'of their resource elements that interferers fill, for sinr and throughput (default 1)',
  },
  'compare-engine': { value: 'NAME', help: 'compute a second map with this engine and report their difference' },
};

/** Values given on the command line that stand in for those of the sites, or are those of --tx. */
export interface AntennaOptions {
  readonly frequencyHz?: number;
  readonly pattern?: NamedPattern | { readonly file: string };
  readonly polarisation?: Polarisation;
  readonly azimuthDeg?: number;
  readonly downtiltDeg?: number;
  readonly powerDbm?: number;
  readonly powerPer?: 'total' | 're';
  readonly bandwidthHz?: number;
}

export interface PredictOptions extends ExtentOptions, ReceiverOptions {
  readonly scene: string;
  readonly source:
    | { readonly kind: 'tx'; readonly x: number; readonly y: number; readonly z: number }
    | { readonly kind: 'sites'; readonly file: string; readonly sector: string | null };
  readonly antenna: AntennaOptions;
  readonly engine: EngineName | null;
  readonly compareEngine: EngineName | null;
  readonly layer: Layer;
  /** GeoTIFF of ground heights. */
  readonly terrain: string | null;
  readonly settings: SolveSettings;
  readonly groundMaterial: string | null;
  /** What --parameters names. */
  readonly calibration: CalibrationFile | null;
  readonly noiseFigureDb: number;
  /** Share [0..1] of their resource elements that interferers fill. */
  readonly load: number;
  readonly lossSigns: LossSigns;
  readonly out: string | null;
  readonly adapter: 'cpu' | 'gpu' | 'auto';
}

/**
 * Reads and checks every option of `predict`; a value out of its range is refused before anything is opened or allocated.
 * @param calibration what --parameters names; its settings of the solve are the defaults
 */
export function readPredictOptions(args: Arguments, calibration: CalibrationFile | null): PredictOptions {
  const scene = required(args, 'scene', 'a file, a folder or synthetic:<seed>');
  const layer = choiceOption(args, 'layer', 'path-gain', LAYERS);
  return {
    scene,
    source: readSource(args),
    antenna: readAntenna(args),
    engine: engineOption(args, 'engine'),
    compareEngine: engineOption(args, 'compare-engine'),
    layer,
    ...readExtent(args, { size: 512, mostCells: 1e6 }),
    ...readReceiverOptions(args, calibration?.receiverHeightM ?? 1.5),
    terrain: optional(args, 'terrain') ?? null,
    settings: {
      ...readSolveSettings(args, { ...DEFAULT_SETTINGS, ...calibration?.settings }, defaultAzimuths),
      ...readLaunchSettings(args),
      ...(MOMENT_LAYERS.includes(layer) ? { moments: true } : {}),
    },
    groundMaterial: optional(args, 'ground-material') ?? calibration?.groundMaterial ?? null,
    calibration,
    noiseFigureDb: numberOption(args, 'noise-figure', DEFAULT_NOISE_FIGURE_DB, {
      unit: 'dB',
      min: 0,
      max: 50,
      example: '7',
    }),
    load: numberOption(args, 'load', 1, { unit: '', min: 0, max: 1, example: '0.5' }),
    lossSigns: lossSigns(args),
    out: optional(args, 'out') ?? null,
    adapter: choiceOption(args, 'adapter', 'auto', ['cpu', 'gpu', 'auto']),
  };
}

function readSource(args: Arguments): PredictOptions['source'] {
  const file = optional(args, 'sites');
  const sector = optional(args, 'sector') ?? null;
  const tx = numbersOption(args, 'tx', ['x', 'y', 'z'], '0,0,40');
  if (file !== undefined && tx) throw badInput('predict: --sites and --tx both say what transmits; give one of them');
  if (tx) {
    if (sector !== null) throw badInput('predict: --sector chooses from --sites; with --tx there is one transmitter');
    const [x, y, z] = tx as [number, number, number];
    if (Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) > 1e6) {
      throw badInput(
        `predict: --tx ${x},${y},${z}: metres in the scene frame are at most 1000000; projected coordinates do not fit`,
      );
    }
    return { kind: 'tx', x, y, z };
  }
  if (file === undefined) {
    throw badInput(
      'predict: nothing transmits; give --sites FILE (and --sector ID) or --tx x,y,z [m, scene frame], e.g. --tx 0,0,40',
    );
  }
  return { kind: 'sites', file, sector };
}

function readAntenna(args: Arguments): AntennaOptions {
  const given = {
    frequencyHz: value(args, 'frequency', { unit: 'Hz', min: 3e7, max: 3e11, example: '3.5e9' }),
    pattern: patternOption(args),
    polarisation: args.given.has('polarisation')
      ? choiceOption(args, 'polarisation', 'V', ['V', 'H', 'VH', 'cross'] as const)
      : undefined,
    azimuthDeg: bearing(value(args, 'azimuth', { unit: 'deg', min: -360, max: 360, example: '120' })),
    downtiltDeg: value(args, 'downtilt', { unit: 'deg', min: -90, max: 90, example: '6' }),
    powerDbm: value(args, 'power', { unit: 'dBm', min: -60, max: 100, example: '43' }),
    powerPer: args.given.has('power-per')
      ? choiceOption(args, 'power-per', 'total', ['total', 're'] as const)
      : undefined,
    bandwidthHz: value(args, 'bandwidth', { unit: 'Hz', min: 1e5, max: 1e10, example: '20e6' }),
  };
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
}

function value(args: Arguments, name: string, rule: Parameters<typeof numberOption>[3]): number | undefined {
  return args.given.has(name) ? numberOption(args, name, 0, rule) : undefined;
}

function bearing(degrees: number | undefined): number | undefined {
  return degrees === undefined ? undefined : ((degrees % 360) + 360) % 360;
}

function patternOption(args: Arguments): AntennaOptions['pattern'] {
  const text = optional(args, 'pattern');
  if (text === undefined) return undefined;
  if (/\.(msi|pln|txt)$/i.test(text)) return { file: text };
  return choiceOption(args, 'pattern', 'iso', ['iso', 'dipole', 'hw_dipole', 'tr38901'] as const);
}

import type { CalibrationMethod, CalibrationOptions, SectorReport } from '../../calibration/report.ts';

interface MethodWords {
  /** As in a list. */
  readonly name: string;
  /** As in a table. */
  readonly short: string;
  readonly explanation: string;
}

export const METHOD_WORDS: Readonly<Record<CalibrationMethod, MethodWords>> = {
  offset: {
    name: 'Offset',
    short: 'offset',
    explanation: 'One number: shifts the engine’s level by the median residual. Takes up power, feeder and body loss.',
  },
  'log-distance': {
    name: 'Log-distance',
    short: 'log-distance',
    explanation: 'Level against the logarithm of distance, two numbers. No engine; the plainest model to beat.',
  },
  'log-distance-pattern': {
    name: 'Log-distance with pattern',
    short: 'log-dist. + pattern',
    explanation: 'The same with the antenna’s gain towards each cell beside it. No engine.',
  },
  spm: {
    name: 'SPM, linear model with clutter',
    short: 'SPM',
    explanation:
      'Distance, effective height, diffraction and clutter classes, linear, as planning tools tune it. No engine.',
  },
  A: {
    name: 'A · antenna',
    short: 'A',
    explanation: 'Azimuth, both beamwidths and maximum gain, fitted to cached paths. The one to begin with.',
  },
  AM: {
    name: 'AM · antenna and materials',
    short: 'AM',
    explanation: 'A, and permittivity and conductivity of every material. Outdoor data rarely tell materials.',
  },
  AMv: {
    name: 'AMv · the paper’s vectorised form',
    short: 'AMv',
    explanation:
      'AM with each parameter read out of a vector of five and fitted by Adam. Same functions, another path.',
  },
  'per-building': {
    name: 'Per building',
    short: 'per building',
    explanation: 'AM, and the walls of single buildings, held to their material by a prior. Needs dense data.',
  },
  tuned: {
    name: 'Tuned level',
    short: 'tuned',
    explanation: 'Engine level, distance, diffraction, line of sight, indoor and clutter, weighed by ridge regression.',
  },
  dl: {
    name: 'DL · trained network',
    short: 'DL',
    explanation:
      'A predictor, trained on these measurements for 60 iterations. What it learned becomes an engine for this sector, and a file.',
  },
};

/** True for methods that fit the antenna to cached paths. */
export function fitsAntenna(method: CalibrationMethod): boolean {
  return method === 'A' || method === 'AM' || method === 'AMv' || method === 'per-building';
}

/** True where a map of the level as corrected by measurements can be made. */
export function correctsMap({ method, residualField }: CalibrationOptions): boolean {
  return method === 'tuned' || residualField;
}

export function splitWords(options: CalibrationOptions): string {
  const { trainShare, seed } = options.split;
  const train = Math.round(100 * trainShare);
  return `${splitKind(options)} ${train}/${100 - train}, seed ${seed}`;
}

/** The same in two or three words. */
export function splitKind({ split }: CalibrationOptions): string {
  if (split.kind === 'random') return 'random';
  return split.kind === 'blocks' ? `${split.blockM} m blocks` : 'by route';
}

export const TRUST_WORDS: Readonly<Record<SectorReport['verdict']['trust'], string>> = {
  good: 'To be trusted',
  caution: 'With caution',
  none: 'Not to be used',
};

export const STAGE_WORDS = {
  paths: 'Tracing paths to the measured cells',
  fit: 'Fitting',
  validate: 'Judging by held-out cells and baselines',
} as const;

/** What a person should know of the terms on the panel. */
export const TERMS = {
  heldOut: 'Measured cells that the fit never saw. Errors are quoted on these.',
  random: 'Held-out cells lie among the fitted ones, so that neighbours help: an optimistic error, and the paper’s.',
  blocks: 'Whole squares are held out, so that the model must predict streets that it has not seen.',
  routes: 'Whole drives are held out. Needs times in the measurements.',
  truncation:
    'A phone reports the cell that serves it: where this sector is weak, another was reported. The fit then counts every row as “at least as strong as what would have lost”.',
  field:
    'What the model leaves is interpolated from neighbouring measurements (a Gaussian process), with its uncertainty. It helps only where there are measurements.',
  devices:
    'Phones read the same level differently. Where the measurements name them, what each reads above or below the others is taken off.',
  shared:
    'All sectors see the same city: concrete is concrete for each of them. Without it every sector finds materials of its own, and accepting cannot take them all.',
  indoor: 'Rows inside a building’s outline: position error or indoor use. The paper leaves them out.',
  tilt: 'Electrical and mechanical tilt together. Trades against the vertical beamwidth.',
  caps: 'Front-to-back ratio and side-lobe level of the pattern.',
  walls: 'Loss through and loss at each kind of wall, beside what its material takes.',
  model: 'The network that is trained. All begin from what they learned of made-up cities.',
  prior: 'Value before the fit; where the data say nothing, the fit stays near it.',
  interval:
    'With 95 % probability the value lies between these ends. Neighbouring cells share their shadowing, and the interval allows for it.',
  covered: 'Cells where the engine predicts a level.',
  all: 'Every measured cell; those without coverage count as −140 dBm.',
  mae: 'Mean absolute error [dB].',
  seed: 'The same seed parts the cells the same way again.',
  optimiser: 'Levenberg–Marquardt unless the method has its own. Adam repeats the paper’s schedule.',
} as const;

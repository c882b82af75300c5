import { DEFAULT_CALIBRATION, type SplitOptions } from '../calibration/report.ts';
import { drawnSplits } from '../calibration/validation/drawn-splits.ts';
import { type Arguments, choiceOption, numberOption, type OptionTable } from './arguments.ts';

const KINDS = {
  random: ['random'],
  blocks: ['blocks'],
  routes: ['routes'],
  both: ['random', 'blocks'],
  all: ['random', 'blocks', 'routes'],
} as const satisfies Record<string, readonly SplitOptions['kind'][]>;
type SplitWord = keyof typeof KINDS;
const WORDS = Object.keys(KINDS) as SplitWord[];

/** How cells are held out, in the words of every command that fits to measurements. */
export function splitOptions(fallback: SplitWord): OptionTable {
  return {
    split: {
      value: WORDS.join('|'),
      help: `how cells are held out (default ${fallback}; routes: a whole drive, of measurements with times; both: random and blocks; all: the three)`,
    },
    train: { value: 'SHARE', help: 'share of cells that is fitted, at random and in blocks (default 0.7)' },
    block: { value: 'M', help: 'side of a block [m] (default 100)' },
    draws: { value: 'N', help: 'splits of each kind, with seeds from --seed upwards (default 1)' },
  };
}

/** What was asked for by them. */
export interface SplitChoice {
  readonly splits: readonly SplitOptions['kind'][];
  readonly trainShare: number;
  readonly blockM: number;
  /** Splits of each kind. */
  readonly draws: number;
}

export function readSplits(args: Arguments, fallback: SplitWord): SplitChoice {
  const { trainShare, blockM } = DEFAULT_CALIBRATION.split;
  return {
    splits: KINDS[choiceOption(args, 'split', fallback, WORDS)],
    trainShare: numberOption(args, 'train', trainShare, { unit: '', min: 0.05, max: 0.95, example: '0.7' }),
    blockM: numberOption(args, 'block', blockM, { unit: 'm', min: 1, max: 10_000, example: '100' }),
    draws: numberOption(args, 'draws', 1, { unit: '', min: 1, max: 100, whole: true, example: '5' }),
  };
}

/** Every split that was asked for. */
export function askedSplits({ splits, trainShare, blockM, draws }: SplitChoice, seed: number): SplitOptions[] {
  return drawnSplits(splits, { trainShare, blockM, seed }, draws);
}

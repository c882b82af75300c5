import type { EnoughSettings, RouletteSettings, SolveSettings } from '../propagation/solve-request.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, numberOption, type OptionTable } from './arguments.ts';
import { readScattering, SCATTERING_OPTIONS } from './scattering-options.ts';

/** Most rays of a launch that ends when it is good enough. */
const RAYS_UNTIL_ENOUGH = 2 ** 30;

/** Options of what only engines that shoot rays heed. */
export const LAUNCH_OPTIONS: OptionTable = {
  rays: {
    value: 'N',
    help: 'rays of the launch and reference engines (default 1000000; with --target-error or --time-budget the most there may be)',
  },
  'target-error': {
    value: 'DB',
    help: 'launch: stop when the median standard error of the covered cells is so small [dB]',
  },
  'time-budget': { value: 'S', help: 'launch: stop after so many seconds, at the end of a group of rays' },
  ...SCATTERING_OPTIONS,
  'roulette-depth': { value: 'N', help: 'rays survive by chance after so many interactions (default never)' },
  'roulette-survival': { value: 'P', help: 'greatest chance to survive, above 0 to 1 (default 0.95)' },
  'gain-threshold': { value: 'DB', help: 'drop rays below this path gain [dB] (default none)' },
};

/** Reads the options of LAUNCH_OPTIONS that were given. */
export function readLaunchSettings(args: Arguments): Partial<SolveSettings> {
  const enough = readEnough(args);
  const scattering = readScattering(args);
  const roulette = readRoulette(args);
  return {
    ...(scattering ? { scattering } : {}),
    ...(roulette ? { roulette } : {}),
    ...(enough ? { enough, ...(args.given.has('rays') ? {} : { rays: RAYS_UNTIL_ENOUGH }) } : {}),
    ...(args.given.has('gain-threshold')
      ? { dropBelowDb: numberOption(args, 'gain-threshold', 0, { unit: 'dB', min: -400, max: 0, example: '-180' }) }
      : {}),
  };
}

function readRoulette(args: Arguments): RouletteSettings | null {
  const survival = numberOption(args, 'roulette-survival', 0.95, {
    unit: '',
    min: 0,
    exclusiveMin: true,
    max: 1,
    example: '0.95',
  });
  if (!args.given.has('roulette-depth')) {
    if (args.given.has('roulette-survival'))
      throw badInput('predict: --roulette-survival says how many survive; give --roulette-depth as well, from when on');
    return null;
  }
  const fromDepth = numberOption(args, 'roulette-depth', 3, {
    unit: 'interactions',
    min: 1,
    max: 7,
    whole: true,
    example: '3',
  });
  return { fromDepth, survival };
}

function readEnough(args: Arguments): EnoughSettings | null {
  const above = { min: 0, exclusiveMin: true } as const;
  const medianErrorDb = args.given.has('target-error')
    ? numberOption(args, 'target-error', 0.1, { unit: 'dB', ...above, max: 3, example: '0.1' })
    : undefined;
  const seconds = args.given.has('time-budget')
    ? numberOption(args, 'time-budget', 10, { unit: 's', ...above, max: 86_400, example: '10' })
    : undefined;
  if (medianErrorDb === undefined && seconds === undefined) return null;
  return { ...(medianErrorDb === undefined ? {} : { medianErrorDb }), ...(seconds === undefined ? {} : { seconds }) };
}

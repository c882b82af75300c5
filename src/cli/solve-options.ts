import type { SolveSettings, WedgeModel } from '../propagation/solve-request.ts';
import { type Arguments, choiceOption, numberOption, type OptionTable, switched } from './arguments.ts';

/** The options of what a ray engine follows, for every command that traces; the defaults are shown as text. */
export function solveOptions(defaults: { readonly maxDepth: string; readonly azimuths: string }): OptionTable {
  return {
    'max-depth': { value: 'N', help: `most interactions on a path, 0 to 7 (default ${defaults.maxDepth})` },
    azimuths: { value: 'N', help: `launch azimuths of the sweep (default ${defaults.azimuths})` },
    'no-los': { help: 'leave the direct path out' },
    reflection: { value: 'on|off', help: 'default on' },
    refraction: { value: 'on|off', help: 'transmission through walls and roofs (default on)' },
    diffraction: {
      value: 'on|off',
      help: 'over roofs and round corners; of the launch and reference engines: at every wedge of the mesh (default on)',
    },
    'wall-thickness': { value: 'M', help: 'where the scene gives none [m] (default 0.1)' },
    'ground-material': { value: 'NAME', help: "instead of the scene's" },
  };
}

export const SWITCH = ['on', 'off'] as const;
const WEDGE_MODELS: readonly WedgeModel[] = ['luebbers', 'sionna'];

/** Reads the options of `solveOptions`, and --rays and --seed where they are given; `defaults` is what holds without them. */
export function readSolveSettings(
  args: Arguments,
  defaults: Omit<SolveSettings, 'azimuths'>,
  defaultAzimuths: (refraction: boolean) => number,
): SolveSettings {
  const on = (name: string, fallback: boolean) => choiceOption(args, name, fallback ? 'on' : 'off', SWITCH) === 'on';
  const refraction = on('refraction', defaults.refraction);
  return {
    maxDepth: numberOption(args, 'max-depth', defaults.maxDepth, {
      unit: 'interactions',
      min: 0,
      max: 7,
      whole: true,
      example: '7',
    }),
    lineOfSight: defaults.lineOfSight && !switched(args, 'no-los'),
    reflection: on('reflection', defaults.reflection),
    refraction,
    diffraction: on('diffraction', defaults.diffraction),
    wedgeModel: choiceOption(args, 'wedge-model', defaults.wedgeModel ?? 'luebbers', WEDGE_MODELS),
    azimuths: numberOption(args, 'azimuths', defaultAzimuths(refraction), {
      unit: '',
      min: 16,
      max: 2 ** 20,
      whole: true,
      example: '4096',
    }),
    rays: numberOption(args, 'rays', defaults.rays, { unit: '', min: 1, max: 1e10, whole: true, example: '1000000' }),
    wallThicknessM: numberOption(args, 'wall-thickness', defaults.wallThicknessM, {
      unit: 'm',
      min: 0,
      exclusiveMin: true,
      max: 10,
      example: '0.1',
    }),
    seed: numberOption(args, 'seed', defaults.seed, {
      unit: '',
      min: 0,
      max: 2 ** 32 - 1,
      whole: true,
      example: '42',
    }),
  };
}

/** Height of the receivers above the ground [m]. */
export function receiverHeightOption(args: Arguments, fallback: number): number {
  return numberOption(args, 'receiver-height', fallback, {
    unit: 'm',
    min: 0,
    exclusiveMin: true,
    max: 1000,
    example: '1.5',
  });
}

import type { ScatteringSettings } from '../propagation/solve-request.ts';
import { canonicalMaterialName, materialByName } from '../radio/materials.ts';
import { LAMBERTIAN, MOST_ALPHA, type ScatteringLobe } from '../radio/scattering.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, choiceOption, numberOption, type OptionTable, optional } from './arguments.ts';
import { SWITCH } from './solve-options.ts';

/** S where scattering is asked for without one. */
const DEFAULT_SCATTERING = 0.3;
const PATTERNS = ['lambertian', 'directive', 'backscattering'] as const;
const UNIT = { unit: '', min: 0, max: 1 } as const;

/** Each but `--scattering off` asks for scattering. */
export const SCATTERING_OPTIONS: OptionTable = {
  scattering: { value: 'on|off', help: 'diffuse, by the launch and reference engines (default off)' },
  'scattering-coefficient': {
    value: 'S',
    help: `share of the reflected field that all surfaces scatter, 0 to 1 (default: the scene's, else ${DEFAULT_SCATTERING})`,
  },
  'scattering-materials': { value: 'NAME=S,...', help: 'the same of single materials, as in brick=0.4,glass=0' },
  'scattering-pattern': { value: PATTERNS.join('|'), help: 'where surfaces scatter to (default lambertian)' },
  'scattering-alpha-r': {
    value: 'N',
    help: `exponent of the lobe about the mirrored direction, 1 to ${MOST_ALPHA}; the greater, the narrower`,
  },
  'scattering-alpha-i': { value: 'N', help: 'the same of the lobe back to where the wave comes from' },
  'scattering-lambda': { value: 'L', help: 'weight of the mirrored lobe, 0 to 1; the other has the rest' },
  'cross-polarisation': {
    value: 'K',
    help: "share of the scattered power that changes polarisation, 0 to 1 (default: the scene's, else 0)",
  },
};

/** Null where nothing is to scatter. */
export function readScattering(args: Arguments): ScatteringSettings | null {
  const given = (name: string) => args.given.has(name);
  const coefficient = numberOption(args, 'scattering-coefficient', DEFAULT_SCATTERING, { ...UNIT, example: '0.3' });
  const lobe = readLobe(args);
  const materials = optional(args, 'scattering-materials');
  const byMaterial = materials === undefined ? null : readMaterials(materials);
  const crossPolarisation = numberOption(args, 'cross-polarisation', 0, { ...UNIT, example: '0.1' });
  const details = Object.keys(SCATTERING_OPTIONS).some((name) => name !== 'scattering' && given(name));
  if (choiceOption(args, 'scattering', details ? 'on' : 'off', SWITCH) === 'off') return null;
  return {
    coefficient,
    ...(given('scattering-coefficient') ? { overrulesScene: true } : {}),
    ...(byMaterial ? { byMaterial } : {}),
    ...(given('scattering-pattern') ? { lobe } : {}),
    ...(given('cross-polarisation') ? { crossPolarisation } : {}),
  };
}

function readLobe(args: Arguments): ScatteringLobe {
  const kind = choiceOption(args, 'scattering-pattern', 'lambertian', PATTERNS);
  const asked: readonly string[] = {
    lambertian: [],
    directive: ['scattering-alpha-r'],
    backscattering: ['scattering-alpha-r', 'scattering-alpha-i', 'scattering-lambda'],
  }[kind];
  for (const name of ['scattering-alpha-r', 'scattering-alpha-i', 'scattering-lambda']) {
    if (asked.includes(name) === args.given.has(name)) continue;
    throw badInput(
      asked.includes(name)
        ? `predict: --scattering-pattern ${kind} needs ${asked.map((each) => `--${each}`).join(', ')}; --${name} is missing`
        : `predict: --${name} says nothing of --scattering-pattern ${kind}; leave it out, or choose another pattern`,
    );
  }
  const exponent = (name: string) =>
    numberOption(args, name, 1, { unit: '', min: 1, max: MOST_ALPHA, whole: true, example: '4' });
  if (kind === 'lambertian') return LAMBERTIAN;
  if (kind === 'directive') return { kind, alphaR: exponent('scattering-alpha-r') };
  return {
    kind,
    alphaR: exponent('scattering-alpha-r'),
    alphaI: exponent('scattering-alpha-i'),
    lambda: numberOption(args, 'scattering-lambda', 1, { ...UNIT, example: '0.7' }),
  };
}

function readMaterials(list: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const entry of list.split(',')) {
    const [name = '', value = ''] = entry.split('=');
    const coefficient = value.trim() === '' ? Number.NaN : Number(value);
    if (!(coefficient >= 0 && coefficient <= 1)) {
      throw badInput(
        `predict: --scattering-materials "${entry.trim()}": give a material and a share of the field from 0 to 1, as in brick=0.4`,
      );
    }
    materialByName(name);
    found[canonicalMaterialName(name)] = coefficient;
  }
  return found;
}

import { badInput } from '../units/errors.ts';
import { type Arguments, optional, suggestion } from './arguments.ts';

/** Engines of this version. */
export const RAY_ENGINES = ['sweep', 'reference'] as const;
export const EMPIRICAL_ENGINES = ['free-space', 'uma', 'umi', 'rma', 'cost231-hata', 'hata'] as const;
export const ENGINES = [...RAY_ENGINES, ...EMPIRICAL_ENGINES] as const;
export type RayEngineName = (typeof RAY_ENGINES)[number];
export type EmpiricalEngineName = (typeof EMPIRICAL_ENGINES)[number];
export type EngineName = (typeof ENGINES)[number];

export function isRayEngine(name: EngineName): name is RayEngineName {
  return name === 'sweep' || name === 'reference';
}

/** The engine that an option names, or null where it was not given. */
export function engineOption(args: Arguments, option: string): EngineName | null {
  const text = optional(args, option);
  if (text === undefined) return null;
  const found = ENGINES.find((name) => name === text);
  if (found !== undefined) return found;
  const known = text === 'launch' ? 'is not available in this version' : 'is not an engine of this version';
  throw badInput(
    `${args.command}: --${option} ${text} ${known}; available: ${ENGINES.join(', ')}${suggestion(text, ENGINES)}`,
  );
}

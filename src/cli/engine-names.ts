import type { EngineName } from '../engine/engine.ts';
import { EMPIRICAL_MODELS } from '../radio/empirical.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, optional, suggestion } from './arguments.ts';

/** Engines of this version. */
const ENGINES: readonly EngineName[] = ['sweep', 'reference', 'free-space', ...EMPIRICAL_MODELS];

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

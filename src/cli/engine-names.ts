import type { EngineName, ModelEngineName } from '../engine/engine.ts';
import { shippedModelIds } from '../io/node-models.ts';
import { EMPIRICAL_MODELS } from '../radio/empirical.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, optional, suggestion } from './arguments.ts';

/** Engines of this version, beside the learned predictors. */
const ENGINES: readonly EngineName[] = ['sweep', 'launch', 'reference', 'free-space', ...EMPIRICAL_MODELS];

/**
 * The engine that an option names, or null where it was not given: one of ours, a learned predictor that comes along by its id, or the
 * folder or archive of one of the user's own, or a file of what a site taught one.
 */
export function engineOption(args: Arguments, option: string): EngineName | null {
  const text = optional(args, option);
  if (text === undefined) return null;
  const found = ENGINES.find((name) => name === text);
  if (found !== undefined) return found;
  const models = shippedModelIds();
  if (models.includes(text) || isPath(text)) return `model:${text}`;
  const known = [...ENGINES, ...models];
  throw badInput(
    `${args.command}: --${option} ${text} is not an engine of this version; available: ${known.join(', ')}, the folder or zip of a model of your own, or a .tuned file of calibrate --method dl${suggestion(text, known)}`,
  );
}

/** An engine as the command line calls it. */
export function engineLabel(engine: EngineName): string {
  return engine.replace(/^model:/, '');
}

/** The file that a predictor of the user's own lies in, or what a site taught one (.tuned); null for those that come along. */
export function ownModelPath(engine: ModelEngineName): string | null {
  const name = engine.slice('model:'.length);
  return isPath(name) ? name : null;
}

/** Whether a file holds what a site taught a predictor that comes along, and no predictor of its own. */
export function isTunedPath(path: string): boolean {
  return /\.tuned$/i.test(path);
}

function isPath(text: string): boolean {
  return /[/\\]/.test(text) || /\.(zip|tar|tar\.gz|tgz|tuned)$/i.test(text);
}

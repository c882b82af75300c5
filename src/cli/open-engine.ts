import type { EngineName } from '../engine/engine.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { nodeGpu } from '../gpu/node-gpu.ts';
import { UserError } from '../units/errors.ts';
import type { Terminal } from './terminal.ts';

export type AdapterChoice = 'cpu' | 'gpu' | 'auto';

/**
 * The engine on what --adapter asks for. Only the sweep computes on a GPU, so without it none is looked for; `auto` falls back
 * to the CPU with a word on why, `gpu` fails with UserError('no-adapter').
 */
export async function openEngine(
  choice: AdapterChoice,
  engines: readonly (EngineName | null)[],
  terminal: Terminal,
): Promise<Engine> {
  if (choice === 'cpu' || (choice === 'auto' && !engines.includes('sweep'))) return createEngine(null);
  try {
    const gpu = await nodeGpu();
    if (gpu.software) terminal.note(`no GPU found; running on the software adapter ${gpu.adapterName}`);
    return createEngine(gpu);
  } catch (error) {
    if (choice === 'gpu' || !(error instanceof UserError) || error.code !== 'no-adapter') throw error;
    terminal.warn(`${error.message} Computing on the CPU instead.`);
    return createEngine(null);
  }
}

import { createEngine, type Engine, type EngineName, isModelEngine } from '../engine/engine.ts';
import { nodeGpu } from '../gpu/node-gpu.ts';
import { readTunedModel } from '../io/formats/tuning-file.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { nodeModelAt, nodeModels } from '../io/node-models.ts';
import { ModelLibrary } from '../learning/models/model-library.ts';
import { nodeRuntime } from '../learning/models/node-runtime.ts';
import { UserError } from '../units/errors.ts';
import { isTunedPath, ownModelPath } from './engine-names.ts';
import type { Terminal } from './terminal.ts';

export type AdapterChoice = 'cpu' | 'gpu' | 'auto';

/** What computes on a GPU where there is one. */
const ON_GPU: readonly (EngineName | null)[] = ['sweep', 'launch'];

/**
 * The engine on what --adapter asks for. Without an engine that computes on a GPU none is looked for; `auto` falls back
 * to the CPU with a word on why, `gpu` fails with UserError('no-adapter').
 */
export async function openEngine(
  choice: AdapterChoice,
  engines: readonly (EngineName | null)[],
  terminal: Terminal,
): Promise<Engine> {
  const library = await openLibrary(engines);
  if (choice === 'cpu' || (choice === 'auto' && !engines.some((name) => name !== null && ON_GPU.includes(name))))
    return createEngine(null, library);
  try {
    const gpu = await nodeGpu();
    if (gpu.software) terminal.note(`no GPU found; running on the software adapter ${gpu.adapterName}`);
    return createEngine(gpu, library);
  } catch (error) {
    if (choice === 'gpu' || !(error instanceof UserError) || error.code !== 'no-adapter') throw error;
    terminal.warn(`${error.message} Computing on the CPU instead.`);
    return createEngine(null, library);
  }
}

/** The predictors, with those of the engines that lie in a file of the user's; null where none is asked for. */
async function openLibrary(engines: readonly (EngineName | null)[]): Promise<ModelLibrary | null> {
  const wanted = engines.filter((name) => name !== null).filter(isModelEngine);
  if (wanted.length === 0) return null;
  const own = wanted.map(ownModelPath).filter((path) => path !== null);
  const models = own.filter((path) => !isTunedPath(path));
  // A model of one's own works where ours are missing.
  const library = new ModelLibrary(
    () => (models.length === wanted.length ? Promise.resolve([]) : nodeModels()),
    nodeRuntime(),
  );
  for (const path of own) {
    if (isTunedPath(path)) await library.addTuned(path, [readTunedModel(path, await readFileBytes(path))]);
    else await library.add(await nodeModelAt(path), path);
  }
  return library;
}

import { createEngine, type Engine } from '../engine/engine.ts';
import { browserGpu } from '../gpu/browser-gpu.ts';
import type { ModelLibrary } from '../learning/models/model-library.ts';
import { UserError } from '../units/errors.ts';
import type { AdapterChoice, EngineInfo } from './engine-protocol.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly info: EngineInfo;
}

/**
 * The engine on the browser's GPU, or on the CPU: because that was asked for (no reason), or with the reason why. A software
 * adapter is passed over unless it was asked for: it shares one thread with the drawing of the map, and the float64 code is
 * two to three times as fast on the same processor.
 */
export async function openEngine(adapter: AdapterChoice, models: ModelLibrary): Promise<OpenedEngine> {
  if (adapter === 'cpu') return onCpu(null, models);
  try {
    const gpu = await browserGpu();
    if (gpu.software && adapter === 'auto') {
      gpu.dispose();
      return onCpu(`This browser draws without a graphics card (${gpu.adapterName}).`, models);
    }
    const engine = createEngine(gpu, models);
    return { engine, info: { adapter: engine.adapter.name, kind: engine.adapter.kind, reason: null } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return onCpu(error.message, models);
  }
}

function onCpu(reason: string | null, models: ModelLibrary): OpenedEngine {
  const engine = createEngine(null, models);
  return { engine, info: { adapter: engine.adapter.name, kind: 'cpu', reason } };
}

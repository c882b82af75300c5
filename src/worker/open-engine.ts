import { createEngine, type Engine } from '../engine/engine.ts';
import { browserGpu } from '../gpu/browser-gpu.ts';
import { UserError } from '../units/errors.ts';
import type { AdapterChoice, EngineInfo } from './engine-protocol.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly info: EngineInfo;
}

/** The engine on the browser's GPU, or on the CPU: because that was asked for (no reason), or with the reason why. */
export async function openEngine(adapter: AdapterChoice): Promise<OpenedEngine> {
  if (adapter === 'cpu') return onCpu(null);
  try {
    const engine = createEngine(await browserGpu());
    return { engine, info: { adapter: engine.adapter.name, kind: engine.adapter.kind, reason: null } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return onCpu(error.message);
  }
}

function onCpu(reason: string | null): OpenedEngine {
  const engine = createEngine(null);
  return { engine, info: { adapter: engine.adapter.name, kind: 'cpu', reason } };
}

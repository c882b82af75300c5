import type { BackendName } from '../../learning/models/inference-backend.ts';
import type { ProbeMemory, ProbeVerdict } from '../../learning/models/probe.ts';
import type { KeptRecord, RecordStore } from './record-store.ts';

const KEY = 'backend-probe';
const BACKENDS: readonly BackendName[] = ['wasm', 'webgpu', 'native'];

/** Verdicts of the backend probe among the browser's records. */
export function probeMemory(store: RecordStore): ProbeMemory {
  return {
    get: async (key) => {
      const record = (await store.listOf(KEY)).find(({ id }) => id === idOf(key));
      return record ? verdictOf(record) : null;
    },
    put: (key, verdict) => {
      const record: KeptRecord & { readonly verdict: ProbeVerdict } = { id: idOf(key), key: KEY, verdict };
      return store.put(record);
    },
  };
}

const idOf = (key: string) => `${KEY}: ${key}`;

/** null for what another version has written: it is probed again. */
function verdictOf(record: KeptRecord): ProbeVerdict | null {
  const { verdict } = record as { verdict?: { backend?: unknown; runMs?: unknown; refused?: unknown } };
  const { runMs, refused } = verdict ?? {};
  const backend = BACKENDS.find((name) => name === verdict?.backend);
  return backend && isRecordOf<number>(runMs, 'number') && isRecordOf<string>(refused, 'string')
    ? { backend, runMs, refused }
    : null;
}

function isRecordOf<T>(value: unknown, type: 'number' | 'string'): value is Record<string, T> {
  return typeof value === 'object' && value !== null && Object.values(value).every((of) => typeof of === type);
}

import { expect, it } from 'vitest';
import { probeMemory } from './probe-memory.ts';
import type { KeptRecord, RecordStore } from './record-store.ts';

function memoryStore(): RecordStore {
  const records = new Map<string, KeptRecord>();
  return {
    listOf: async (key) => [...records.values()].filter((record) => record.key === key),
    put: async (record) => {
      records.set(record.id, structuredClone(record));
    },
    remove: async (id) => {
      records.delete(id);
    },
  };
}

it('keeps verdicts apart and reads nothing that another version wrote', async () => {
  const store = memoryStore();
  const memory = probeMemory(store);
  const verdict = { backend: 'webgpu', runMs: { webgpu: 4, wasm: 400 }, refused: {} } as const;
  await memory.put('model a', verdict);
  expect(await memory.get('model a')).toEqual(verdict);
  expect(await memory.get('model b')).toBeNull();
  const old: KeptRecord & { verdict: unknown } = {
    id: 'backend-probe: model b',
    key: 'backend-probe',
    verdict: { backend: 'webgl', runMs: {}, refused: {} },
  };
  await store.put(old);
  expect(await memory.get('model b')).toBeNull();
});

import { describe, expect, it } from 'vitest';
import type { KeptRecord, RecordStore } from '../../io/storage/record-store.ts';
import { finishedRun, sectorReport } from '../../testing/calibration-run.ts';
import { RunArchive } from './run-archive.ts';

function memoryStore(records: Map<string, KeptRecord>): RecordStore {
  return {
    listOf: async (key) => [...records.values()].filter((r) => r.key === key),
    put: async (record) => void records.set(record.id, record),
    remove: async (id) => void records.delete(id),
  };
}

const RUN = finishedRun([sectorReport('M1')]);

describe('the archive', () => {
  it('gives back what it keeps, and takes a run without an end as cut off', async () => {
    const records = new Map<string, KeptRecord>();
    const first = new RunArchive(
      async () => memoryStore(records),
      () => undefined,
    );
    await first.keep(RUN);
    await first.keep({ ...RUN, id: 'run-2', state: 'running', view: null });
    await first.keep({ ...RUN, id: 'run-3', key: 'another scene' });
    // The page is reloaded: another archive on the same records.
    const second = new RunArchive(
      async () => memoryStore(records),
      () => undefined,
    );
    const runs = await second.runsOf(RUN.key);
    expect(runs.map((r) => [r.id, r.state])).toEqual([
      ['run-1', 'finished'],
      ['run-2', 'interrupted'],
    ]);
    expect(runs[0]).toEqual(RUN);
    await second.remove('run-1');
    expect((await second.runsOf(RUN.key)).map((r) => r.id)).toEqual(['run-2']);
  });

  it('does not read what another version wrote', async () => {
    const old = { ...RUN, version: 0 };
    const archive = new RunArchive(
      async () => memoryStore(new Map([[old.id, old]])),
      () => undefined,
    );
    expect(await archive.runsOf(RUN.key)).toEqual([]);
  });

  it('says once that storage is refused, and goes on', async () => {
    const said: string[] = [];
    const refused = new RunArchive(
      () => Promise.reject(new Error('blocked')),
      (reason) => said.push(reason),
    );
    await refused.keep(RUN);
    expect(await refused.runsOf(RUN.key)).toEqual([]);
    const full = new RunArchive(
      async () => ({ ...memoryStore(new Map()), put: () => Promise.reject(new Error('disk full')) }),
      (reason) => said.push(reason),
    );
    await full.keep(RUN);
    await full.keep(RUN);
    expect(said).toEqual(['blocked', 'disk full']);
  });
});

import { expect, it } from 'vitest';
import { readTunedModel } from '../io/formats/tuning-file.ts';
import type { KeptRecord, RecordStore } from '../io/storage/record-store.ts';
import { freshState } from '../learning/tuning/tune-state.ts';
import { TrainingShelf } from './training-shelf.ts';

const TUNED = {
  model: 'unet',
  weightsSha256: 'a'.repeat(64),
  sectorId: 'A',
  offsetDb: -7.25,
  grid: { columns: 3, rows: 2, cellSizeM: 5, westM: 0, northM: 0 },
  siteSides: [2],
  iteration: 60,
  innerMaeDb: 5.5,
  delta: Float32Array.of(0.5, 0.25, 0, 0, 0, 1),
};

function storeOf(records: Map<string, KeptRecord>): RecordStore {
  return {
    listOf: async (key) => [...records.values()].filter((record) => record.key === key),
    put: async (record) => void records.set(record.id, structuredClone(record)),
    remove: async (id) => void records.delete(id),
  };
}

const refused = async (): Promise<RecordStore> => Promise.reject(new Error('refused'));

it.each([
  ['on the device', (records: Map<string, KeptRecord>) => async () => storeOf(records)],
  ['in memory where storage is refused', () => refused],
])('keeps trainings by job and case, %s', async (where, open) => {
  const records = new Map<string, KeptRecord>();
  const shelf = new TrainingShelf(open(records));
  const state = { ...freshState(4, -3), iteration: 10 };
  await shelf.keeper('run-1').save('case', state);
  const later = where === 'on the device' ? new TrainingShelf(open(records)) : shelf;
  expect(await later.keeper('run-1').load('case')).toEqual(state);
  expect(await later.keeper('run-1').load('other cells')).toBeNull();
  expect(await later.keeper('run-2').load('case')).toBeNull();
  await later.keepTuned('run-1', TUNED);
  expect(readTunedModel('t', await later.tunedFile('run-1', 'A'))).toEqual(TUNED);
  await expect(later.tunedFile('run-1', 'B')).rejects.toThrow(/What B taught the model is no longer kept/);
  await later.forget('run-1');
  expect(await later.keeper('run-1').load('case')).toBeNull();
  expect(records.size).toBe(0);
});

it('asks a training to pause until it is begun again', async () => {
  const shelf = new TrainingShelf(refused);
  const first = shelf.keeper('run-1');
  expect(first.shouldPause!()).toBe(false);
  shelf.pause('run-1');
  expect(first.shouldPause!()).toBe(true);
  expect(shelf.keeper('run-1').shouldPause!()).toBe(false);
});

import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryProjects } from '../../testing/memory-projects.ts';
import { savedProject } from '../../testing/saved-project.ts';
import { PROJECT_VERSION } from '../formats/project-json.ts';
import { ProjectStore } from './project-store.ts';
import { StorageError, storageError } from './storage-error.ts';

const WALK = { name: 'walk.csv', key: 'ba7816bf8f01cfea', bytes: 3 };
const DRIVE = { name: 'drive.csv', key: 'cb8379ac2098aa16', bytes: 5 };
const blobs = new Map([
  [WALK.key, new Blob(['abc'])],
  [DRIVE.key, new Blob(['drive'])],
]);
const PROJECT = savedProject([WALK]);
const ID = PROJECT.document.id;
const named = (name: string, id = ID) => ({ ...PROJECT, document: { ...PROJECT.document, name, id } });

let records: MemoryProjects;
let opened: number;
let store: ProjectStore;

beforeEach(() => {
  records = new MemoryProjects();
  opened = 0;
  store = new ProjectStore(async () => {
    opened++;
    return records;
  });
});

describe('the store of projects', () => {
  it('gives back what it keeps, with its files', async () => {
    await store.save(PROJECT, blobs);
    expect(await store.load(ID)).toEqual(PROJECT);
    expect(await (await store.file(WALK.key))?.text()).toBe('abc');
    expect(await store.load('another')).toBeNull();
    expect(opened).toBe(1);
  });

  it('lists by name, scene and the time of the last change, newest first', async () => {
    await store.save(PROJECT, blobs);
    await store.save({ ...named('Newer', 'ffff'), changedMs: PROJECT.changedMs + 1 }, blobs);
    expect((await store.list()).map(({ name, sceneName, newer }) => [name, sceneName, newer])).toEqual([
      ['Newer', 'Old town', false],
      ['Old town, 2.1 GHz', 'Old town', false],
    ]);
  });

  it('writes files once, and again when the storage was lost', async () => {
    const given: string[][] = [];
    const write = records.write.bind(records);
    records.write = (record, files, original) => {
      given.push([...files.keys()]);
      return write(record, files, original);
    };
    const project = savedProject([WALK, DRIVE]);
    await store.save(project, blobs);
    await store.save(project, blobs);
    records = new MemoryProjects();
    store.forget();
    await store.save(project, blobs);
    expect(given).toEqual([[WALK.key, DRIVE.key], []]);
    expect([...records.files.keys()]).toEqual([WALK.key, DRIVE.key]);
    expect(opened).toBe(2);
  });

  it('drops files with the last project that needs them', async () => {
    await store.save(PROJECT, blobs);
    await store.save(named('Twin', 'ffff'), blobs);
    await store.remove(ID);
    expect(await store.file(WALK.key)).not.toBeNull();
    await store.remove('ffff');
    expect(await store.file(WALK.key)).toBeNull();
  });

  it('keeps the file of a verdict until another takes its place', async () => {
    const verdictOf = (key: string) => ({ ...PROJECT, verdict: { name: 'verdict.jsonl', key, bytes: 3 } });
    const put = (key: string) => store.save(verdictOf(key), new Map([...blobs, [key, new Blob([key])]]));
    await put('one-sector');
    await put('two-sectors');
    expect(await store.file('one-sector')).toBeNull();
    expect(await (await store.file('two-sectors'))?.text()).toBe('two-sectors');
    expect(await store.load(ID)).toEqual(verdictOf('two-sectors'));
    await store.save(PROJECT, blobs);
    expect(await store.file('two-sectors')).toBeNull();
  });

  it.each([
    ['QuotaExceededError', 'full'],
    ['InvalidStateError', 'cut-off'],
    ['AbortError', 'cut-off'],
    ['VersionError', 'outdated'],
    ['SecurityError', 'refused'],
  ] as const)('leaves the version before in place where a write ends with %s', async (name, fault) => {
    await store.save(PROJECT, blobs);
    records.fault = storageError(new DOMException('told by the browser', name));
    await expect(store.save(named('Changed'), blobs)).rejects.toMatchObject({ fault });
    expect(await store.load(ID)).toEqual(PROJECT);
    records.fault = null;
    await store.save(named('Changed'), blobs);
    expect((await store.load(ID))?.document.name).toBe('Changed');
  });

  it('opens the storage again after it was refused', async () => {
    let refuses = true;
    const asked = new ProjectStore(async () => {
      if (refuses) throw new StorageError('blocked', 'held');
      return records;
    });
    await expect(asked.save(PROJECT, blobs)).rejects.toMatchObject({ fault: 'blocked' });
    refuses = false;
    await asked.save(PROJECT, blobs);
    expect(await asked.load(ID)).toEqual(PROJECT);
  });

  it('lists a project of a newer program, refuses to open it and leaves it as it is', async () => {
    await store.save(PROJECT, blobs);
    const newer = { ...records.projects.get(ID)!, version: PROJECT_VERSION + 1, json: '{"in":"words of tomorrow"}' };
    records.projects.set(ID, newer);
    expect((await store.list())[0]).toMatchObject({ id: ID, newer: true });
    await expect(store.load(ID)).rejects.toThrow(/"Old town, 2.1 GHz" was written by a newer Boresight/);
    expect(records.projects.get(ID)).toBe(newer);
  });

  it('says that a damaged project is damaged, and leaves it as it is', async () => {
    await store.save(PROJECT, blobs);
    const torn = { ...records.projects.get(ID)!, json: records.projects.get(ID)!.json.slice(0, 500) };
    records.projects.set(ID, torn);
    await expect(store.load(ID)).rejects.toThrow(/"Old town, 2.1 GHz" is not valid JSON/);
    expect(records.projects.get(ID)).toBe(torn);
  });
});

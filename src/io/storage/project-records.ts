import { answerOf, committed, type DatabaseHooks, openDatabase } from './database.ts';
import { storageError } from './storage-error.ts';

/** A project as it lies in the browser's storage: what a list shows, and the project as JSON. */
export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly sceneName: string;
  readonly createdMs: number;
  readonly changedMs: number;
  /** Of the JSON's format. */
  readonly version: number;
  /** Keys of the files that it needs. */
  readonly fileKeys: readonly string[];
  readonly json: string;
}

/** Projects and their files on this device. Every change happens as a whole or not at all. */
export interface ProjectRecords {
  list(): Promise<readonly ProjectRecord[]>;
  get(id: string): Promise<ProjectRecord | null>;
  file(key: string): Promise<Blob | null>;
  /**
   * Puts a project with those of its files that are not there yet; files that nothing needs any more go.
   * @param original the project as an older version wrote it, kept beside
   */
  write(record: ProjectRecord, files: ReadonlyMap<string, Blob>, original?: ProjectRecord): Promise<void>;
  /** Takes a project away with its originals, and the files that no other needs. */
  remove(id: string): Promise<void>;
}

const PROJECTS = 'projects';
const FILES = 'files';
const ORIGINALS = 'originals';

/** @throws StorageError as openDatabase; so does every call that the browser refuses */
export async function openProjectRecords(hooks: DatabaseHooks = {}): Promise<ProjectRecords> {
  const db = await openDatabase('boresight-projects', 1, createStores, hooks);
  const read = <T>(store: string, ask: (store: IDBObjectStore) => IDBRequest<T>) =>
    attempt(() => answerOf(ask(db.transaction(store, 'readonly').objectStore(store))));
  return {
    list: () => read<ProjectRecord[]>(PROJECTS, (projects) => projects.getAll()),
    get: async (id) => (await read<ProjectRecord | undefined>(PROJECTS, (projects) => projects.get(id))) ?? null,
    file: async (key) => (await read<Blob | undefined>(FILES, (files) => files.get(key))) ?? null,
    write: (record, files, original) =>
      attempt(async () => {
        const transaction = db.transaction([PROJECTS, FILES, ORIGINALS], 'readwrite');
        const done = committed(transaction);
        for (const [key, blob] of files) addUnlessThere(transaction.objectStore(FILES), key, blob);
        if (original) transaction.objectStore(ORIGINALS).put(original);
        replaceProject(transaction, record.id, record);
        await done;
      }),
    remove: (id) =>
      attempt(async () => {
        const transaction = db.transaction([PROJECTS, FILES, ORIGINALS], 'readwrite');
        const done = committed(transaction);
        replaceProject(transaction, id, null);
        await done;
      }),
  };
}

function createStores(db: IDBDatabase): void {
  db.createObjectStore(PROJECTS, { keyPath: 'id' });
  db.createObjectStore(FILES);
  db.createObjectStore(ORIGINALS, { keyPath: ['id', 'version'] });
}

/** Some faults of a closed database are thrown, others come with the request. */
async function attempt<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw storageError(cause);
  }
}

function addUnlessThere(files: IDBObjectStore, key: string, blob: Blob): void {
  const adding = files.add(blob, key);
  adding.onerror = (event) => {
    if (adding.error?.name !== 'ConstraintError') return;
    // The same content is there already: the transaction goes on.
    event.preventDefault();
    event.stopPropagation();
  };
}

type InNeed = Pick<ProjectRecord, 'fileKeys'>;

/**
 * Keys of the files that go.
 * @param gone what was replaced or taken away
 * @param left all projects that are there now, and all that were kept as an older version wrote them
 */
export function droppedFiles(gone: readonly InNeed[], left: readonly InNeed[]): readonly string[] {
  const needed = new Set(left.flatMap(({ fileKeys }) => fileKeys));
  return [...new Set(gone.flatMap(({ fileKeys }) => fileKeys))].filter((key) => !needed.has(key));
}

/** Puts the record in the place of the one before, or takes that away with its originals; then the files that only those needed. */
function replaceProject(transaction: IDBTransaction, id: string, record: ProjectRecord | null): void {
  const [projects, originals] = [transaction.objectStore(PROJECTS), transaction.objectStore(ORIGINALS)];
  const ofProject = IDBKeyRange.bound([id], [id, []]);
  const before = projects.get(id) as IDBRequest<ProjectRecord | undefined>;
  const beside = originals.getAll(ofProject) as IDBRequest<ProjectRecord[]>;
  // Requests of a transaction are answered in their order: with the last of them all are there.
  beside.onsuccess = () => {
    if (record) projects.put(record);
    else {
      projects.delete(id);
      originals.delete(ofProject);
    }
    const gone = [...(before.result ? [before.result] : []), ...(record ? [] : beside.result)];
    // Reading all projects is spared where this one needs what it needed before.
    if (droppedFiles(gone, record ? [record] : []).length === 0) return;
    const left = projects.getAll() as IDBRequest<ProjectRecord[]>;
    const kept = originals.getAll() as IDBRequest<ProjectRecord[]>;
    kept.onsuccess = () => {
      for (const key of droppedFiles(gone, [...left.result, ...kept.result]))
        transaction.objectStore(FILES).delete(key);
    };
  };
}

import { answerOf, committed, openDatabase } from './database.ts';

/** What a store keeps: any value that can be cloned, under an id of its own and the key of what it belongs to. */
export interface KeptRecord {
  readonly id: string;
  readonly key: string;
}

/** Records on this device that survive a reload. */
export interface RecordStore {
  /** All records of a key, in no order. They are as they were written, perhaps by an older version: check before use. */
  listOf(key: string): Promise<readonly KeptRecord[]>;
  put(record: KeptRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

const STORE = 'records';
const INDEX = 'by-key';

/**
 * Opens a database of the browser (IndexedDB), made when it is not there.
 * @throws StorageError when the browser refuses storage (private window, blocked site data, full disk); later calls reject likewise
 */
export async function openRecordStore(database: string): Promise<RecordStore> {
  const db = await openDatabase(database, 1, (made) => {
    made.createObjectStore(STORE, { keyPath: 'id' }).createIndex(INDEX, 'key');
  });
  const store = (mode: IDBTransactionMode) => db.transaction(STORE, mode).objectStore(STORE);
  return {
    listOf: (key) => answerOf<KeptRecord[]>(store('readonly').index(INDEX).getAll(key)),
    put: (record) => write(store('readwrite'), (records) => records.put(record)),
    remove: (id) => write(store('readwrite'), (records) => records.delete(id)),
  };
}

function write(store: IDBObjectStore, act: (store: IDBObjectStore) => void): Promise<void> {
  const done = committed(store.transaction);
  act(store);
  return done;
}

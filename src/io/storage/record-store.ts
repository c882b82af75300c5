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
 * @throws Error when the browser refuses storage (private window, blocked site data, full disk); later calls reject likewise
 */
export async function openRecordStore(database: string): Promise<RecordStore> {
  if (typeof indexedDB === 'undefined') throw new Error('This browser has no IndexedDB');
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex(INDEX, 'key');
  };
  const db = await answerOf(opening);
  // Another tab with a newer version may go ahead.
  db.onversionchange = () => db.close();
  const store = (mode: IDBTransactionMode) => db.transaction(STORE, mode).objectStore(STORE);
  return {
    listOf: (key) => answerOf<KeptRecord[]>(store('readonly').index(INDEX).getAll(key)),
    put: (record) => committed(store('readwrite'), (records) => records.put(record)),
    remove: (id) => committed(store('readwrite'), (records) => records.delete(id)),
  };
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser refused storage'));
  });
}

/** A write counts when its transaction has completed: a full disk shows only then. */
function committed(store: IDBObjectStore, write: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const { transaction } = store;
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('The browser refused storage'));
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser ended the write'));
    write(store);
  });
}

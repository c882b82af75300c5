import { StorageError, storageError } from './storage-error.ts';

export interface DatabaseHooks {
  /** Called when the connection ends without our doing: cleared storage, or a newer version in another tab. */
  readonly onClosed?: (fault: 'cut-off' | 'outdated') => void;
  /** The browser's own unless a test brings another. */
  readonly factory?: IDBFactory;
}

/**
 * Opens a database of the browser (IndexedDB), made by `upgrade` when it is not there or older.
 * @throws StorageError when the browser refuses storage, when a tab with an older version holds the database, and when it is newer
 */
export function openDatabase(
  name: string,
  version: number,
  upgrade: (db: IDBDatabase, from: number) => void,
  { onClosed, factory = globalThis.indexedDB }: DatabaseHooks = {},
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (!factory) {
      reject(new StorageError('refused', 'This browser has no IndexedDB'));
      return;
    }
    const opening = factory.open(name, version);
    let given = false;
    opening.onupgradeneeded = ({ oldVersion }) => upgrade(opening.result, oldVersion);
    opening.onblocked = () => {
      given = true;
      reject(new StorageError('blocked', 'Another tab with an older version of the studio holds the storage'));
    };
    opening.onerror = () => reject(storageError(opening.error));
    opening.onsuccess = () => {
      const db = opening.result;
      if (given) {
        // Whoever waited was told that it is blocked, and opens anew.
        db.close();
        return;
      }
      // Another tab with a newer version may go ahead.
      db.onversionchange = () => {
        db.close();
        onClosed?.('outdated');
      };
      db.onclose = () => onClosed?.('cut-off');
      resolve(db);
    };
  });
}

export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(storageError(request.error));
  });
}

/** A write counts when its transaction has completed: a full disk shows only then. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () =>
      reject(storageError(transaction.error ?? new StorageError('cut-off', 'The browser ended the write')));
  });
}

import { describe, expect, it } from 'vitest';
import { committed, openDatabase } from './database.ts';
import { storageError } from './storage-error.ts';

/** What a browser does when a database is opened, played by hand. */
function browser() {
  const opening = {} as IDBOpenDBRequest & { result: IDBDatabase };
  let closed = 0;
  const db = { close: () => closed++ } as unknown as IDBDatabase;
  Object.assign(opening, { result: db });
  const factory = { open: () => opening } as unknown as IDBFactory;
  const event = {} as IDBVersionChangeEvent;
  return {
    factory,
    db,
    closed: () => closed,
    succeed: () => opening.onsuccess?.(event),
    block: () => opening.onblocked?.(event),
    refuse: (name: string) => {
      Object.assign(opening, { error: new DOMException('no', name) });
      opening.onerror?.(event);
    },
    upgrade: (oldVersion: number) => opening.onupgradeneeded?.({ oldVersion } as IDBVersionChangeEvent),
  };
}

describe('a database of the browser', () => {
  it('is made where it is not there, and upgraded from what it was', async () => {
    const { factory, db, upgrade, succeed } = browser();
    const from: number[] = [];
    const opened = openDatabase('projects', 3, (_, version) => from.push(version), { factory });
    upgrade(2);
    succeed();
    expect(await opened).toBe(db);
    expect(from).toEqual([2]);
  });

  it('that an older tab holds is told, and closed when it comes late', async () => {
    const { factory, block, succeed, closed } = browser();
    const opened = openDatabase('projects', 3, () => undefined, { factory });
    block();
    await expect(opened).rejects.toMatchObject({ fault: 'blocked' });
    succeed();
    expect(closed()).toBe(1);
  });

  it.each([
    ['VersionError', 'outdated'],
    ['SecurityError', 'refused'],
    ['QuotaExceededError', 'full'],
  ])('that is refused with %s says why', async (name, fault) => {
    const { factory, refuse } = browser();
    const opened = openDatabase('projects', 1, () => undefined, { factory });
    refuse(name);
    await expect(opened).rejects.toMatchObject({ fault });
  });

  it('that does not exist here is refused', async () => {
    await expect(openDatabase('projects', 1, () => undefined)).rejects.toMatchObject({ fault: 'refused' });
  });

  it('makes way for a newer tab, and tells when it is closed from outside', async () => {
    const { factory, db, succeed, closed } = browser();
    const told: string[] = [];
    const opened = openDatabase('projects', 1, () => undefined, { factory, onClosed: (fault) => told.push(fault) });
    succeed();
    await opened;
    db.onversionchange?.({} as IDBVersionChangeEvent);
    expect(closed()).toBe(1);
    db.onclose?.({} as Event);
    expect(told).toEqual(['outdated', 'cut-off']);
  });
});

describe('a write', () => {
  it('counts when its transaction has completed, and not before', async () => {
    const transaction = {} as IDBTransaction;
    const done = committed(transaction);
    const order: string[] = [];
    void done.then(() => order.push('done'));
    await Promise.resolve();
    order.push('asked');
    transaction.oncomplete?.({} as Event);
    await done;
    expect(order).toEqual(['asked', 'done']);
  });

  it('fails with the reason of the abort', async () => {
    for (const [error, fault] of [
      [new DOMException('no room', 'QuotaExceededError'), 'full'],
      [null, 'cut-off'],
    ] as const) {
      const transaction = { error } as IDBTransaction;
      const done = committed(transaction);
      transaction.onabort?.({} as Event);
      await expect(done).rejects.toMatchObject({ fault });
    }
  });
});

it('keeps the words of what a browser throws', () => {
  expect(storageError(new DOMException('disk is full', 'QuotaExceededError')).message).toBe('disk is full');
  expect(storageError('odd')).toMatchObject({ fault: 'broken', message: 'odd' });
});

it.each([
  [new DOMException('no', 'SecurityError'), 'refused'],
  [new DOMException('no', 'NotAllowedError'), 'refused'],
  [new DOMException('no', 'DataCloneError'), 'broken'],
  [new TypeError('sectors is undefined'), 'broken'],
  [null, 'broken'],
])('tells what a browser refuses from what is a fault of the studio: %s', (thrown, fault) => {
  expect(storageError(thrown)).toMatchObject({ fault, cause: thrown });
});

/** A name that one tab has to itself. */
export interface TabLock {
  release(): void;
}

/** Only one tab at a time holds a name (Web Locks). */
export interface TabLocks {
  /** The lock, or null while another tab holds it. */
  take(name: string): Promise<TabLock | null>;
  /** Waits for it; null once `signal` is aborted. */
  wait(name: string, signal: AbortSignal): Promise<TabLock | null>;
}

/** Pages that are not served securely have no locks: there every tab gets what it asks for. */
export function browserLocks(): TabLocks {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (!locks) {
    const granted = { release: () => undefined };
    return { take: async () => granted, wait: async () => granted };
  }
  return {
    take: (name) => held(locks, name, { ifAvailable: true }),
    wait: (name, signal) => held(locks, name, { signal }),
  };
}

/** A lock is held for as long as the promise that its callback returns is pending: until it is released, or the tab is gone. */
function held(locks: LockManager, name: string, options: LockOptions): Promise<TabLock | null> {
  return new Promise((resolve, reject) => {
    const request = locks.request(name, options, (lock) => {
      if (!lock) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((release) => resolve({ release }));
    });
    request.catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') resolve(null);
      else reject(error);
    });
  });
}

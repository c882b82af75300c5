/**
 * Why the browser did not keep something. `refused`: it lets this page store nothing; `full`: no room is left; `cut-off`: the
 * connection was closed under way, as when storage is cleared; `outdated`: a newer version of the studio has taken the storage over;
 * `blocked`: an older one, in another tab, holds it; `broken`: no word of a browser's, so the studio has a fault.
 */
export type StorageFault = 'refused' | 'full' | 'cut-off' | 'outdated' | 'blocked' | 'broken';

export class StorageError extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.fault = fault;
  }
}

const FAULTS: Readonly<Record<string, StorageFault>> = {
  QuotaExceededError: 'full',
  InvalidStateError: 'cut-off',
  AbortError: 'cut-off',
  UnknownError: 'cut-off',
  VersionError: 'outdated',
  SecurityError: 'refused',
  NotAllowedError: 'refused',
};

/** What a browser throws, with its fault told apart. */
export function storageError(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const { name = '', message = String(cause) } = cause instanceof Error || isNamed(cause) ? cause : {};
  return new StorageError((Object.hasOwn(FAULTS, name) ? FAULTS[name] : undefined) ?? 'broken', message || name, {
    cause,
  });
}

/** DOMExceptions are no Errors everywhere. */
function isNamed(value: unknown): value is { name: string; message: string } {
  return typeof value === 'object' && value !== null && 'name' in value && 'message' in value;
}

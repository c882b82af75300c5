/** A small text that this browser keeps, such as an address that was typed once; null where there is none, or no storage. */
export function readSetting(name: string): string | null {
  try {
    return globalThis.localStorage?.getItem(`boresight-${name}`) ?? null;
  } catch {
    return null;
  }
}

/** Keeps the text; where the browser has no storage it is asked for again next time. */
export function writeSetting(name: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(`boresight-${name}`, value);
  } catch {
    // Private windows and full disks refuse; nothing depends on it.
  }
}

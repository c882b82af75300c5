/** Whether the browser spares what is stored here when the disk runs short; null where it does not say. */
export async function isSpared(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persisted?.()) ?? null;
  } catch {
    return null;
  }
}

/** Asks it to; it may ask the user. True when it agreed. */
export async function askToSpare(): Promise<boolean> {
  try {
    return (await navigator.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}

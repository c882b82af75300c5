const DURATION_MS = 1600;

/** Calls `at` with shares from 0 to 1, eased; at once where motion is not wanted. Stops where it is when `signal` says so. */
export async function glide(signal: AbortSignal, at: (share: number) => void): Promise<void> {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    at(1);
    return;
  }
  const began = performance.now();
  for (let share = 0; share < 1 && !signal.aborted; ) {
    await new Promise((next) => requestAnimationFrame(next));
    share = Math.min(1, (performance.now() - began) / DURATION_MS);
    if (!signal.aborted) at(share * share * (3 - 2 * share));
  }
}

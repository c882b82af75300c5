/** Aimed-at length of one submission [ms]: long enough to hide its cost, short enough to cancel and to share the GPU. */
export const SLICE_MS = 35;

/** By how much the next submission is to be larger than one that took so long [ms]: 1/4 to 2, as the first ones are no measure. */
export function sliceFactor(tookMs: number): number {
  return Math.min(2, Math.max(0.25, SLICE_MS / Math.max(tookMs, 1)));
}

/**
 * Replaces `values[from .. from + count - 1]` by the nearest point of the probability simplex (Michelot, "A finite algorithm for finding the
 * projection of a point onto the canonical simplex of R^n", JOTA 50(1), 1986).
 */
export function projectOntoSimplex(values: Float64Array, from: number, count: number): void {
  const to = from + count;
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k]!;
  let active = count;
  let threshold = (sum - 1) / count;
  // The threshold only rises, so what lies below it once is 0 for good.
  for (;;) {
    let left = 0;
    let kept = 0;
    for (let k = from; k < to; k++) {
      if (values[k]! > threshold) {
        left += values[k]!;
        kept++;
      }
    }
    const next = (left - 1) / kept;
    if (kept === active) break;
    active = kept;
    threshold = next;
  }
  for (let k = from; k < to; k++) values[k] = Math.max(0, values[k]! - threshold);
}

/** Round numbers along an axis, at most `most` steps of 1, 2 or 5 times a power of ten, within its ends. */
export function ticksOf(low: number, high: number, most: number): number[] {
  const range = high - low;
  if (!(range > 0)) return [low];
  const rough = range / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * (1 - 1e-9)) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

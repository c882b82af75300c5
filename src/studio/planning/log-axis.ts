/** The least whole decades that hold all values above 0; null where there are none. */
export function decadesOf(values: readonly number[]): { readonly low: number; readonly high: number } | null {
  const known = values.filter((value) => value > 0 && Number.isFinite(value));
  if (known.length === 0) return null;
  const first = Math.floor(Math.log10(Math.min(...known)) + 1e-9);
  const last = Math.ceil(Math.log10(Math.max(...known)) - 1e-9);
  return { low: 10 ** first, high: 10 ** Math.max(first + 1, last) };
}

/** Round numbers along a logarithmic axis between two powers of ten: at most about `most`. */
export function logTicks(low: number, high: number, most: number): number[] {
  const [first, last] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const decades = last - first;
  const power = (exponent: number) => Number(`1e${exponent}`);
  if (3 * decades < most)
    return Array.from({ length: decades }, (_, d) => [1, 2, 5].map((factor) => Number(`${factor}e${first + d}`)))
      .flat()
      .concat(power(last));
  const step = Math.max(1, Math.ceil(decades / Math.max(1, most - 1)));
  return Array.from({ length: Math.floor(decades / step) + 1 }, (_, i) => power(first + i * step));
}

/** Normal quantile of 97.5 %. */
export const NORMAL_975 = 1.959963984540054;

/**
 * Quantile of 97.5 % of Student's t: half the width of a 95 % interval in standard errors. Cornish-Fisher expansion (Abramowitz and
 * Stegun 26.7.5), within 0.1 % from 3 degrees of freedom.
 * @param degrees >= 1; Infinity gives the normal quantile
 */
export function student975(degrees: number): number {
  if (degrees === Infinity) return NORMAL_975;
  if (degrees < 2) return 12.706204736174694;
  if (degrees < 3) return 4.302652729749462;
  const z = NORMAL_975;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, k) => sum + term / degrees ** (k + 1), z);
}

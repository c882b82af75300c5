/** One range of the global frequency raster of TS 38.104 table 5.4.2.1-1. */
interface RasterRange {
  readonly first: number;
  readonly last: number;
  /** F_REF-Offs and delta F_Global [Hz]. */
  readonly offsetHz: number;
  readonly stepHz: number;
}

const RANGES: readonly RasterRange[] = [
  { first: 0, last: 599_999, offsetHz: 0, stepHz: 5e3 },
  { first: 600_000, last: 2_016_666, offsetHz: 3e9, stepHz: 15e3 },
  { first: 2_016_667, last: 3_279_165, offsetHz: 24.25008e9, stepHz: 60e3 },
];

/**
 * Reference frequency [Hz] of an NR channel number: F_REF = F_REF-Offs + delta F_Global (N_REF - N_REF-Offs), TS 38.104 clause 5.4.2.1.
 * @param nrArfcn N_REF, a whole number from 0 to 3279165
 * @returns NaN for any other number
 */
export function frequencyOfNrArfcn(nrArfcn: number): number {
  const range = RANGES.find(({ first, last }) => nrArfcn >= first && nrArfcn <= last);
  if (!range || !Number.isInteger(nrArfcn)) return Number.NaN;
  return range.offsetHz + range.stepHz * (nrArfcn - range.first);
}

/** A ratio in decibels: gain positive, loss positive only where the name says "loss". */
type Db = number & { readonly __unit?: 'dB' };

/** 10 log10 of a linear power ratio (> 0); 0 gives -Infinity: callers decide what "no power" means before they convert. */
export function dbFromLinear(ratio: number): Db {
  return 10 * Math.log10(ratio);
}

/** Linear power ratio of a level in dB. */
export function linearFromDb(level: Db): number {
  return 10 ** (level / 10);
}

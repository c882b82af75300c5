/**
 * Seeded pseudo-random numbers: xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS
 * 47(4), 2021), its 128-bit state filled from the seed by splitmix32. Integer arithmetic only, so that a seed gives the same
 * stream in every browser and in Node. Not for secrets.
 */
export class Random {
  private readonly state: Uint32Array;
  private spareNormal: number | null = null;

  /** `seed` is any integer; it is taken modulo 2^32. */
  constructor(seed: number) {
    let s = seed >>> 0;
    this.state = Uint32Array.from({ length: 4 }, () => {
      s = (s + 0x9e3779b9) >>> 0;
      let z = s;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return (z ^ (z >>> 15)) >>> 0;
    });
  }

  /** The next 32 random bits as an unsigned integer. */
  bits(): number {
    const s = this.state;
    const scrambled = Math.imul(rotateLeft(Math.imul(s[1]!, 5), 7), 9) >>> 0;
    const shifted = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= shifted;
    s[3] = rotateLeft(s[3]!, 11);
    return scrambled;
  }

  /** Uniform in [0, 1), with 32 bits. */
  unit(): number {
    return this.bits() / 4_294_967_296;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** Uniform integer in [0, count). */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of the items, all equally likely. Throws on an empty list. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('Random.pick needs at least one item');
    return item;
  }

  /** One of the items, as likely as its weight [>= 0] among those of all. Throws on an empty list. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T {
    let left = this.unit() * items.reduce((sum, item) => sum + weight(item), 0);
    for (const item of items) {
      left -= weight(item);
      if (left < 0) return item;
    }
    return this.pick(items.slice(-1));
  }

  /** Standard normal deviate (Marsaglia's polar method). */
  normal(): number {
    if (this.spareNormal !== null) {
      const spare = this.spareNormal;
      this.spareNormal = null;
      return spare;
    }
    for (;;) {
      const u = this.between(-1, 1);
      const v = this.between(-1, 1);
      const q = u * u + v * v;
      if (q > 0 && q < 1) {
        const k = Math.sqrt((-2 * Math.log(q)) / q);
        this.spareNormal = v * k;
        return u * k;
      }
    }
  }

  /** An independent stream, so that drawing more from one part does not shift the next. */
  fork(): Random {
    return new Random(this.bits());
  }
}

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

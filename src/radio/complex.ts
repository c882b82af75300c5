/** A complex number. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function scale(a: Complex, factor: number): Complex {
  return { re: a.re * factor, im: a.im * factor };
}

/** a / b by Smith's method: no overflow where the quotient itself is representable. */
export function divide(a: Complex, b: Complex): Complex {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const r = b.im / b.re;
    const d = b.re + b.im * r;
    return { re: (a.re + a.im * r) / d, im: (a.im - a.re * r) / d };
  }
  const r = b.re / b.im;
  const d = b.re * r + b.im;
  return { re: (a.re * r + a.im) / d, im: (a.im * r - a.re) / d };
}

/** |a|^2. */
export function squaredModulus(a: Complex): number {
  return a.re * a.re + a.im * a.im;
}

/**
 * The square root whose imaginary part is <= 0: with the time factor e^{+j omega t} it is the wave that decays with depth
 * (the principal root would choose the growing wave for a negative real argument written with +0 as imaginary part).
 */
export function decayingRoot(a: Complex): Complex {
  const modulus = Math.hypot(a.re, a.im);
  if (modulus === 0) return { re: 0, im: 0 };
  // The larger part by the stable formula, the smaller from im = 2 re' im'.
  const large = Math.sqrt((modulus + Math.abs(a.re)) / 2);
  const small = Math.abs(a.im) / (2 * large);
  const re = a.re >= 0 ? large : small;
  const im = a.re >= 0 ? small : large;
  return { re: a.im > 0 ? -re : re, im: -im };
}

/**
 * Diffraction parameter nu = h sqrt((2 / lambda)(1/d1 + 1/d2)) (ITU-R P.526-15 section 4.1, eq. 26).
 * @param heightM height of the edge above the straight line between the ends [m], negative below it
 * @param d1M,d2M distances of the edge from the two ends [m], > 0
 */
export function knifeEdgeParameter(heightM: number, d1M: number, d2M: number, wavelengthM: number): number {
  return heightM * Math.sqrt((2 / wavelengthM) * (1 / d1M + 1 / d2M));
}

/** Knife-edge loss J(nu) [dB], P.526-15 eq. 31: 0 at and below nu = -0.78, 6.03 dB at 0; within 0.13 dB of the exact edge above. */
export function knifeEdgeLossDb(nu: number): number {
  if (!(nu > -0.78)) return 0;
  const v = nu - 0.1;
  return Math.max(0, 6.9 + 20 * Math.log10(Math.sqrt(v * v + 1) + v));
}

/**
 * Exact loss of a perfectly absorbing knife edge [dB] from Fresnel integrals (P.526-15 eq. 30):
 * -20 log10(sqrt((1 - C - S)^2 + (C - S)^2) / 2). Oscillates about 0 for nu < -0.8: negative values are gains.
 */
export function exactKnifeEdgeLossDb(nu: number): number {
  const { c, s } = fresnelIntegrals(nu);
  return -10 * Math.log10(((1 - c - s) ** 2 + (c - s) ** 2) / 4);
}

/**
 * Fresnel integrals C(x) = int_0^x cos(pi t^2/2) dt and S(x) with sin (Abramowitz & Stegun 7.3.1, 7.3.2), to about 1e-12: power
 * series (7.3.11, 7.3.13) for |x| <= 2, beyond it the continued fraction of the complementary error function (7.1.14).
 */
export function fresnelIntegrals(x: number): { c: number; s: number } {
  const size = Math.abs(x);
  const { c, s } = size <= 2 ? fresnelSeries(size) : fresnelFraction(size);
  return x < 0 ? { c: -c, s: -s } : { c, s };
}

function fresnelSeries(x: number): { c: number; s: number } {
  const t = (Math.PI / 2) * x * x;
  let c = 0;
  let s = 0;
  // term = x t^n / n!; even n go to C, odd n to S, with signs + + - - ...
  let term = x;
  for (let n = 0; n < 80; n++) {
    const part = ((n & 2) === 0 ? term : -term) / (2 * n + 1);
    if (n % 2 === 0) c += part;
    else s += part;
    term *= t / (n + 1);
    if (Math.abs(term) < 1e-18) break;
  }
  return { c, s };
}

/** C + iS = (1 + i)/2 (1 - erfc(z)), z = sqrt(pi)/2 (1 - i) x, by erfc's continued fraction evaluated backwards. */
function fresnelFraction(x: number): { c: number; s: number } {
  // z^2 = -i pi x^2 / 2; erfc(z) = e^{-z^2} z / sqrt(pi) / (z^2 + 1/2 - (1/2)(1)/(z^2 + 5/2 - (3/2)(2)/(z^2 + 9/2 - ...))).
  const im = (-Math.PI / 2) * x * x;
  const depth = 60;
  let re0 = 2 * depth + 0.5;
  let im0 = im;
  for (let n = depth; n >= 1; n--) {
    const factor = -(n - 0.5) * n;
    const d = re0 * re0 + im0 * im0;
    re0 = 2 * (n - 1) + 0.5 + (factor * re0) / d;
    im0 = im - (factor * im0) / d;
  }
  // z / sqrt(pi) = (1 - i) x / 2; times e^{-z^2} = e^{i pi x^2 / 2}; divided by the fraction.
  const d = re0 * re0 + im0 * im0;
  const qr = ((x / 2) * (re0 - im0)) / d;
  const qi = ((x / 2) * (-re0 - im0)) / d;
  const cos = Math.cos(-im);
  const sin = Math.sin(-im);
  const er = 1 - (qr * cos - qi * sin);
  const ei = -(qr * sin + qi * cos);
  return { c: (er - ei) / 2, s: (er + ei) / 2 };
}

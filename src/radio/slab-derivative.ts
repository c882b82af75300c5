import { SPEED_OF_LIGHT } from '../units/constants.ts';
import { type Complex, divide, multiply, scale, subtract } from './complex.ts';
import { clampedCosine, faceReflection, refractedCosine } from './slab.ts';

/**
 * Slab coefficients and their derivatives by the complex relative permittivity eta, into `out` = 8 numbers as slabCoefficientsInto
 * gives them (rTE, rTM, tTE, tTM as re, im), then the 8 of d/d eta. The coefficients are analytic in eta, so d/d eps_r is the
 * derivative itself and d/d sigma is -j / (2 pi f eps_0) times it.
 *
 * With a = sqrt(eta - sin^2), E1 = e^{-jka}, E2 = E1^2, k = 2 pi d / lambda and the face's Fresnel coefficients r'
 * (ITU-R P.2040 eqs 37, 43, 44): dr'_TE = -c / (a (c + a)^2), dr'_TM = c (eta - 2 sin^2) / (a (eta c + a)^2), dE1 = -jk E1 / (2a),
 * and the quotient rule on R = r'(1 - E2) / D, T = (1 - r'^2) E1 / D, D = 1 - r'^2 E2.
 * @param etaRe,etaIm complex relative permittivity, etaIm <= 0
 * @param thicknessM >= 0; 0 is no slab, whatever it is made of
 * @param cosIncidence 0..1
 */
export function slabWithDerivativeInto(
  out: Float64Array,
  etaRe: number,
  etaIm: number,
  thicknessM: number,
  frequencyHz: number,
  cosIncidence: number,
): void {
  out.fill(0);
  if (thicknessM <= 0) {
    out[4] = 1;
    out[6] = 1;
    return;
  }
  const eta = { re: etaRe, im: etaIm };
  const c = clampedCosine(cosIncidence);
  const sin2 = 1 - c * c;
  const a = refractedCosine(eta, c);
  const r = faceReflection(eta, a, c);
  const k = (2 * Math.PI * thicknessM * frequencyHz) / SPEED_OF_LIGHT;
  const once = Math.exp(k * a.im);
  const e1 = { re: once * Math.cos(k * a.re), im: -once * Math.sin(k * a.re) };
  const e2 = multiply(e1, e1);
  // dE1 = -jk E1 / (2a): the factor -jk turns (re, im) into (im, -re) k.
  const dE1 = divide({ re: (k * e1.im) / 2, im: (-k * e1.re) / 2 }, a);
  const dE2 = scale(multiply(e1, dE1), 2);

  const teSum = { re: c + a.re, im: a.im };
  const dTe = divide({ re: -c, im: 0 }, multiply(a, multiply(teSum, teSum)));
  write(out, 0, r.te, dTe, e1, e2, dE1, dE2);

  const etaC = scale(eta, c);
  const tmSum = { re: etaC.re + a.re, im: etaC.im + a.im };
  const dTm = divide({ re: c * (etaRe - 2 * sin2), im: c * etaIm }, multiply(a, multiply(tmSum, tmSum)));
  write(out, 2, r.tm, dTm, e1, e2, dE1, dE2);
}

function write(
  out: Float64Array,
  at: number,
  r: Complex,
  dr: Complex,
  e1: Complex,
  e2: Complex,
  dE1: Complex,
  dE2: Complex,
): void {
  const r2 = multiply(r, r);
  const dR2 = scale(multiply(r, dr), 2);
  const r2e2 = multiply(r2, e2);
  const d = { re: 1 - r2e2.re, im: -r2e2.im };
  const dD = scale(add(multiply(dR2, e2), multiply(r2, dE2)), -1);
  const through = { re: 1 - e2.re, im: -e2.im };
  const reflected = divide(multiply(r, through), d);
  const dReflected = divide(subtract(subtract(multiply(dr, through), multiply(r, dE2)), multiply(reflected, dD)), d);
  const rest = { re: 1 - r2.re, im: -r2.im };
  const transmitted = divide(multiply(rest, e1), d);
  const dTransmitted = divide(subtract(subtract(multiply(rest, dE1), multiply(dR2, e1)), multiply(transmitted, dD)), d);
  out[at] = reflected.re;
  out[at + 1] = reflected.im;
  out[at + 4] = transmitted.re;
  out[at + 5] = transmitted.im;
  out[at + 8] = dReflected.re;
  out[at + 9] = dReflected.im;
  out[at + 12] = dTransmitted.re;
  out[at + 13] = dTransmitted.im;
}

function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

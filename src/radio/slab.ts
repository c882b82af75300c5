import { SPEED_OF_LIGHT } from '../units/constants.ts';
import { type Complex, decayingRoot, divide, multiply, scale, subtract } from './complex.ts';
import { complexPermittivity, type MaterialProperties } from './materials.ts';

/**
 * Complex field coefficients of an air-material interface or slab, time factor e^{+j omega t}. TE: electric field across the
 * plane of incidence; TM: in it. The TM basis is the one of k x s on each side, so that at normal incidence rTM = -rTE and
 * tTM = tTE.
 */
export interface SlabCoefficients {
  readonly rTE: Complex;
  readonly rTM: Complex;
  readonly tTE: Complex;
  readonly tTM: Complex;
}

/** Below this cosine the wave grazes: coefficients have their limit there, and 0/0 is kept out. */
const MIN_COSINE = 1e-9;

/**
 * a = sqrt(eta - sin^2 theta), written (eta - 1) + cos^2 so that grazing incidence on thin media keeps its digits.
 * @param eta complex relative permittivity, its imaginary part <= 0
 * @param cos cosine of the angle to the normal, 0..1
 */
export function refractedCosine(eta: Complex, cos: number): Complex {
  return decayingRoot({ re: eta.re - 1 + cos * cos, im: eta.im });
}

/** Fresnel reflection r' of the first face for both polarisations (P.2040 eq. 37); `a` = refractedCosine(eta, cos), `cos` > 0. */
export function faceReflection(eta: Complex, a: Complex, cos: number): { te: Complex; tm: Complex } {
  const ec = scale(eta, cos);
  return {
    te: divide({ re: cos - a.re, im: -a.im }, { re: cos + a.re, im: a.im }),
    tm: divide(subtract(ec, a), { re: ec.re + a.re, im: ec.im + a.im }),
  };
}

/** |cos theta| kept from grazing, where the coefficients are 0/0, and from above 1. */
export function clampedCosine(cosIncidence: number): number {
  return Math.min(1, Math.max(MIN_COSINE, Math.abs(cosIncidence)));
}

/**
 * Fresnel coefficients of a half-space (ITU-R P.2040 eq. 37 for reflection, and the transmission into it that belongs to it).
 * @param cosIncidence cosine of the angle to the normal, 0..1 (its magnitude counts)
 */
export function halfSpaceCoefficients(
  material: MaterialProperties,
  frequencyHz: number,
  cosIncidence: number,
): SlabCoefficients {
  const eta = complexPermittivity(material, frequencyHz);
  const cos = clampedCosine(cosIncidence);
  const a = refractedCosine(eta, cos);
  const r = faceReflection(eta, a, cos);
  const root = decayingRoot(eta);
  return {
    rTE: r.te,
    rTM: r.tm,
    tTE: divide({ re: 2 * cos, im: 0 }, { re: cos + a.re, im: a.im }),
    tTM: divide(scale(root, 2 * cos), { re: eta.re * cos + a.re, im: eta.im * cos + a.im }),
  };
}

/**
 * Slab coefficients into `out` = [rTE.re, rTE.im, rTM.re, rTM.im, tTE.re, tTE.im, tTM.re, tTM.im] (ITU-R P.2040 eqs 43, 44):
 * R = r'(1 - E)/(1 - r'^2 E), T = (1 - r'^2) e^{-jq}/(1 - r'^2 E), E = e^{-2jq}, q = (2 pi d / lambda) sqrt(eta - sin^2 theta).
 * A thick or good conductor underflows to the half-space reflection and zero transmission, never to NaN.
 * @param etaRe,etaIm complex relative permittivity (`complexPermittivity`), etaIm <= 0
 * @param thicknessM slab thickness [m], >= 0; 0 is no slab (R = 0, T = 1)
 * @param cosIncidence cosine of the angle to the normal, 0..1 (its magnitude counts)
 */
export function slabCoefficientsInto(
  out: Float64Array,
  etaRe: number,
  etaIm: number,
  thicknessM: number,
  frequencyHz: number,
  cosIncidence: number,
): void {
  if (thicknessM <= 0) {
    out.set([0, 0, 0, 0, 1, 0, 1, 0]);
    return;
  }
  const eta = { re: etaRe, im: etaIm };
  const cos = clampedCosine(cosIncidence);
  const a = refractedCosine(eta, cos);
  const r = faceReflection(eta, a, cos);
  const q = scale(a, (2 * Math.PI * thicknessM * frequencyHz) / SPEED_OF_LIGHT);
  // |e^{-jq}| = e^{Im q} with Im q <= 0.
  const once = Math.exp(q.im);
  const e1 = { re: once * Math.cos(q.re), im: -once * Math.sin(q.re) };
  const e2 = multiply(e1, e1);
  const through = { re: 1 - e2.re, im: -e2.im };
  writeSlab(out, 0, r.te, e1, e2, through);
  writeSlab(out, 2, r.tm, e1, e2, through);
}

function writeSlab(out: Float64Array, at: number, r: Complex, e1: Complex, e2: Complex, through: Complex): void {
  const r2 = multiply(r, r);
  const r2e2 = multiply(r2, e2);
  const denominator = { re: 1 - r2e2.re, im: -r2e2.im };
  const reflected = divide(multiply(r, through), denominator);
  const transmitted = divide(multiply({ re: 1 - r2.re, im: -r2.im }, e1), denominator);
  out[at] = reflected.re;
  out[at + 1] = reflected.im;
  out[at + 4] = transmitted.re;
  out[at + 5] = transmitted.im;
}

/** The same coefficients as an object: see `slabCoefficientsInto` for formulas, units and ranges. */
export function slabCoefficients(
  material: MaterialProperties,
  thicknessM: number,
  frequencyHz: number,
  cosIncidence: number,
): SlabCoefficients {
  const eta = complexPermittivity(material, frequencyHz);
  const out = new Float64Array(8);
  slabCoefficientsInto(out, eta.re, eta.im, thicknessM, frequencyHz, cosIncidence);
  return {
    rTE: { re: out[0]!, im: out[1]! },
    rTM: { re: out[2]!, im: out[3]! },
    tTE: { re: out[4]!, im: out[5]! },
    tTM: { re: out[6]!, im: out[7]! },
  };
}

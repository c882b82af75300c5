import type { Complex } from './complex.ts';

/** Where the two expansions of the auxiliary Fresnel functions meet. */
const JOIN = 2;
// Polynomials by scripts/utd-cases.py, constant first: f and g over s = z - 1 for z <= 2, and pi z f and pi^2 z^3 g over
// s = 8 / z^2 - 1 beyond. Twin: shaders/lib/utd.wgsl.
const NEAR_F = [
  0.27989340037682314, -0.1939645363463772, 0.09259548816368843, -0.014964089798337686, -0.02263854529075022,
  0.02840483357386652, -0.01954849082536598, 0.00918860834772979, -0.0027616771321804967, 0.0001454966808997706,
  0.0005893363044690843, -0.0005181488421351738, 0.00016265300409574237,
];
const NEAR_G = [
  0.061740852609645375, -0.12068868752589221, 0.13497652987421066, -0.10616084457505715, 0.060975953542996265,
  -0.023566514034337654, 0.002988334113895228, 0.003767937823370906, -0.003969787089776682, 0.0025898217391835433,
  -0.0009787044224630185, -0.0000683947504291458, 0.00014011075542194409,
];
const FAR_F = [
  0.99548130231479, -0.008628156697833933, -0.003581338333085889, 0.0005902503591010649, 0.000014200124653664306,
  -0.00003794552634366661, 0.00001001012590557642,
];
const FAR_G = [
  0.9782250285986132, -0.04021119598583344, -0.014366941810482751, 0.004252336779241528, -0.00024409911273399435,
  -0.0003040599648164642, 0.00012314517174516482,
];

/**
 * Auxiliary Fresnel functions f(z) and g(z) for z >= 0 (Abramowitz & Stegun 7.3.5, 7.3.6) into out[at], out[at + 1]: smooth and
 * falling where C and S oscillate; within 4e-8.
 */
export function auxiliaryFresnelInto(out: Float64Array, at: number, z: number): void {
  if (z <= JOIN) {
    out[at] = polynomial(NEAR_F, z - 1);
    out[at + 1] = polynomial(NEAR_G, z - 1);
    return;
  }
  const inverse = 1 / (Math.PI * z);
  const s = 8 / (z * z) - 1;
  out[at] = polynomial(FAR_F, s) * inverse;
  out[at + 1] = (polynomial(FAR_G, s) * inverse) / (Math.PI * z * z);
}

function polynomial(coefficients: readonly number[], s: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * s + coefficients[i]!;
  return sum;
}

/**
 * Transition function of the uniform theory of diffraction, F(x) = 2j sqrt(x) e^{jx} int_{sqrt x}^inf e^{-jt^2} dt (Kouyoumjian &
 * Pathak, Proc. IEEE 62, 1974, eq. 26), written sqrt(2 pi x) (f + j g)(sqrt(2 x / pi)); within 1e-6 of its modulus.
 * @param x >= 0
 */
export function transitionFunction(x: number): Complex {
  const out = new Float64Array(2);
  auxiliaryFresnelInto(out, 0, Math.sqrt((2 * x) / Math.PI));
  const scale = Math.sqrt(2 * Math.PI * x);
  return { re: scale * out[0]!, im: scale * out[1]! };
}

/** Values that `wedgeTermsInto` writes. */
export const WEDGE_TERMS = 8;

/**
 * The four terms of the diffraction coefficient of a wedge (Kouyoumjian & Pathak eq. 25), re and im each, by what they stand for:
 * the shadow boundary of a wave over the n-face, that of a wave over the 0-face, the reflection boundary of the n-face, and that of
 * the 0-face (D1, D2, D3, D4 of the literature). They are scaled so that the field of a spherical wave behind the edge is
 * E_i e^{-jk(s + s')} / (s + s') times their sum weighed by the faces' reflection, with E_i the field strength [V] at unit distance:
 * the edge's own spreading, sin beta0 and the root of k cancel against the coefficient's. Finite everywhere: on a boundary a term is
 * 1/2 in modulus and jumps by 1, as what is cut off there does.
 * @param phi,phiSource angles of observer and source about the edge from the 0-face [rad], 0..n pi
 * @param n exterior angle over pi, 1 < n <= 2
 * @param lengthWavelengths distance parameter s s' sin^2(beta0) / (s + s') in wavelengths, > 0
 */
export function wedgeTermsInto(
  out: Float64Array,
  phi: number,
  phiSource: number,
  n: number,
  lengthWavelengths: number,
): void {
  const difference = phi - phiSource;
  const sum = phi + phiSource;
  const perN = 1 / (2 * n);
  const root = 2 * Math.sqrt(2 * lengthWavelengths);
  termInto(out, 0, (Math.PI + difference) * perN, n, root);
  termInto(out, 2, (Math.PI - difference) * perN, n, root);
  termInto(out, 4, (Math.PI + sum) * perN, n, root);
  termInto(out, 6, (Math.PI - sum) * perN, n, root);
}

/**
 * -e^{-j pi/4} cot(psi) F(k L a) with the factors that cancel taken out. With delta the distance of psi from the pole of the
 * cotangent nearest to it, a = 2 sin^2(n delta), whatever the nearest integers N+ and N- of the literature.
 */
function termInto(out: Float64Array, at: number, psi: number, n: number, root: number): void {
  const delta = psi - Math.PI * Math.round(psi / Math.PI);
  const sine = Math.abs(Math.sin(n * delta));
  const quotient = Math.abs(delta) < 1e-9 ? (delta < 0 ? -n : n) : sine / Math.sin(delta);
  auxiliaryFresnelInto(out, at, root * sine);
  const f = out[at]!;
  const g = out[at + 1]!;
  // -e^{-j pi/4} / (sqrt(2) n) = (-1 + j) / (2 n)
  const weight = (Math.cos(delta) * quotient) / (2 * n);
  out[at] = -weight * (f + g);
  out[at + 1] = weight * (f - g);
}

/** Values of a complex 2 x 2 matrix, row by row, re and im each. Rows and columns: along beta0, along phi (see below). */
export const MATRIX = 8;

/**
 * What reflection at one face of a wedge does to a wave, in the edge-fixed basis: phi' = -e x k / |e x k| and beta0' = phi' x k of the
 * incident ray, phi = e x k / |e x k| and beta0 = phi x k of the outgoing one, both signs of the outgoing vectors turned so that a
 * wave which goes straight on keeps its components. TE and TM with respect to the face are at an angle to that basis where the ray
 * is oblique to the edge, so the matrix has cross terms there.
 * @param sin,cos of the ray's angle about the edge from the face
 * @param cosBeta cosine of the angle between ray and edge, of the sense in which (tangent of the face, its normal, edge) is
 *   right-handed
 * @param reflection rTE.re, rTE.im, rTM.re, rTM.im at the cosine of incidence |sin| sin(beta0)
 */
export function faceMatrixInto(
  out: Float64Array,
  sin: number,
  cos: number,
  cosBeta: number,
  reflection: Float64Array,
): void {
  const [teRe, teIm, tmRe, tmIm] = [reflection[0]!, reflection[1]!, reflection[2]!, reflection[3]!];
  const along = sin * cosBeta;
  // Squared sine of incidence on the face.
  const square = cos * cos + along * along;
  const inverse = square > 1e-18 ? 1 / square : 0;
  // At normal incidence TE and TM are one.
  const a = inverse === 0 ? 1 : cos * cos * inverse;
  const b = along * along * inverse;
  const x = -along * cos * inverse;
  out[0] = a * teRe - b * tmRe;
  out[1] = a * teIm - b * tmIm;
  out[2] = x * (teRe + tmRe);
  out[3] = x * (teIm + tmIm);
  out[4] = -out[2]!;
  out[5] = -out[3]!;
  out[6] = a * tmRe - b * teRe;
  out[7] = a * tmIm - b * teIm;
}

/** Adds term x matrix to `out`; the term is terms[at] + j terms[at + 1]. */
export function addTerm(out: Float64Array, terms: Float64Array, at: number, matrix: Float64Array): void {
  const re = terms[at]!;
  const im = terms[at + 1]!;
  for (let i = 0; i < MATRIX; i += 2) {
    out[i] = out[i]! + re * matrix[i]! - im * matrix[i + 1]!;
    out[i + 1] = out[i + 1]! + re * matrix[i + 1]! + im * matrix[i]!;
  }
}

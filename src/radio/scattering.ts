/** How a rough surface scatters: the effective-roughness model of Degli-Esposti et al., IEEE TAP 55(1), 2007. */
export interface Scattering {
  /** S, 0..1: share of the reflected field that is scattered; S^2 of the reflected power. */
  readonly coefficient: number;
  readonly lobe: ScatteringLobe;
  /** K_x, 0..1: share of the scattered power that goes over into the other polarisation. */
  readonly crossPolarisation: number;
}

/**
 * Where a rough surface scatters to. `lambertian`: after the cosine to the normal. `directive`: about the mirrored direction.
 * `backscattering`: that, and back to where the wave comes from. Exponents are whole, 1..MOST_ALPHA: the greater, the narrower.
 */
export type ScatteringLobe =
  | { readonly kind: 'lambertian' }
  | { readonly kind: 'directive'; readonly alphaR: number }
  | {
      readonly kind: 'backscattering';
      readonly alphaR: number;
      readonly alphaI: number;
      /** 0..1: weight of the lobe about the mirrored direction. */
      readonly lambda: number;
    };

export const LAMBERTIAN: ScatteringLobe = { kind: 'lambertian' };
/** Greatest exponent of a lobe: a narrower one is a mirror. */
export const MOST_ALPHA = 100;

/** A lobe by its numbers; alphaR = 0 for Lambert. A directive lobe is one that sends nothing back. */
export interface LobeNumbers {
  readonly alphaR: number;
  readonly alphaI: number;
  readonly lambda: number;
}

export function lobeNumbers(lobe: ScatteringLobe): LobeNumbers {
  if (lobe.kind === 'lambertian') return { alphaR: 0, alphaI: 0, lambda: 1 };
  if (lobe.kind === 'directive') return { alphaR: lobe.alphaR, alphaI: 1, lambda: 1 };
  return lobe;
}

/**
 * Integral over the hemisphere of ((1 + cos psi) / 2)^alpha [sr], psi the angle to a direction whose cosine to the normal is
 * `cosine` (0..1): F_alpha of Degli-Esposti et al., eqs 12 and 13. The mirrored and the incoming direction have the same cosine.
 */
export function lobeIntegral(alpha: number, cosine: number): number {
  const sine2 = 1 - cosine * cosine;
  let sum = 0;
  // alpha choose j over 2^alpha, and (2w choose w) (sine / 2)^(2w) and its sum.
  let choose = 2 ** -alpha;
  let term = 1;
  let termSum = 0;
  for (let j = 0; j <= alpha; j++) {
    if (j % 2 === 0) sum += (choose * 2 * Math.PI) / (j + 1);
    else {
      termSum += term;
      sum += (choose * 2 * Math.PI * cosine * termSum) / (j + 1);
      const w = (j - 1) / 2 + 1;
      term *= (sine2 * (2 * w - 1)) / (2 * w);
    }
    choose *= (alpha - j) / (j + 1);
  }
  return sum;
}

/** What the values of a lobe are divided by, so that its integral over the hemisphere is 1, at a cosine of incidence in 0..1. */
export function lobeNorm({ alphaR, alphaI, lambda }: LobeNumbers, cosine: number): number {
  if (alphaR === 0) return Math.PI;
  return lambda * lobeIntegral(alphaR, cosine) + (1 - lambda) * lobeIntegral(alphaI, cosine);
}

/**
 * Value of a lobe before it is divided by lobeNorm.
 * @param cosine of the angle between the direction and the normal, 0..1
 * @param toMirrored cosine of the angle to the mirrored direction
 * @param toIncoming the same to where the wave comes from
 */
export function lobeShape(
  { alphaR, alphaI, lambda }: LobeNumbers,
  cosine: number,
  toMirrored: number,
  toIncoming: number,
): number {
  if (alphaR === 0) return cosine;
  const mirrored = lambda * Math.max(0, 0.5 + 0.5 * toMirrored) ** alphaR;
  return lambda === 1 ? mirrored : mirrored + (1 - lambda) * Math.max(0, 0.5 + 0.5 * toIncoming) ** alphaI;
}

/** The standard normal beyond `a`: what truncated likelihoods are made of. All are accurate to some 1e-12 for every `a`. */
export interface NormalTail {
  /** ln Q(a), the probability of more than a. */
  readonly logTail: number;
  /** phi(a) / Q(a), the inverse Mills ratio; grows like a. */
  readonly hazard: number;
  /** Mean of z - a over z > a: hazard - a; falls like 1 / a. */
  readonly excess: number;
  /** Variance of z over z > a, 1 - hazard * excess: 1 without truncation, falls like 1 / a². */
  readonly variance: number;
}

const LOG_ROOT_TWO_PI = 0.9189385332046727;
/** From here on the continued fraction; it has converged to double precision at its depth. */
const FAR = 3;
const DEPTH = 80;

/**
 * Far out by Laplace's continued fraction of the Mills ratio (Abramowitz and Stegun 26.2.14), arranged so that no digits cancel;
 * nearer by the power series of Marsaglia (J. Stat. Software 11(4), 2004).
 * @param a any number, -Infinity for the whole distribution
 */
export function normalTail(a: number): NormalTail {
  if (a === -Infinity) return { logTail: 0, hazard: 0, excess: Infinity, variance: 1 };
  const logDensity = -(a * a) / 2 - LOG_ROOT_TWO_PI;
  if (a >= FAR) {
    const { hazard, excess, variance } = farTail(a);
    return { logTail: logDensity - Math.log(hazard), hazard, excess, variance };
  }
  const below = a <= -FAR ? Math.exp(logDensity) / farTail(-a).hazard : 0;
  const tail = a <= -FAR ? 1 - below : 0.5 - Math.exp(logDensity) * oddSeries(a);
  const hazard = Math.exp(logDensity) / tail;
  const logTail = a <= -FAR ? Math.log1p(-below) : Math.log(tail);
  return { logTail, hazard, excess: hazard - a, variance: 1 - hazard * (hazard - a) };
}

/**
 * hazard = a + 1 / (a + 2 k) with k = 1 / (a + 3 j) and j = 1 / (a + 4 / (a + ...)); the variance is k (a + 4 k - 3 j) / (a + 2 k)²
 * after what cancels has been taken out by hand.
 */
function farTail(a: number): { hazard: number; excess: number; variance: number } {
  let j = 0;
  for (let n = DEPTH; n >= 4; n--) j = 1 / (a + n * j);
  const k = 1 / (a + 3 * j);
  const excess = 1 / (a + 2 * k);
  return { hazard: a + excess, excess, variance: k * (a + 4 * k - 3 * j) * excess * excess };
}

/** a + a³ / 3 + a⁵ / (3 * 5) + ..: (Q(0) - Q(a)) / phi(a). */
function oddSeries(a: number): number {
  let term = a;
  let sum = a;
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum) && k < 200; k += 2) {
    term *= (a * a) / k;
    sum += term;
  }
  return sum;
}

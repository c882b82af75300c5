import { badInput } from '../units/errors.ts';
import { Random } from '../units/random.ts';

/** Shadowing [dB] at a place [m, scene frame]; zero on average over places. */
export type ShadowField = (x: number, y: number) => number;

/** Waves that a field is made of; enough that its values are normal to within a few tenths of a decibel. */
const WAVES = 300;

/**
 * A Gaussian random field over the plane with standard deviation `sigmaDb` [dB >= 0] and the correlation exp(-distance /
 * correlationM) of Gudmundson (Electronics Letters 27(23), 1991; TR 38.901 clause 7.4.4). It belongs to places, not to the
 * track, so that two passes through a street see the same shadow. Sum of plane waves of equal amplitude, their wave numbers
 * drawn from the field's spectrum (1 + k^2 d^2)^(-3/2), whose radial distribution is 1 - (1 + k^2 d^2)^(-1/2).
 */
export function shadowField(sigmaDb: number, correlationM: number, seed: number): ShadowField {
  if (!(sigmaDb >= 0)) throw badInput(`Shadowing of ${sigmaDb} dB must be at least 0.`);
  if (!(correlationM > 0)) throw badInput(`A correlation distance of ${correlationM} m must be greater than 0.`);
  const random = new Random(seed);
  const kx = new Float64Array(WAVES);
  const ky = new Float64Array(WAVES);
  const phase = new Float64Array(WAVES);
  for (let n = 0; n < WAVES; n++) {
    // Drawn in equal steps of the distribution: a smaller spread between fields of different seeds.
    const u = (n + random.unit()) / WAVES;
    const k = Math.sqrt(1 / (1 - u) ** 2 - 1) / correlationM;
    const heading = random.between(0, 2 * Math.PI);
    kx[n] = k * Math.cos(heading);
    ky[n] = k * Math.sin(heading);
    phase[n] = random.between(0, 2 * Math.PI);
  }
  const amplitude = sigmaDb * Math.sqrt(2 / WAVES);
  return (x, y) => {
    let sum = 0;
    for (let n = 0; n < WAVES; n++) sum += Math.cos(kx[n]! * x + ky[n]! * y + phase[n]!);
    return amplitude * sum;
  };
}

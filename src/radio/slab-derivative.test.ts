import { expect, it } from 'vitest';
import { slabCoefficientsInto } from './slab.ts';
import { slabWithDerivativeInto } from './slab-derivative.ts';

const FREQUENCY_HZ = 1.8e9;
const media = [
  [1.99, -0.05],
  [5.24, -0.7],
  [6.31, -0.02],
  [15, -9],
] as const;
const cosines = [0.02, 0.1, 0.3, 0.7, 0.99, 1];

it.each([0, 0.02, 0.1, 0.5])('gives the coefficients of the slab and their derivatives, %s m thick', (thickness) => {
  const out = new Float64Array(16);
  const plain = new Float64Array(8);
  const above = new Float64Array(8);
  const below = new Float64Array(8);
  const h = 1e-5;
  for (const [re, im] of media)
    for (const cos of cosines) {
      slabWithDerivativeInto(out, re, im, thickness, FREQUENCY_HZ, cos);
      slabCoefficientsInto(plain, re, im, thickness, FREQUENCY_HZ, cos);
      for (let i = 0; i < 8; i++) expect(out[i]).toBeCloseTo(plain[i]!, 12);
      slabCoefficientsInto(above, re + h, im, thickness, FREQUENCY_HZ, cos);
      slabCoefficientsInto(below, re - h, im, thickness, FREQUENCY_HZ, cos);
      const scale = Math.max(1e-3, ...out.subarray(8).map(Math.abs));
      for (let i = 0; i < 8; i++)
        expect(Math.abs(out[8 + i]! - (above[i]! - below[i]!) / (2 * h)) / scale).toBeLessThan(2e-7);
      // Analytic: the derivative along the imaginary axis is j times the one along the real axis.
      slabCoefficientsInto(above, re, im + h, thickness, FREQUENCY_HZ, cos);
      slabCoefficientsInto(below, re, im - h, thickness, FREQUENCY_HZ, cos);
      for (let i = 0; i < 8; i += 2) {
        expect(Math.abs((above[i]! - below[i]!) / (2 * h) + out[9 + i]!) / scale).toBeLessThan(2e-7);
        expect(Math.abs((above[i + 1]! - below[i + 1]!) / (2 * h) - out[8 + i]!) / scale).toBeLessThan(2e-7);
      }
    }
});

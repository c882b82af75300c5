import { expect, it } from 'vitest';
import { normalDensity, normalFit } from './normal-fit.ts';

it('has mean and spread of the values', () => {
  expect(normalFit(Float32Array.of(2, 4, 4, 4, 5, 5, 7, 9))).toEqual({ mean: 5, sigma: 2 });
  expect(normalFit(Float32Array.of(3))).toEqual({ mean: 3, sigma: 0 });
  expect(normalFit(new Float32Array(0)).mean).toBeNaN();
});

it('has the density of the normal distribution, whose whole is 1', () => {
  const fit = { mean: 1, sigma: 2 };
  expect(normalDensity(fit, 1)).toBeCloseTo(0.19947114, 8);
  expect(normalDensity(fit, 3)).toBeCloseTo(0.12098536, 8);
  let whole = 0;
  for (let value = -15; value < 17; value += 0.01) whole += 0.01 * normalDensity(fit, value);
  expect(whole).toBeCloseTo(1, 6);
  expect(normalDensity({ mean: 3, sigma: 0 }, 3)).toBeNaN();
});

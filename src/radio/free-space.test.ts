import { expect, it } from 'vitest';
import { freeSpaceLossDb, freeSpacePathGain, wavelengthM } from './free-space.ts';

it('gives 97.55 dB over 1 km at 1.8 GHz, and 32.4 + 20 log f + 20 log d', () => {
  expect(freeSpaceLossDb(1000, 1.8e9)).toBeCloseTo(97.55, 2);
  // ITU-R P.525-4 eq. 5 in MHz and km, constant 32.4.
  expect(freeSpaceLossDb(2500, 900e6)).toBeCloseTo(32.45 + 20 * Math.log10(900) + 20 * Math.log10(2.5), 2);
  expect(10 * Math.log10(freeSpacePathGain(40, 3.5e9))).toBeCloseTo(-freeSpaceLossDb(40, 3.5e9), 12);
  expect(wavelengthM(299_792_458)).toBe(1);
});

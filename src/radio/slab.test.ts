import { describe, expect, it } from 'vitest';
import type { Complex } from './complex.ts';
import { squaredModulus } from './complex.ts';
import { materialAt } from './materials.ts';
import { halfSpaceCoefficients, slabCoefficients, slabCoefficientsInto } from './slab.ts';

const COSINES = [1e-6, 0.05, 0.2, 0.5, 0.8, 1];
const lossless = (relativePermittivity: number) => ({ relativePermittivity, conductivitySm: 0 });

function expectClose(a: Complex, b: Complex, digits: number): void {
  expect(a.re).toBeCloseTo(b.re, digits);
  expect(a.im).toBeCloseTo(b.im, digits);
}

describe('halfSpaceCoefficients', () => {
  it('gives (1-n)/(1+n) at normal incidence, TM with the other sign', () => {
    const r = halfSpaceCoefficients(lossless(2.25), 2e9, 1);
    expectClose(r.rTE, { re: -0.2, im: 0 }, 12);
    expectClose(r.rTM, { re: 0.2, im: 0 }, 12);
    expectClose(r.tTE, { re: 0.8, im: 0 }, 12);
    expectClose(r.tTM, { re: 0.8, im: 0 }, 12);
  });

  it('has no TM reflection at Brewster angle', () => {
    const brewster = Math.atan(1.5);
    const r = halfSpaceCoefficients(lossless(2.25), 2e9, Math.cos(brewster));
    expect(squaredModulus(r.rTM)).toBeLessThan(1e-28);
    // At Brewster's angle rTE = (1 - n^2) / (1 + n^2).
    expect(r.rTE.re).toBeCloseTo(-1.25 / 3.25, 12);
  });

  it('reflects everything at grazing incidence, both with -1', () => {
    const r = halfSpaceCoefficients(materialAt('concrete', 2e9), 2e9, 0);
    expectClose(r.rTE, { re: -1, im: 0 }, 7);
    expectClose(r.rTM, { re: -1, im: 0 }, 7);
  });

  it('meets the boundary conditions tTE = 1 + rTE and n tTM = 1 + rTM', () => {
    for (const cos of COSINES) {
      const r = halfSpaceCoefficients(lossless(4), 2e9, cos);
      expect(r.tTE.re).toBeCloseTo(1 + r.rTE.re, 12);
      expect(2 * r.tTM.re).toBeCloseTo(1 + r.rTM.re, 12);
    }
  });
});

describe('slabCoefficients', () => {
  it('vanishes with its thickness', () => {
    for (const thickness of [0, 1e-9]) {
      const s = slabCoefficients(materialAt('glass', 2e9), thickness, 2e9, 0.6);
      expectClose(s.tTE, { re: 1, im: 0 }, 6);
      expectClose(s.tTM, { re: 1, im: 0 }, 6);
      expectClose(s.rTE, { re: 0, im: 0 }, 6);
      expectClose(s.rTM, { re: 0, im: 0 }, 6);
    }
  });

  it('becomes the half-space when it is thick and lossy', () => {
    const material = materialAt('concrete', 3.5e9);
    for (const cos of COSINES) {
      const s = slabCoefficients(material, 50, 3.5e9, cos);
      const h = halfSpaceCoefficients(material, 3.5e9, cos);
      expectClose(s.rTE, h.rTE, 12);
      expectClose(s.rTM, h.rTM, 12);
      expect(squaredModulus(s.tTE)).toBeLessThan(1e-30);
    }
  });

  it('conserves energy without conductivity', () => {
    for (const cos of COSINES) {
      const s = slabCoefficients(lossless(5.24), 0.137, 2.14e9, cos);
      expect(squaredModulus(s.rTE) + squaredModulus(s.tTE)).toBeCloseTo(1, 9);
      expect(squaredModulus(s.rTM) + squaredModulus(s.tTM)).toBeCloseTo(1, 9);
    }
  });

  it('absorbs with conductivity and never amplifies', () => {
    for (const name of ['concrete', 'brick', 'wood', 'wet_ground', 'metal']) {
      for (const cos of COSINES) {
        const s = slabCoefficients(materialAt(name, 2.14e9), 0.1, 2.14e9, cos);
        expect(squaredModulus(s.rTE) + squaredModulus(s.tTE)).toBeLessThan(1);
        expect(squaredModulus(s.rTM) + squaredModulus(s.tTM)).toBeLessThan(1);
      }
    }
  });

  it('is transparent at half a wavelength in the material', () => {
    // eps 4, normal incidence: wavelength in the slab = lambda / 2, so lambda / 4 of thickness is one half of it.
    const frequencyHz = 3e9;
    const s = slabCoefficients(lossless(4), 299_792_458 / frequencyHz / 4, frequencyHz, 1);
    expect(squaredModulus(s.rTE)).toBeLessThan(1e-28);
    expectClose(s.tTE, { re: -1, im: 0 }, 12);
  });

  it('reflects most at a quarter of a wavelength: |r| = (n^2 - 1) / (n^2 + 1)', () => {
    const s = slabCoefficients(lossless(4), 299_792_458 / 3e9 / 8, 3e9, 1);
    expect(Math.sqrt(squaredModulus(s.rTE))).toBeCloseTo(0.6, 12);
  });

  // Normal incidence, 10 cm: computed independently from P.2040 (complex arithmetic of another language).
  it.each([
    [0.8e9, -4.2706],
    [1.8e9, -6.6081],
    [2.3e9, -8.0768],
    [3.5e9, -10.3626],
  ])('passes 10 cm of concrete at %d Hz with %f dB', (frequencyHz, db) => {
    const s = slabCoefficients(materialAt('concrete', frequencyHz), 0.1, frequencyHz, 1);
    expect(10 * Math.log10(squaredModulus(s.tTE))).toBeCloseTo(db, 3);
    expectClose(s.tTM, s.tTE, 12);
    expectClose(s.rTM, { re: -s.rTE.re, im: -s.rTE.im }, 12);
  });

  it('gives the complex values of oblique incidence with their signs', () => {
    // 10 cm of concrete at 2.3 GHz, cos = 0.4, from P.2040 eqs 37, 43, 44 evaluated independently with e^{+j omega t}.
    const c = slabCoefficients(materialAt('concrete', 2.3e9), 0.1, 2.3e9, 0.4);
    expectClose(c.rTE, { re: -0.67720754837, im: -0.05395969793 }, 9);
    expectClose(c.rTM, { re: 0.00627308615, im: -0.02576673024 }, 9);
    expectClose(c.tTE, { re: -0.17624907272, im: 0.16747304323 }, 9);
    expectClose(c.tTM, { re: -0.34098141683, im: 0.29759744694 }, 9);
    const b = slabCoefficients(materialAt('brick', 3.5e9), 0.1, 3.5e9, 0.4);
    expectClose(b.rTE, { re: -0.4453366012334, im: -0.1536744564091 }, 9);
    expectClose(b.tTM, { re: 0.6996343868051, im: -0.2099645047718 }, 9);
  });

  // Sionna RT 2.2.0, itu_coefficients_single_layer_slab (single precision): eta = 5.24 - 0.7j, 0.1 m, wavelength 0.14 m.
  it.each([
    [1, [-0.4152775, -0.05312934, 0.41527742, 0.05312926, -0.26737916, 0.3251692, -0.26737916, 0.32516918]],
    [0.4, [-0.590233, 0.01869194, 0.00093595, -0.02089928, -0.28358743, -0.00660629, -0.47420278, 0.00892301]],
    [0.05, [-0.93172365, 0.01388613, -0.70056236, 0.01417694, -0.05065632, -0.01554503, -0.21132186, -0.03363472]],
  ])('meets Sionna RT at a cosine of %f', (cos, expected) => {
    const out = new Float64Array(8);
    slabCoefficientsInto(out, 5.24, -0.7, 0.1, 299_792_458 / 0.14, cos);
    for (const [i, value] of expected.entries()) expect(Math.abs(out[i]! - value)).toBeLessThan(2e-6);
  });

  it('stays finite for a good conductor and at grazing incidence', () => {
    for (const cos of [0, 1e-12, 0.3, 1, 1 + 1e-15]) {
      for (const thickness of [1e-6, 0.1, 10]) {
        for (const name of ['metal', 'vacuum', 'concrete']) {
          const s = slabCoefficients(materialAt(name, 3.5e9), thickness, 3.5e9, cos);
          for (const c of [s.rTE, s.rTM, s.tTE, s.tTM]) {
            expect(Number.isFinite(c.re) && Number.isFinite(c.im)).toBe(true);
            expect(squaredModulus(c)).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }
    }
    const metal = slabCoefficients(materialAt('metal', 3.5e9), 0.1, 3.5e9, 0.4);
    expect(metal.rTE.re).toBeCloseTo(-1, 3);
    expect(metal.rTM.re).toBeCloseTo(1, 2);
    expect(squaredModulus(metal.tTE)).toBe(0);
  });
});

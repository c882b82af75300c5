import { describe, expect, it } from 'vitest';
import { UserError } from '../units/errors.ts';
import { complexPermittivity, MATERIALS, materialAt, materialByName } from './materials.ts';

describe('materialByName', () => {
  it('takes every usual spelling of one material', () => {
    const spellings = [
      'concrete',
      'itu_concrete',
      'itu-concrete',
      'mat-itu_concrete',
      'ITU Concrete',
      'mat-concrete.001',
    ];
    for (const name of spellings) expect(materialByName(name).name).toBe('concrete');
    expect(materialByName('asphalt').name).toBe('asphalt_concrete');
    expect(materialByName('itu_very_dry_ground').name).toBe('very_dry_ground');
    expect(materialByName('wet ground').name).toBe('wet_ground');
  });

  it('names the known materials when there is none of that name', () => {
    expect(() => materialByName('kryptonite')).toThrow(UserError);
    expect(() => materialByName('kryptonite')).toThrow(/"kryptonite".*concrete.*brick.*wet_ground/);
  });

  it('does not take names off the prototype of an object', () => {
    expect(() => materialByName('constructor')).toThrow(/Unknown material "constructor"/);
  });

  it('has no name twice and only sane bands', () => {
    expect(new Set(MATERIALS.map((m) => m.name)).size).toBe(MATERIALS.length);
    for (const m of MATERIALS) expect(m.minGhz).toBeLessThan(m.maxGhz);
  });
});

describe('materialAt', () => {
  // ITU-R P.2040 values as printed in DiffeRT's test_material.py (permittivity, conductivity [S/m]).
  it.each([
    ['concrete', 1e9, 5.24, 0.0462],
    ['concrete', 10e9, 5.24, 0.279796],
    ['concrete', 100e9, 5.24, 1.694501],
    ['plywood', 40e9, 2.71, 0.33],
    ['metal', 10e9, 1, 1e7],
    ['wet_ground', 1e9, 30, 0.15],
    ['wet_ground', 10e9, 11.943215, 2.992893],
    ['vinyl_tile', 40e9, 3.62, 0.11397906],
    ['carpet_tile', 40e9, 2.08, 0.018532401],
    ['asphalt_concrete', 40e9, 4.83, 1.8678477],
  ])('gives P.2040 values of %s at %d Hz', (name, frequencyHz, permittivity, conductivity) => {
    const m = materialAt(name, frequencyHz);
    expect(m.relativePermittivity).toBeCloseTo(permittivity, 5);
    expect(m.conductivitySm / conductivity).toBeCloseTo(1, 5);
    expect(m.warning).toBeNull();
  });

  it('extrapolates outside the band and says which band', () => {
    const m = materialAt('itu_concrete', 800e6);
    expect(m.relativePermittivity).toBe(5.24);
    expect(m.conductivitySm).toBeCloseTo(0.0462 * 0.8 ** 0.7822, 12);
    expect(m.warning).toMatch(/"concrete".*1 to 100 GHz.*0\.8 GHz/);
    expect(materialAt('glass', 800e6).warning).toBeNull();
    expect(materialAt('brick', 60e9).warning).toMatch(/1 to 40 GHz/);
  });

  it('refuses a frequency that is none', () => {
    for (const f of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => materialAt('glass', f)).toThrow(/hertz/);
  });
});

describe('complexPermittivity', () => {
  it('is eps - j sigma / (omega eps0)', () => {
    // 17.98 = 1 / (2 pi eps0) in GHz m / S, as P.2040 writes it.
    const eta = complexPermittivity({ relativePermittivity: 5.24, conductivitySm: 0.1 }, 2e9);
    expect(eta.re).toBe(5.24);
    expect(eta.im).toBeCloseTo((-17.98 * 0.1) / 2, 3);
  });
});

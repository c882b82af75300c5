import { describe, expect, it } from 'vitest';
import { materialAt } from '../../radio/materials.ts';
import { slabCoefficients } from '../../radio/slab.ts';
import { ABSORBED, interact, REFLECTED, TRANSMITTED } from './interaction.ts';
import { hashUniform } from './ray-hash.ts';
import { DIRECTION, FIELD, RAY_STATE_LENGTH } from './ray-state.ts';
import { createSlabTable, SLAB_STRIDE } from './slab-table.ts';

const FREQUENCY_HZ = 3.5e9;
const UP = Float64Array.of(0, 0, 1);
const CONCRETE = createSlabTable('concrete', 0.1, FREQUENCY_HZ);

/** A ray in the x-z plane that falls on z = 0 at `angle` [rad] from the normal, with TE (y) and TM amplitudes. */
function falling(angle: number, te: number, tm: number): Float64Array {
  const ray = new Float64Array(RAY_STATE_LENGTH);
  const s = Math.sin(angle);
  const c = Math.cos(angle);
  ray.set([s, 0, -c], DIRECTION);
  ray.set([tm * c, 0, te, 0, tm * s, 0], FIELD);
  return ray;
}

const power = (ray: Float64Array) => ray.subarray(FIELD).reduce((sum, v) => sum + v * v, 0);
const square = (c: { re: number; im: number }) => c.re * c.re + c.im * c.im;

describe('slab table', () => {
  for (const [material, thickness] of [
    ['concrete', 0.1],
    ['glass', 0.01],
    ['metal', 1],
    ['wood', 2],
  ] as const) {
    it(`interpolates ${material} of ${thickness} m to 2e-4`, () => {
      const table = createSlabTable(material, thickness, FREQUENCY_HZ);
      let worst = 0;
      for (let n = 0; n < 2000; n++) {
        // Half of the samples crowd at grazing incidence.
        const cos = n % 2 === 0 ? hashUniform(1, n, 0) : 10 ** (-5 * hashUniform(1, n, 0));
        const exact = slabCoefficients(materialAt(material, FREQUENCY_HZ), thickness, FREQUENCY_HZ, cos);
        const position = Math.sqrt(cos) * table.intervals;
        const node = Math.floor(position);
        [exact.rTE, exact.rTM, exact.tTE, exact.tTM]
          .flatMap((c) => [c.re, c.im])
          .forEach((value, k) => {
            const a = table.values[node * SLAB_STRIDE + k]!;
            const b = table.values[(node + 1) * SLAB_STRIDE + k]!;
            worst = Math.max(worst, Math.abs(a + (position - node) * (b - a) - value));
          });
      }
      expect(worst).toBeLessThan(2e-4);
    });
  }

  it('warns outside the band of the material', () => {
    expect(createSlabTable('concrete', 0.1, 8e8).warning).toContain('concrete');
    expect(CONCRETE.warning).toBeNull();
  });
});

describe('interaction', () => {
  const angle = 0.9;
  const slab = slabCoefficients(materialAt('concrete', FREQUENCY_HZ), 0.1, FREQUENCY_HZ, Math.cos(angle));

  it('reflects TE and TM with their own coefficients and mirrors the ray', () => {
    const te = falling(angle, 1, 0);
    const tm = falling(angle, 0, 1);
    expect(interact(te, UP, 0, CONCRETE, true, false, 0, 0.5)).toBe(REFLECTED);
    expect(interact(tm, UP, 0, CONCRETE, true, false, 0, 0.5)).toBe(REFLECTED);
    expect(power(te)).toBeCloseTo(square(slab.rTE), 4);
    expect(power(tm)).toBeCloseTo(square(slab.rTM), 4);
    expect([...te.subarray(DIRECTION, DIRECTION + 3)]).toEqual([Math.sin(angle), 0, Math.cos(angle)]);
    // TE keeps its direction in space: E_y = rTE.
    expect(te[FIELD + 2]).toBeCloseTo(slab.rTE.re, 4);
    expect(te[FIELD + 3]).toBeCloseTo(slab.rTE.im, 4);
  });

  it('transmits straight on with the transmission coefficients', () => {
    const ray = falling(angle, 0.6, 0.8);
    expect(interact(ray, UP, 0, CONCRETE, false, true, 0, 0.5)).toBe(TRANSMITTED);
    expect(power(ray)).toBeCloseTo(0.36 * square(slab.tTE) + 0.64 * square(slab.tTM), 4);
    expect(ray[DIRECTION + 2]).toBeCloseTo(-Math.cos(angle), 15);
  });

  it('keeps the field across the ray', () => {
    const tilted = Float64Array.of(0.36, 0.48, 0.8);
    const ray = falling(angle, 0.6, 0.8);
    interact(ray, tilted, 0, CONCRETE, true, false, 0, 0.5);
    for (const part of [0, 1]) {
      let along = 0;
      for (let k = 0; k < 3; k++) along += ray[DIRECTION + k]! * ray[FIELD + 2 * k + part]!;
      expect(along).toBeCloseTo(0, 14);
    }
  });

  it('does not depend on the sense of the normal', () => {
    const above = falling(angle, 0.6, 0.8);
    const below = falling(angle, 0.6, 0.8);
    interact(above, UP, 0, CONCRETE, true, false, 0, 0.5);
    interact(below, Float64Array.of(0, 0, -1), 0, CONCRETE, true, false, 0, 0.5);
    above.forEach((value, k) => {
      expect(below[k]).toBeCloseTo(value, 14);
    });
  });

  for (const [name, normal] of [
    ['ground', [0, 0, 1]],
    ['wall', [1, 0, 0]],
  ] as const) {
    it(`at normal incidence on a ${name} treats every polarisation alike`, () => {
      const exact = slabCoefficients(materialAt('concrete', FREQUENCY_HZ), 0.1, FREQUENCY_HZ, 1);
      const ray = new Float64Array(RAY_STATE_LENGTH);
      ray.set(
        normal.map((v) => -v),
        DIRECTION,
      );
      const field = [normal[2], 1, normal[0]];
      field.forEach((v, k) => {
        ray[FIELD + 2 * k] = v;
      });
      interact(ray, Float64Array.from(normal), 0, CONCRETE, true, false, 0, 0.5);
      field.forEach((v, k) => {
        expect(ray[FIELD + 2 * k]).toBeCloseTo(v * exact.rTE.re, 4);
        expect(ray[FIELD + 2 * k + 1]).toBeCloseTo(v * exact.rTE.im, 4);
      });
    });
  }

  it('draws reflection or transmission with the right expected power (10,000 draws)', () => {
    let reflected = 0;
    let transmitted = 0;
    const draws = 10_000;
    for (let n = 0; n < draws; n++) {
      const ray = falling(angle, 0.6, 0.8);
      const outcome = interact(ray, UP, 0, CONCRETE, true, true, 0, hashUniform(5, n, 0));
      if (outcome === REFLECTED) reflected += power(ray);
      if (outcome === TRANSMITTED) transmitted += power(ray);
    }
    const wantReflected = 0.36 * square(slab.rTE) + 0.64 * square(slab.rTM);
    const wantTransmitted = 0.36 * square(slab.tTE) + 0.64 * square(slab.tTM);
    expect(Math.abs(reflected / draws - wantReflected)).toBeLessThan(0.01);
    expect(Math.abs(transmitted / draws - wantTransmitted)).toBeLessThan(0.01);
    // Every drawn ray carries the same power, so the sum has no variance.
    expect((reflected + transmitted) / draws).toBeCloseTo(wantReflected + wantTransmitted, 3);
  });

  it('absorbs a ray when nothing is enabled or nothing gets through metal', () => {
    const metal = createSlabTable('metal', 1, FREQUENCY_HZ);
    expect(interact(falling(angle, 1, 0), UP, 0, CONCRETE, false, false, 0, 0.5)).toBe(ABSORBED);
    expect(interact(falling(angle, 1, 0), UP, 0, metal, false, true, 0, 0.5)).toBe(ABSORBED);
  });
});

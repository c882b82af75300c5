import { describe, expect, it } from 'vitest';
import { antennaField, transmitSlant } from '../../radio/antenna.ts';
import { createLaunchField } from '../mesh/launch-field.ts';
import { sectorAt } from '../mesh/mesh-fixture.ts';
import { DIRECTION, FIELD, RAY_STATE_LENGTH } from '../mesh/ray-state.ts';
import { LATTICE_PASSES, latticeDirectionInto, passSize, passStart } from './launch-lattice.ts';

describe('launch lattice', () => {
  for (const count of [1, 63, 64, 65, 1000]) {
    it(`visits each of ${count} directions once`, () => {
      const seen = new Uint8Array(count);
      for (let pass = 0; pass < LATTICE_PASSES; pass++) {
        for (let i = 0; i < passSize(pass, count); i++) {
          const n = passStart(pass) + i * LATTICE_PASSES;
          seen[n] = seen[n]! + 1;
        }
      }
      expect(seen.every((v) => v === 1)).toBe(true);
    });
  }

  it('has the moments of a uniform sphere, and already in the first pass', () => {
    const d = new Float64Array(3);
    for (const [count, step, tolerance] of [
      [100_000, 1, 1e-4],
      [100_000, LATTICE_PASSES, 5e-3],
    ] as const) {
      const mean = [0, 0, 0];
      const square = [0, 0, 0];
      let rays = 0;
      for (let n = 0; n < count; n += step, rays++) {
        latticeDirectionInto(d, 0, n, count);
        for (let k = 0; k < 3; k++) {
          mean[k]! += d[k]!;
          square[k]! += d[k]! ** 2;
        }
      }
      for (let k = 0; k < 3; k++) {
        expect(Math.abs(mean[k]! / rays)).toBeLessThan(tolerance);
        expect(Math.abs(square[k]! / rays - 1 / 3)).toBeLessThan(tolerance);
      }
    }
  });
});

describe('launch field', () => {
  for (const polarisation of ['V', 'H', 'VH', 'cross'] as const) {
    it(`is the antenna's field in Cartesian components (tr38901, tilted, ${polarisation})`, () => {
      const sector = sectorAt(0, 0, 10, { pattern: 'tr38901', polarisation, azimuthDeg: 200, downtiltDeg: 12 });
      const ray = new Float64Array(RAY_STATE_LENGTH);
      const setField = createLaunchField(sector, ray);
      for (let n = 0; n < 50; n++) {
        latticeDirectionInto(ray, DIRECTION, n, 50);
        const [kx, ky, kz] = [ray[DIRECTION]!, ray[DIRECTION + 1]!, ray[DIRECTION + 2]!];
        setField();
        const [theta, phi] = antennaField('tr38901', transmitSlant(polarisation), 200, 12, kx, ky, kz);
        const plan = Math.hypot(kx, ky);
        const expected = [(theta * kz * kx - phi * ky) / plan, (theta * kz * ky + phi * kx) / plan, -theta * plan];
        for (let k = 0; k < 3; k++) {
          expect(ray[FIELD + 2 * k]).toBeCloseTo(expected[k]!, 12);
          expect(ray[FIELD + 2 * k + 1]).toBe(0);
        }
      }
    });
  }
});

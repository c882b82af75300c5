import { describe, expect, it } from 'vitest';
import { fresnelRadiusM } from './fresnel-zone.ts';

describe('fresnelRadiusM', () => {
  it('is half the root of wavelength times length in the middle, and nothing at the ends', () => {
    // 1 km at 15 cm: sqrt(0.15 * 500 * 500 / 1000) = 6.124 m.
    expect(fresnelRadiusM(1, 0.15, 500, 500)).toBeCloseTo(6.1237, 4);
    expect(fresnelRadiusM(4, 0.15, 500, 500)).toBeCloseTo(12.2474, 4);
    expect(fresnelRadiusM(1, 0.15, 0, 1000)).toBe(0);
  });

  it('is where the way by its edge is half a wavelength longer', () => {
    const r = fresnelRadiusM(1, 0.15, 300, 700);
    expect(Math.hypot(300, r) + Math.hypot(700, r) - 1000).toBeCloseTo(0.075, 4);
  });
});

import { describe, expect, it } from 'vitest';
import { lobeIntegral, lobeNorm, lobeNumbers, lobeShape, type ScatteringLobe } from './scattering.ts';

/** Integral over the hemisphere of f(cosine to the normal, cosine to an axis in the plane of incidence, the same mirrored). */
function overHemisphere(cosine: number, f: (up: number, toMirrored: number, toIncoming: number) => number): number {
  const [rings, turns] = [400, 800];
  const sine = Math.sqrt(1 - cosine * cosine);
  let sum = 0;
  for (let i = 0; i < rings; i++) {
    const up = (i + 0.5) / rings;
    const plan = Math.sqrt(1 - up * up);
    for (let j = 0; j < turns; j++) {
      const x = plan * Math.cos((2 * Math.PI * (j + 0.5)) / turns);
      sum += f(up, sine * x + cosine * up, -sine * x + cosine * up);
    }
  }
  return (sum * 2 * Math.PI) / (rings * turns);
}

const LOBES: readonly ScatteringLobe[] = [
  { kind: 'lambertian' },
  { kind: 'directive', alphaR: 1 },
  { kind: 'directive', alphaR: 4 },
  { kind: 'directive', alphaR: 30 },
  { kind: 'backscattering', alphaR: 10, alphaI: 5, lambda: 0.7 },
  { kind: 'backscattering', alphaR: 1, alphaI: 20, lambda: 0 },
];

describe('scattering lobes', () => {
  it.each(LOBES)('integrate to 1 over the hemisphere, whatever the incidence: %o', (lobe) => {
    const numbers = lobeNumbers(lobe);
    for (const cosine of [0, 0.02, 0.3, 0.8, 1]) {
      const sum = overHemisphere(cosine, (...angles) => lobeShape(numbers, ...angles));
      expect(Math.abs(sum / lobeNorm(numbers, cosine) - 1)).toBeLessThan(1e-4);
    }
  });

  it('meet the closed form at normal incidence and at grazing', () => {
    for (const alpha of [1, 2, 7, 40, 100]) {
      // 4 pi / (alpha + 1) over the sphere, less what lies below the horizon; at grazing the lobe is halved.
      const whole = (4 * Math.PI) / (alpha + 1);
      expect(lobeIntegral(alpha, 1) / (whole * (1 - 2 ** -(alpha + 1)))).toBeCloseTo(1, 12);
      expect(lobeIntegral(alpha, 0) / (whole / 2)).toBeCloseTo(1, 12);
    }
  });

  it('look where they should', () => {
    const directive = lobeNumbers({ kind: 'directive', alphaR: 4 });
    const back = lobeNumbers({ kind: 'backscattering', alphaR: 4, alphaI: 4, lambda: 0.25 });
    // At 60 degrees of incidence: along the mirrored ray, and back along the incoming one.
    expect(lobeShape(directive, 0.5, 1, -0.5)).toBe(1);
    expect(lobeShape(directive, 0.5, -0.5, 1)).toBeCloseTo(0.25 ** 4, 12);
    expect(lobeShape(back, 0.5, 1, -0.5)).toBeCloseTo(0.25 + 0.75 * 0.25 ** 4, 12);
    expect(lobeShape(back, 0.5, -0.5, 1)).toBeCloseTo(0.75 + 0.25 * 0.25 ** 4, 12);
  });
});

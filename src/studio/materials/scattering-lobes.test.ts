import { describe, expect, it } from 'vitest';
import { lobeOfKind } from './scattering-lobes.ts';

describe('another kind of lobe', () => {
  it('keeps the numbers that it has a use for', () => {
    const directive = lobeOfKind('directive', { kind: 'backscattering', alphaR: 20, alphaI: 9, lambda: 0.4 });
    expect(directive).toEqual({ kind: 'directive', alphaR: 20 });
    expect(lobeOfKind('backscattering', directive)).toEqual({
      kind: 'backscattering',
      alphaR: 20,
      alphaI: 4,
      lambda: 0.7,
    });
    expect(lobeOfKind('directive', { kind: 'lambertian' })).toEqual({ kind: 'directive', alphaR: 4 });
    expect(lobeOfKind('lambertian', directive)).toEqual({ kind: 'lambertian' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Scene } from '../../scene/scene.ts';
import type { ScatteringSettings } from '../solve-request.ts';
import { meshOfQuads, quad, requestOf, sceneOf, sectorAt } from './mesh-fixture.ts';
import { checkRequest, prepareTrace, traceGeometry } from './prepare-trace.ts';
import { scatteringOf } from './roughness.ts';

const request = (scattering: ScatteringSettings | undefined, file: NonNullable<Scene['scattering']> = {}) => ({
  ...requestOf(sceneOf(meshOfQuads([]), { scattering: file }), sectorAt(0, 0, 5), scattering ? { scattering } : {}),
  materials: { glass: { relativePermittivity: 6, conductivitySm: 0, scatteringCoefficient: 0.1 } },
});

describe('how a material scatters', () => {
  const file = { brick: { coefficient: 0.6, crossPolarisation: 0.2 }, glass: { coefficient: 0.5 } };

  it('is what is said of it by name, then its own, then the file, then all', () => {
    const s = (name: string, settings: ScatteringSettings) => scatteringOf(name, request(settings, file))!.coefficient;
    expect(s('wood', { coefficient: 0.3 })).toBe(0.3);
    expect(s('brick', { coefficient: 0.3 })).toBe(0.6);
    expect(s('brick', { coefficient: 0.3, overrulesScene: true })).toBe(0.3);
    expect(s('glass', { coefficient: 0.3, overrulesScene: true })).toBe(0.1);
    expect(s('glass', { coefficient: 0.3, byMaterial: { glass: 0 } })).toBe(0);
    expect(scatteringOf('brick', request({ coefficient: 0.3 }, file))!.crossPolarisation).toBe(0.2);
    expect(scatteringOf('brick', request({ coefficient: 0.3, crossPolarisation: 0 }, file))!.crossPolarisation).toBe(0);
    expect(scatteringOf('brick', request(undefined, file))).toBeNull();
  });

  it('has a lobe and a cross-polarisation of its own before those of all', () => {
    const own = {
      ...{ relativePermittivity: 6, conductivitySm: 0, crossPolarisation: 0.35 },
      scatteringLobe: { kind: 'directive', alphaR: 8 },
    } as const;
    const all: ScatteringSettings = {
      coefficient: 0.3,
      lobe: { kind: 'directive', alphaR: 2 },
      crossPolarisation: 0.1,
    };
    const asked = { ...request(all, file), materials: { glass: own } };
    expect(scatteringOf('glass', asked)).toEqual({
      ...{ coefficient: 0.5, crossPolarisation: 0.35 },
      lobe: { kind: 'directive', alphaR: 8 },
    });
    expect(scatteringOf('wood', asked)).toEqual({ ...all, coefficient: 0.3 });
  });

  it('is refused with a lobe of its own that no surface can have', () => {
    const glass = {
      relativePermittivity: 6,
      conductivitySm: 0,
      scatteringLobe: { kind: 'directive', alphaR: 0 },
    } as const;
    const scene = sceneOf(meshOfQuads([quad('glass', [0, 0, 0], [1, 0, 0], [1, 0, 1], [0, 0, 1])]));
    const asked = { ...request({ coefficient: 0.3 }), scene, materials: { glass } };
    expect(() => prepareTrace(asked, traceGeometry(scene))).toThrow(/alpha_r = 0 of the scattering lobe/);
  });

  it.each<[ScatteringSettings, RegExp]>([
    [{ coefficient: 1.5 }, /Scattering coefficient 1\.5 of all surfaces: give a share of the field from 0 to 1/],
    [{ coefficient: 0.5, crossPolarisation: Number.NaN }, /Cross-polarisation NaN/],
    [{ coefficient: 0.5, lobe: { kind: 'directive', alphaR: 2.5 } }, /alpha_r = 2\.5 .* whole number from 1 to 100/],
    [{ coefficient: 0.5, lobe: { kind: 'backscattering', alphaR: 2, alphaI: 101, lambda: 1 } }, /alpha_i = 101/],
    [{ coefficient: 0.5, lobe: { kind: 'backscattering', alphaR: 2, alphaI: 1, lambda: -1 } }, /Weight -1/],
  ])('is refused where no surface can be so: %o', (settings, message) => {
    expect(() => checkRequest(request(settings))).toThrow(message);
  });
});

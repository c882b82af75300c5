import { describe, expect, it } from 'vitest';
import type { ScatteringLobe } from '../../radio/scattering.ts';
import { lobeNorm, lobeNumbers } from '../../radio/scattering.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { aimPlane, receiversOf } from '../receivers/receivers.ts';
import { meshOfQuads, requestOf, sceneOf, sectorAt } from './mesh-fixture.ts';
import { hashUniform } from './ray-hash.ts';
import { DIRECTION, FIELD, ORIGIN, RAY_STATE_LENGTH, SCATTERED_POWER, WEIGHT } from './ray-state.ts';
import { perLobeNorm, roughnessOf } from './roughness.ts';
import { createScatterer } from './scatter.ts';

const WALL = Float64Array.of(0.6, -0.8, 0);
const GRID = gridCentredOn(0, 0, 8, 8, 1);
const LOBES: readonly ScatteringLobe[] = [
  { kind: 'lambertian' },
  { kind: 'directive', alphaR: 4 },
  { kind: 'directive', alphaR: 40 },
  { kind: 'backscattering', alphaR: 10, alphaI: 25, lambda: 0.3 },
];
const PLANE = aimPlane(receiversOf(requestOf(sceneOf(meshOfQuads([])), sectorAt(0, 0, 5))), GRID);

/** A ray of power 1 that has come to the wall along (0, 1, 0) at 5 m, its field upright, scattered once. */
function scattered(lobe: ScatteringLobe, crossPolarisation: number, number: number): Float64Array | null {
  const ray = new Float64Array(RAY_STATE_LENGTH);
  ray.set([1, 7, 5], ORIGIN);
  ray.set([0, 1, 0], DIRECTION);
  ray.set([0, 0, 0, 0, 0.6, 0.8], FIELD);
  ray[WEIGHT] = 1;
  ray[SCATTERED_POWER] = 1;
  const rough = roughnessOf({ coefficient: 1, lobe, crossPolarisation });
  return createScatterer(ray, GRID, PLANE, 7)(WALL, 0, rough, number, 0) ? ray : null;
}

describe('scattering', () => {
  it.each(LOBES)('sends out all the power, and none behind the wall: %o', (lobe) => {
    const draws = 40_000;
    let [sum, squares] = [0, 0];
    for (let n = 0; n < draws; n++) {
      const ray = scattered(lobe, 0, n);
      if (!ray) continue;
      expect(ray[DIRECTION]! * 0.6 - ray[DIRECTION + 1]! * 0.8).toBeGreaterThan(0);
      sum += ray[WEIGHT]!;
      squares += ray[WEIGHT]! ** 2;
    }
    const mean = sum / draws;
    const standardError = Math.sqrt((squares / draws - mean * mean) / draws);
    expect(standardError).toBeLessThan(0.02);
    expect(Math.abs(mean - 1)).toBeLessThan(4 * standardError);
  });

  it('turns K_x of the power into the other polarisation and loses none', () => {
    for (const crossPolarisation of [0, 0.2, 1]) {
      for (let n = 0; n < 50; n++) {
        const ray = scattered({ kind: 'lambertian' }, crossPolarisation, n);
        if (!ray) continue;
        // Horizontal part: across the direction in plan.
        const plan = Math.hypot(ray[DIRECTION]!, ray[DIRECTION + 1]!);
        const across = (part: number) =>
          (ray[FIELD + 2 + part]! * ray[DIRECTION]! - ray[FIELD + part]! * ray[DIRECTION + 1]!) / plan;
        expect(across(0) ** 2 + across(1) ** 2).toBeCloseTo(crossPolarisation, 12);
        expect(ray.subarray(FIELD, FIELD + 6).reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(1, 12);
      }
    }
  });

  it('reads the norm of a lobe from a table that is fine enough', () => {
    for (const lobe of LOBES) {
      const rough = roughnessOf({ coefficient: 0.5, lobe, crossPolarisation: 0 });
      for (let n = 0; n < 500; n++) {
        const cosine = hashUniform(3, n, 0);
        expect(Math.abs(perLobeNorm(rough, cosine) * lobeNorm(lobeNumbers(lobe), cosine) - 1)).toBeLessThan(2e-4);
      }
    }
  });
});

import { expect, test } from 'vitest';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';
import { perturbHeights } from './perturb-heights.ts';

const CITY = synthesiseCity(5, { sizeM: 1000 });

test('errs by the standard deviation asked for, without bias, and leaves all else', () => {
  const changed = perturbHeights(CITY, 2, 9);
  const errors = changed.buildings.map((b, i) => b.heightM - CITY.buildings[i]!.heightM);
  const mean = errors.reduce((s, e) => s + e, 0) / errors.length;
  const sigma = Math.sqrt(errors.reduce((s, e) => s + e * e, 0) / errors.length);
  expect(Math.abs(mean)).toBeLessThan(0.4);
  expect(sigma).toBeGreaterThan(1.7);
  expect(sigma).toBeLessThan(2.3);
  expect(changed.buildings.map((b) => b.outer)).toEqual(CITY.buildings.map((b) => b.outer));
  expect(perturbHeights(CITY, 2, 9)).toEqual(changed);
});

test('never pulls a building down, even by great errors', () => {
  const changed = perturbHeights(CITY, 50, 9);
  for (const [i, b] of changed.buildings.entries())
    expect(b.heightM).toBeGreaterThanOrEqual(0.4 * CITY.buildings[i]!.heightM);
});

test('refuses scenes that are not prisms', () => {
  expect(() => perturbHeights({ ...CITY, extruded: false }, 2, 9)).toThrow(/not made of prisms/);
});

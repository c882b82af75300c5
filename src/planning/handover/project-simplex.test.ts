import { expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { projectOntoSimplex } from './project-simplex.ts';

/** By sorting (Held, Wolfe and Crowder): the largest set whose common shift leaves it positive. */
function bySorting(v: readonly number[]): number[] {
  const u = [...v].sort((a, b) => b - a);
  let sum = 0;
  let shift = 0;
  for (const [k, value] of u.entries()) {
    sum += value;
    if (value - (sum - 1) / (k + 1) > 0) shift = (sum - 1) / (k + 1);
  }
  return v.map((value) => Math.max(0, value - shift));
}

it('is the nearest point of the simplex, and touches nothing else', () => {
  const random = new Random(9);
  for (let trial = 0; trial < 500; trial++) {
    const count = 1 + random.below(9);
    const v = Array.from({ length: count }, () => 3 * random.normal());
    const values = Float64Array.of(77, ...v, 88);
    projectOntoSimplex(values, 1, count);
    expect([values[0], values[count + 1]]).toEqual([77, 88]);
    for (const [k, wanted] of bySorting(v).entries()) expect(values[k + 1]).toBeCloseTo(wanted, 12);
  }
});

it('leaves points of the simplex as they are', () => {
  const values = Float64Array.of(0.2, 0, 0.8);
  projectOntoSimplex(values, 0, 3);
  expect([...values]).toEqual([0.2, 0, 0.8]);
});

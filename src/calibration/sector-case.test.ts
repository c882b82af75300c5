import { describe, expect, it } from 'vitest';
import { townCase } from '../testing/calibration-town.ts';
import { ROLE, splitCase } from './sector-case.ts';

const split = { kind: 'random', trainShare: 0.7, blockM: 60, seed: 3 } as const;

describe('splitting a case', () => {
  it('gives every cell one role, and sets a tenth of the training cells apart', async () => {
    const { observations } = await townCase();
    const parts = splitCase(observations, null, { split, indoor: 'mask' });
    const count = (role: number) => parts.role.filter((r) => r === role).length;
    expect(count(ROLE.train)).toBe(parts.train.length);
    expect(count(ROLE.validation)).toBe(parts.validation.length);
    expect(count(ROLE.masked)).toBe(0);
    expect([...parts.fit, ...parts.inner].sort((a, b) => a - b)).toEqual([...parts.train]);
    expect(parts.inner.length / parts.train.length).toBeCloseTo(0.1, 2);
  });

  it('masks cells inside buildings out of both parts, or keeps them', async () => {
    const { observations } = await townCase();
    const indoor = observations.indoor.map((_, i) => Number(i % 5 === 0));
    const inside = { ...observations, indoor };
    const masked = splitCase(inside, null, { split, indoor: 'mask' });
    expect(masked.masked.length).toBe(indoor.reduce((a, b) => a + b, 0));
    for (const i of [...masked.train, ...masked.validation]) expect(indoor[i]).toBe(0);
    expect(splitCase(inside, null, { split, indoor: 'keep' }).masked).toHaveLength(0);
  });

  it('keeps whole blocks together', async () => {
    const { observations } = await townCase();
    const { train, validation } = splitCase(observations, null, {
      split: { ...split, kind: 'blocks' },
      indoor: 'mask',
    });
    let touching = 0;
    for (const v of validation)
      for (const t of train)
        if (Math.hypot(observations.x[v]! - observations.x[t]!, observations.y[v]! - observations.y[t]!) < 11) {
          touching++;
          break;
        }
    // At random nearly every held-out cell has a fitted neighbour.
    expect(touching / validation.length).toBeLessThan(0.6);
  });

  it('leaves one route out, and says what is missing where there is none to leave', async () => {
    const { observations } = await townCase();
    const routes = Int32Array.from(observations.x, (x) => (x > 0 ? 1 : 0));
    const byRoute = { split: { ...split, kind: 'routes' as const }, indoor: 'mask' as const };
    const { train, validation } = splitCase(observations, routes, byRoute);
    expect(new Set(Array.from(validation, (i) => routes[i]))).toEqual(new Set([1]));
    expect(new Set(Array.from(train, (i) => routes[i]))).toEqual(new Set([0]));
    const next = splitCase(observations, routes, { ...byRoute, split: { ...byRoute.split, seed: split.seed + 1 } });
    expect(next.validation).toEqual(train);
    // A third drive that is the first in nine cells is none to judge by: the seed chooses among the other two.
    const few = routes.map((route, i) => (i < 9 ? 2 : route));
    for (const seed of [0, 1, 2, 3]) {
      const { validation: held } = splitCase(observations, few, { ...byRoute, split: { ...byRoute.split, seed } });
      expect(new Set(Array.from(held, (i) => few[i]))).toEqual(new Set([seed % 2]));
    }
    const scattered = Int32Array.from(routes.keys());
    expect(() => splitCase(observations, scattered, byRoute)).toThrow(/first in 10 cells/);
    expect(() => splitCase(observations, null, byRoute)).toThrow(/no times/);
    expect(() => splitCase(observations, new Int32Array(observations.count), byRoute)).toThrow(/two/);
  });
});

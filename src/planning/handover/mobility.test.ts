import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { gaussMarkovWalk, MOBILITY_PROFILES, type MobilityProfile } from './mobility.ts';

const AREA = { minX: -500, minY: -500, maxX: 500, maxY: 500 };
const walkOf = (profiles: readonly MobilityProfile[], count: number, seed = 1) =>
  gaussMarkovWalk({ x: new Float64Array(count), y: new Float64Array(count) }, profiles, AREA, 1, new Random(seed));

describe('gaussMarkovWalk', () => {
  it('goes straight on at one speed with full memory', () => {
    const walk = walkOf([{ name: 'ship', share: 1, speedMps: [2, 4], memory: 1 }], 20);
    walk.step();
    const [x, y] = [walk.x.slice(), walk.y.slice()];
    for (let slot = 0; slot < 99; slot++) walk.step();
    for (let i = 0; i < 20; i++) {
      const speed = Math.hypot(x[i]!, y[i]!);
      expect(speed).toBeGreaterThanOrEqual(2);
      expect(speed).toBeLessThan(4);
      expect(walk.x[i]).toBeCloseTo(100 * x[i]!, 6);
      expect(walk.y[i]).toBeCloseTo(100 * y[i]!, 6);
    }
  });

  it.each(MOBILITY_PROFILES)('keeps the speed of $name in its range, and everybody in the area', (profile) => {
    const walk = walkOf([profile], 50);
    let travelled = 0;
    for (let slot = 0; slot < 400; slot++) {
      const [x, y] = [walk.x.slice(), walk.y.slice()];
      walk.step();
      for (let i = 0; i < 50; i++) {
        const speed = Math.hypot(walk.x[i]! - x[i]!, walk.y[i]! - y[i]!);
        expect(speed).toBeLessThanOrEqual(profile.speedMps[1] + 1e-9);
        travelled += speed;
        expect(Math.max(Math.abs(walk.x[i]!), Math.abs(walk.y[i]!))).toBeLessThanOrEqual(500);
      }
    }
    // Mean speeds are even over the range; the edge takes a little off.
    const [least, most] = profile.speedMps;
    expect(travelled / (400 * 50)).toBeGreaterThan(least + 0.3 * (most - least));
  });

  it('deals profiles by share, and the same ways for the same seed', () => {
    const walk = walkOf(MOBILITY_PROFILES, 4000);
    const share = (k: number) => walk.profile.filter((p) => p === k).length / 4000;
    expect(share(3)).toBeCloseTo(0.5, 1);
    expect(share(0)).toBeCloseTo(0.1, 1);
    const again = walkOf(MOBILITY_PROFILES, 4000);
    walk.step();
    again.step();
    expect(again.x).toEqual(walk.x);
  });
});

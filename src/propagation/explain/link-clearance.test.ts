import { describe, expect, it } from 'vitest';
import { roofClearances } from './link-clearance.ts';

const link = { startHeightM: 30, endHeightM: 10, wavelengthM: 0.15 };
const cut = (fromM: number, toM: number, roofM: number) => ({ id: 'b', fromM, toM, roofM });

describe('roofClearances', () => {
  it('takes each roof where it comes nearest to the line in parts of the first zone', () => {
    // The line falls from 30 m to 10 m over 1 km: 20 m in the middle, where the zone's radius is 6.124 m.
    const profile = { lengthM: 1000, vertexM: [0, 1000], cuts: [cut(480, 500, 14), cut(500, 520, 25)] };
    const [low, high] = roofClearances(profile, link);
    expect(low!.distanceM).toBe(500);
    expect(low!.clearanceM).toBeCloseTo(6, 9);
    expect(low!.zones).toBeCloseTo(6 / 6.1237, 4);
    expect(high!.clearanceM).toBeLessThan(-5);
    // nu = sqrt 2 times the height over the line in radii of the first zone.
    expect(high!.nu).toBeCloseTo(-Math.SQRT2 * high!.zones, 9);
  });

  it('leaves out what stands at an end alone', () => {
    const profile = { lengthM: 100, vertexM: [0, 100], cuts: [cut(0, 0.005, 40)] };
    expect(roofClearances(profile, link)).toEqual([]);
  });
});

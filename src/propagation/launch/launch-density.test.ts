import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { DENSITY_PIECES, launchDensity } from './launch-density.ts';

const grid = gridCentredOn(0, 0, 200, 200, 5);
const aim = (changes: object = {}) => ({ x: 0, y: 0, heightM: 30, grid, awayToo: false, ...changes });

/** Rays of a million that fall on a cell of 25 m^2 at a plan distance, per million launched. */
function raysAt(knots: Float64Array, distanceM: number, heightM: number): number {
  const z = -heightM / Math.hypot(distanceM, heightM);
  const piece = knots.findIndex((knot) => knot > z) - 1;
  const perSteradian = 1e6 / DENSITY_PIECES / (2 * Math.PI * (knots[piece + 1]! - knots[piece]!));
  return (perSteradian * 25 * heightM) / Math.hypot(distanceM, heightM) ** 3;
}

describe('launchDensity', () => {
  it.each([
    ['towards the plane only', aim(), [-1, 0]],
    ['away from it too', aim({ awayToo: true }), [-1, 1]],
    ['up from below the plane', aim({ heightM: -5 }), [0, 1]],
    ['within the plane', aim({ heightM: 0 }), [-1, 1]],
    ['from outside the map', aim({ x: 3000 }), [-1, 0]],
  ] as const)('rises from end to end: %s', (_, where, [from, to]) => {
    const knots = launchDensity(where);
    expect(knots).toHaveLength(DENSITY_PIECES + 1);
    expect([knots[0], knots[DENSITY_PIECES]]).toEqual([from, to].map((end) => end + 0));
    for (let k = 0; k < DENSITY_PIECES; k++) expect(knots[k + 1]!).toBeGreaterThan(knots[k]!);
  });

  it('lays on far cells many times what an even launch would', () => {
    const knots = launchDensity(aim());
    // Even over the sphere: 1e6 / 4 pi a steradian.
    const even = (d: number) => ((1e6 / (4 * Math.PI)) * 25 * 30) / Math.hypot(d, 30) ** 3;
    expect(raysAt(knots, 30, 30) / even(30)).toBeGreaterThan(0.6);
    expect(raysAt(knots, 500, 30) / even(500)).toBeGreaterThan(10);
    // Of the share over the plane alone, 25 m^2 of a circle to the corner gets at least 0.4 of its part.
    expect(raysAt(knots, 500, 30)).toBeGreaterThan((0.4 * 1e6 * 25) / (Math.PI * 500000));
  });
});

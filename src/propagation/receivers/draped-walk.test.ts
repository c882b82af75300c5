import { describe, expect, it } from 'vitest';
import { cornerHeights, heightAt } from '../../raster/corner-heights.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { hashUniform } from '../mesh/ray-hash.ts';
import { drapedReceivers } from './draped-receivers.ts';
import { createDrapedWalk } from './draped-walk.ts';
import { createPlaneCrossing } from './plane-crossing.ts';
import { horizontalPlane } from './receivers.ts';

const grid = gridCentredOn(12.3, -7.1, 70, 45, 2.5);

const draped = (height: (x: number, y: number) => number) => drapedReceivers(grid, cornerHeights(grid, height));

/** Ray n of many, from anywhere over and beside the grid in any direction. */
function setRay(ray: Float64Array, n: number): void {
  const u = (turn: number) => hashUniform(7, n, turn);
  const z = 2 * u(3) - 1;
  const plan = Math.sqrt(1 - z * z);
  const phi = 2 * Math.PI * u(4);
  ray.set([300 * (u(0) - 0.5), 300 * (u(1) - 0.5), 60 * u(2) - 20, plan * Math.cos(phi), plan * Math.sin(phi), z]);
}

describe('createDrapedWalk', () => {
  it('crosses level ground where a plane is crossed, to the bit', () => {
    const ray = new Float64Array(6);
    const walk = createDrapedWalk(
      draped(() => 1.5),
      grid,
      ray,
    );
    const plane = createPlaneCrossing(horizontalPlane(grid, 1.5), grid, ray);
    let met = 0;
    for (let n = 0; n < 30_000; n++) {
      setRay(ray, n);
      plane.find();
      const expected = plane.cell < 0 ? [] : [[plane.way, plane.cell, plane.change]];
      const found: number[][] = [];
      if (walk.enter(Number.POSITIVE_INFINITY)) walk.walk((...crossing) => found.push(crossing));
      expect(found).toEqual(expected);
      met += expected.length;
    }
    expect(met).toBeGreaterThan(2000);
  });

  it('finds every crossing of hills, and each on the surface', () => {
    const hills = draped((x, y) => 12 * Math.sin(x / 17) * Math.cos(y / 11) + 4 * Math.sin((x + y) / 3));
    const ray = new Float64Array(6);
    const walk = createDrapedWalk(hills, grid, ray);
    const over = (way: number) =>
      ray[2]! + way * ray[5]! - heightAt(hills.cornerZM, grid, ray[0]! + way * ray[3]!, ray[1]! + way * ray[4]!);
    let crossings = 0;
    let missed = 0;
    for (let n = 0; n < 3000; n++) {
      setRay(ray, n);
      const found: number[] = [];
      if (walk.enter(400)) {
        walk.walk((way, cell, change) => {
          found.push(way);
          expect(Math.abs(over(way))).toBeLessThan(1e-9);
          expect((over(way + 1e-6) - over(way - 1e-6)) * Math.sign(change)).toBeGreaterThan(0);
          expect(cell).toBeGreaterThanOrEqual(0);
        });
      }
      // Changes of side by small steps, inside the grid.
      const inside = (way: number) => {
        const [c, r] = [(ray[0]! + way * ray[3]! - grid.westM) / 2.5, (grid.northM - ray[1]! - way * ray[4]!) / 2.5];
        return c >= 0 && r >= 0 && c < grid.columns && r < grid.rows;
      };
      let changes = 0;
      for (let way = 0.05; way < 400; way += 0.05) {
        if (inside(way) && inside(way - 0.05) && over(way) > 0 !== over(way - 0.05) > 0) changes++;
      }
      crossings += found.length;
      // Steps pass over a touch that is left again within one of them, and over the last part of a step at the border.
      missed += Math.abs(found.length - changes);
      expect(found.every((way, i) => i === 0 || way > found[i - 1]!)).toBe(true);
    }
    expect(crossings).toBeGreaterThan(500);
    expect(missed).toBeLessThan(0.02 * crossings);
  });

  it('stops at the length that it is given', () => {
    const ray = Float64Array.of(12, -7, 30, 0, 0, -1);
    const walk = createDrapedWalk(
      draped((x) => 0.1 * x),
      grid,
      ray,
    );
    const ways: number[] = [];
    if (walk.enter(28)) walk.walk((way) => ways.push(way));
    expect(ways).toEqual([]);
    if (walk.enter(29)) walk.walk((way) => ways.push(way));
    expect(ways).toHaveLength(1);
    expect(ways[0]!).toBeCloseTo(28.8, 12);
  });
});

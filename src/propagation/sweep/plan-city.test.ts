import { describe, expect, it } from 'vitest';
import type { Building } from '../../scene/scene.ts';
import { Random } from '../../units/random.ts';
import { BEAM_WORDS, DX, DY, ENTRY_BIAS_M, KEY, LAST_WALL, OX, OY } from './beam.ts';
import { type Hit, nextHit } from './next-hit.ts';
import { planCity } from './plan-city.ts';
import { box, cityOf } from './sweep-fixture.ts';
import { NONE } from './sweep-problem.ts';

/** Turned boxes of all sizes, overlaps allowed. */
function randomBuildings(seed: number): Building[] {
  const random = new Random(seed);
  const between = (a: number, b: number) => a + (b - a) * random.unit();
  return Array.from({ length: 40 }, (_, i) => {
    const [x, y, turn] = [between(-90, 90), between(-90, 90), between(0, 2 * Math.PI)];
    const [w, h] = [between(0.5, 20), between(0.5, 20)];
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const corner = (u: number, v: number) => [x + c * u * w - s * v * h, y + s * u * w + c * v * h];
    const outer = Float64Array.from([corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)].flat());
    return { ...box(`b${i}`, 0, 0, 1, 1, between(3, 30)), outer };
  });
}

const bounds = { minX: -91, minY: -91, maxX: 91, maxY: 91 };

describe('plan city', () => {
  for (const seed of [1, 2, 3])
    for (const cell of [3, 17, undefined])
      it(`lists every wall in all cells that it touches (seed ${seed}, cells of ${cell ?? 'its own'} m)`, () => {
        const city = planCity(cityOf(randomBuildings(seed)), bounds, 0, cell);
        expect(city.wallCount).toBe(160);
        let missing = 0;
        for (let w = 0; w < city.wallCount; w++) {
          const [ax, ay, bx, by] = city.wallEnds.subarray(4 * w, 4 * w + 4);
          for (let i = 0; i <= 300; i++) {
            const column = Math.floor((ax! + ((bx! - ax!) * i) / 300 - city.gridMinX) / city.gridCellM);
            const row = Math.floor((ay! + ((by! - ay!) * i) / 300 - city.gridMinY) / city.gridCellM);
            const at = row * city.gridColumns + column;
            if (!city.cellWalls.subarray(city.cellStart[at], city.cellStart[at + 1]).includes(w)) missing++;
          }
          // The normal points out of the building, which lies to the left.
          const [nx, ny] = city.wallNormals.subarray(2 * w, 2 * w + 2);
          expect(nx! * (bx! - ax!) + ny! * (by! - ay!)).toBeCloseTo(0, 3);
          expect((bx! - ax!) * ny! - (by! - ay!) * nx!).toBeLessThan(0);
        }
        expect(missing).toBe(0);
      });

  it('finds the wall that a search through all walls finds (seed 4)', () => {
    const city = planCity(cityOf(randomBuildings(4)), bounds);
    const random = new Random(44);
    const beam = new Float64Array(BEAM_WORDS);
    const hit: Hit = { key: 0, wall: NONE, entering: false };
    let met = 0;
    for (let n = 0; n < 3000; n++) {
      const phi = 2 * Math.PI * random.unit();
      beam[OX] = 180 * random.unit() - 90;
      beam[OY] = 180 * random.unit() - 90;
      beam[DX] = Math.cos(phi);
      beam[DY] = Math.sin(phi);
      beam[KEY] = n % 3 === 0 ? 25 * random.unit() : 0;
      beam[LAST_WALL] = NONE;
      const far = n % 5 === 0 ? 30 : Number.POSITIVE_INFINITY;
      let best = far;
      let wall = NONE;
      for (let w = 0; w < city.wallCount; w++) {
        const [ax, ay, bx, by] = city.wallEnds.subarray(4 * w, 4 * w + 4);
        // o + t d = a + u (b - a), by Cramer's rule.
        const [ex, ey] = [bx! - ax!, by! - ay!];
        const det = ex * beam[DY]! - ey * beam[DX]!;
        const t = (ex * (ay! - beam[OY]!) - ey * (ax! - beam[OX]!)) / det;
        const u = (beam[DX]! * (ay! - beam[OY]!) - beam[DY]! * (ax! - beam[OX]!)) / det;
        const key = t + (det < 0 ? 0 : ENTRY_BIAS_M);
        if (u < 0 || u >= 1 || key < beam[KEY]! || key >= best) continue;
        best = key;
        wall = w;
      }
      const found = nextHit(city, beam, far, hit);
      expect(found, `ray ${n}: ${wall} at ${best}`).toBe(wall !== NONE);
      if (!found) continue;
      met++;
      expect(hit.wall).toBe(wall);
      expect(hit.key).toBeCloseTo(best, 6);
      const into = beam[DX]! * city.wallNormals[2 * wall]! + beam[DY]! * city.wallNormals[2 * wall + 1]! < 0;
      expect(hit.entering, `sense ${n}`).toBe(into);
    }
    expect(met).toBeGreaterThan(2000);
  });

  it('meets the exit of one building before the entry of the next', () => {
    const city = planCity(cityOf([box('a', 0, -5, 10, 5, 9), box('b', 10, -5, 20, 5, 12)]), bounds);
    const beam = new Float64Array(BEAM_WORDS);
    beam.set([-5, 0.3, 1, 0]);
    beam[LAST_WALL] = NONE;
    const hit: Hit = { key: 0, wall: NONE, entering: false };
    const events: [number, string][] = [];
    while (nextHit(city, beam, Number.POSITIVE_INFINITY, hit)) {
      events.push([city.wallBuilding[hit.wall]!, hit.entering ? 'in' : 'out']);
      beam[KEY] = hit.key;
      beam[LAST_WALL] = hit.wall;
    }
    expect(events).toEqual([
      [0, 'in'],
      [0, 'out'],
      [1, 'in'],
      [1, 'out'],
    ]);
  });

  it('keeps a ring closed when vertices repeat, and drops one without area', () => {
    const outer = Float64Array.of(0, 0, 10, 0, 10, 0.0004, 10, 8, 10, 8, 0, 8, 0, 0.0002);
    const city = planCity(cityOf([{ ...box('a', 0, 0, 1, 1, 9), outer }]), bounds);
    expect(city.wallCount).toBe(4);
    for (let w = 0; w < 4; w++)
      expect(city.wallEnds.slice(4 * w + 2, 4 * w + 4)).toEqual(
        city.wallEnds.slice((4 * w + 4) % 16, ((4 * w + 4) % 16) + 2),
      );
    const speck = Float64Array.of(0, 0, 0.0005, 0, 0.0005, 0.0005);
    expect(planCity(cityOf([{ ...box('a', 0, 0, 1, 1, 9), outer: speck }]), bounds).wallCount).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';
import { Random } from '../units/random.ts';
import { driveRoute } from './drive-route.ts';
import { shiftToStreets } from './shift-to-streets.ts';

const road = (...line: number[]) => ({ line: Float64Array.from(line), widthM: 8 });

/** A drive through the city, every position off by the same and by its own error [m]. */
function drive(roads: Parameters<typeof driveRoute>[0], off: readonly [number, number], errorM: number, seed: number) {
  const track = driveRoute(roads, 2500, 8, seed);
  const random = new Random(seed + 1);
  const noisy = (values: Float64Array, by: number) => values.map((v) => v + by + errorM * random.normal());
  return { x: noisy(track.x, off[0]), y: noisy(track.y, off[1]) };
}

describe('shiftToStreets', () => {
  const { roads } = synthesiseCity(7);

  it.each([
    [6, -4, 3],
    [-9, 7, 5],
    [0.5, 14, 2],
  ])('takes back a shift of %d m east and %d m north under errors of %d m', (east, north, errorM) => {
    const { x, y } = drive(roads, [east, north], errorM, 3);
    const found = shiftToStreets(x, y, roads);
    expect(found.because).toBeNull();
    expect(Math.hypot(found.eastM + east, found.northM + north)).toBeLessThan(1.2);
    expect(Math.abs(found.eastM + east)).toBeLessThan(4 * found.sdEastM + 0.4);
    expect(found.afterM).toBeLessThan(found.beforeM);
  });

  it('finds none where there is none', () => {
    const { x, y } = drive(roads, [0, 0], 4, 5);
    const found = shiftToStreets(x, y, roads);
    expect(Math.hypot(found.eastM, found.northM)).toBeLessThan(1);
  });

  it('is the same for the same seed', () => {
    const { x, y } = drive(roads, [5, 5], 4, 5);
    expect(shiftToStreets(x, y, roads)).toEqual(shiftToStreets(x, y, roads));
  });

  it('cannot tell a shift along streets that all run one way', () => {
    const x = Float64Array.from({ length: 300 }, (_, i) => 6 * i);
    const found = shiftToStreets(x, new Float64Array(300).fill(5), [road(-100, 0, 2000, 0)]);
    expect(found).toMatchObject({ eastM: 0, northM: 0, because: expect.stringContaining('run one way') });
  });

  it('says what it lacks', () => {
    const few = Float64Array.of(0, 10, 20);
    expect(shiftToStreets(few, few, []).because).toBe('the scene has no streets');
    expect(shiftToStreets(few, few, [road(0, 0, 50, 50)]).because).toBe(
      'only 3 places lie near a street, at least 100 are needed',
    );
    // Footpaths are no streets.
    expect(shiftToStreets(few, few, [{ line: Float64Array.of(0, 0, 50, 50), widthM: 2 }]).places).toBe(0);
  });
});

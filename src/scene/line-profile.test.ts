import { describe, expect, it } from 'vitest';
import { lineProfile } from './line-profile.ts';
import type { Building } from './scene.ts';

function box(id: string, x0: number, y0: number, x1: number, y1: number, heightM: number): Building {
  const outer = Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1);
  return { id, outer, holes: [], heightM, wallMaterial: 'concrete', roofMaterial: 'concrete' };
}

const court: Building = {
  ...box('court', 40, -10, 70, 10, 15),
  holes: [Float64Array.of(50, -5, 50, 5, 60, 5, 60, -5)],
};
const city = [box('a', 10, -5, 20, 5, 8), court];

describe('lineProfile', () => {
  it('finds the stretches under roofs, courtyards left open', () => {
    const { lengthM, cuts } = lineProfile(city, [0, 0, 100, 0]);
    expect(lengthM).toBe(100);
    expect(cuts).toEqual([
      { id: 'a', fromM: 10, toM: 20, roofM: 8 },
      { id: 'court', fromM: 40, toM: 50, roofM: 15 },
      { id: 'court', fromM: 60, toM: 70, roofM: 15 },
    ]);
  });

  it('begins and ends inside buildings', () => {
    const { cuts } = lineProfile(city, [15, 0, 45, 0]);
    expect(cuts).toEqual([
      { id: 'a', fromM: 0, toM: 5, roofM: 8 },
      { id: 'court', fromM: 25, toM: 30, roofM: 15 },
    ]);
  });

  it('goes round corners, and a building under a corner is one stretch', () => {
    const { lengthM, vertexM, cuts } = lineProfile(city, [0, 0, 15, 0, 15, 30]);
    expect(vertexM).toEqual([0, 15, 45]);
    expect(lengthM).toBe(45);
    expect(cuts).toEqual([{ id: 'a', fromM: 10, toM: 20, roofM: 8 }]);
  });

  it('is empty in the open', () => {
    expect(lineProfile(city, [0, 50, 100, 50]).cuts).toEqual([]);
  });
});

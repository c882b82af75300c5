import { expect, it } from 'vitest';
import { tallestRoofNear } from './tallest-roof-near.ts';

const square = (west: number, south: number, side: number) =>
  Float64Array.of(west, south, west + side, south, west + side, south + side, west, south + side);
const building = (id: string, outer: Float64Array, heightM: number) => ({
  id,
  outer,
  holes: [],
  heightM,
  wallMaterial: 'concrete',
  roofMaterial: 'concrete',
});
const town = [building('house', square(0, 0, 20), 9), building('tower', square(60, 0, 20), 45)];

it('has the tallest roof within the radius, 0 where none is', () => {
  // By the house with the tower 70 m away; between both; on the tower; 200 m off.
  const heights = tallestRoofNear(town, Float64Array.of(-10, 40, 70, 300), new Float64Array(4).fill(10), 50);
  expect([...heights]).toEqual([9, 45, 45, 0]);
});

it('reaches round, not square', () => {
  // 40 m east and 40 m north of the tower's corner: 57 m away.
  expect([...tallestRoofNear(town, Float64Array.of(120), Float64Array.of(60), 50)]).toEqual([0]);
  expect([...tallestRoofNear(town, Float64Array.of(120), Float64Array.of(20), 50)]).toEqual([45]);
});

it('takes coarser cells for places far apart, and no places at all', () => {
  expect([...tallestRoofNear(town, Float64Array.of(70, 90_000), Float64Array.of(10, 90_000), 100)]).toHaveLength(2);
  expect(tallestRoofNear(town, new Float64Array(0), new Float64Array(0), 50)).toHaveLength(0);
});

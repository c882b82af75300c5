import { expect, it } from 'vitest';
import { localFrame } from '../../raster/geo-frame.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import { LAND_USE_NAMES } from '../../scene/synthetic/land-use-classes.ts';
import { surroundingsOf } from './surroundings.ts';

const ORIGIN = { latDeg: 47.5, lonDeg: 8.2 };
const METRE = 1 / 111_320;

/** A square of `half` metres each way about (xM, yM). */
function square(xM: number, yM: number, half: number): (readonly [number, number])[] {
  const perEast = METRE / Math.cos((ORIGIN.latDeg * Math.PI) / 180);
  const corner = (dx: number, dy: number) =>
    [ORIGIN.lonDeg + (xM + dx) * perEast, ORIGIN.latDeg + (yM + dy) * METRE] as const;
  return [corner(-half, -half), corner(half, -half), corner(half, half), corner(-half, half)];
}

it('D13: gives a cell the land use of the smallest area that holds its centre, in whatever order they come', () => {
  const park = { land: 'park', rings: [square(0, 0, 100)] };
  const pitch = { land: 'pitch', rings: [square(30, 30, 20)] };
  for (const areas of [
    [park, pitch],
    [pitch, park],
  ]) {
    const bounds = { minX: -200, maxX: 200, minY: -200, maxY: 200 };
    const { landUse } = surroundingsOf({ buildings: [], roads: [], areas, issues: [] }, localFrame(ORIGIN), bounds);
    const at = (x: number, y: number) => LAND_USE_NAMES[landUse!.classes[cellAt(landUse!.grid, x, y)]!];
    expect([at(30, 30), at(-50, -50), at(-150, -150)]).toEqual(['sport', 'park', LAND_USE_NAMES[0]]);
  }
});

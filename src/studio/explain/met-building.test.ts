import { describe, expect, it } from 'vitest';
import { cellAt, gridCentredOn } from '../../raster/raster-grid.ts';
import type { Building } from '../../scene/scene.ts';
import { placeToExplain } from './met-building.ts';

/** Ten by ten cells of 2 m about the origin. */
const grid = gridCentredOn(0, 0, 10, 10, 2);
const HALL: Building = {
  id: 'hall',
  outer: Float64Array.of(-4, -4, 6, -4, 6, 4, -4, 4),
  holes: [],
  heightM: 12,
  wallMaterial: 'brick',
  roofMaterial: 'brick',
};

function roofed(west: number, east: number, south: number, north: number) {
  const indoor = new Uint8Array(100);
  for (let x = west + 1; x < east; x += 2) for (let y = south + 1; y < north; y += 2) indoor[cellAt(grid, x, y)] = 1;
  return { grid, indoor };
}

describe('the cell to explain', () => {
  const cells = roofed(-4, 6, -4, 4);

  it('is the one that is pointed at in the open, and none beyond the map', () => {
    expect(placeToExplain({ x: -7.5, y: 8.2 }, false, cells, [HALL])).toEqual({ x: -7, y: 9, cellSizeM: 2 });
    expect(placeToExplain({ x: -70, y: 8.2 }, false, cells, [HALL])).toBeNull();
  });

  it('is the nearest in the open before a wall that is met, and tells of the wall', () => {
    const met = { x: -3.9, y: 0.4, building: 'hall', heightM: 12, under: false, hasOpen: true };
    expect(placeToExplain({ x: -3.9, y: 0.4 }, false, cells, [HALL])).toEqual({ x: -5, y: 1, cellSizeM: 2, met });
  });

  it('is the one under the roof where that is asked for, or where nothing lies in the open', () => {
    const under = placeToExplain({ x: 0.5, y: 0.4 }, true, cells, [HALL]);
    expect(under).toMatchObject({ x: 1, y: 1, met: { building: 'hall', under: true, hasOpen: true } });
    const all = placeToExplain({ x: 0.5, y: 0.4 }, false, roofed(-10, 10, -10, 10), [HALL]);
    expect(all).toMatchObject({ x: 1, y: 1, met: { under: true, hasOpen: false } });
  });

  it('names the building of the cell where a wall runs through it', () => {
    // The cell is roofed by its middle; the point lies just outside the footprint.
    const place = placeToExplain({ x: 0.5, y: 4.0001 - 0.01 }, false, roofed(-4, 6, -4, 4), [
      { ...HALL, outer: Float64Array.of(-4, -4, 6, -4, 6, 3.5, -4, 3.5) },
    ]);
    expect(place?.met?.building).toBe('hall');
  });
});

import { expect, test } from 'vitest';
import { buildingAt } from '../../scene/building-at.ts';
import { DRAWN, drawCity } from './draw-city.ts';

test('a seed draws the same city and sectors again, however many are asked for', () => {
  const few = drawCity(11, 2, 64, 5);
  const many = drawCity(11, 4, 64, 5);
  expect(many.sectors.slice(0, 2)).toEqual(few.sectors);
  expect(many.scene).toEqual(few.scene);
  expect(drawCity(12, 1, 64, 5).sectors[0]!.sector).not.toEqual(few.sectors[0]!.sector);
});

test('sectors stand in the open or above the roof under them, within what is drawn', () => {
  const roofs: boolean[] = [];
  for (const seed of [1, 2, 3]) {
    const city = drawCity(seed, 12, 256, 5);
    for (const { sector, grid, centred } of city.sectors) {
      const below = buildingAt(city.scene, sector.x, sector.y);
      roofs.push(below !== null);
      expect(sector.z).toBeGreaterThan(below?.heightM ?? 0);
      expect(sector.frequencyHz).toBeGreaterThanOrEqual(DRAWN.frequencyHz[0]);
      expect(sector.frequencyHz).toBeLessThanOrEqual(DRAWN.frequencyHz[1]);
      const half = (grid.columns * grid.cellSizeM) / 2;
      const [x, y] = [grid.westM + half, grid.northM - half];
      if (centred) expect([x, y]).toEqual([expect.closeTo(sector.x, 9), expect.closeTo(sector.y, 9)]);
      // A window never looks beyond the city: nothing would stand there.
      expect(Math.max(Math.abs(x), Math.abs(y)) + half).toBeLessThanOrEqual(1000.01);
    }
  }
  const share = roofs.filter(Boolean).length / roofs.length;
  expect(share).toBeGreaterThan(0.35);
  expect(share).toBeLessThan(0.85);
});

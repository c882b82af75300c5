import { beforeAll, expect, it } from 'vitest';
import { gridOfBounds } from '../raster/raster-grid.ts';
import { SETTINGS, TOWN, TRUE_SECTOR } from '../testing/calibration-town.ts';
import type { PathCache } from './path-cache.ts';
import { reweighedGain } from './reweigh.ts';
import { pathsForAntennas, pathsToCells, withoutInaudible } from './select-paths.ts';
import { createPathRecorderCpu } from './sweep/record-on-cpu.ts';

let cache: PathCache;
beforeAll(async () => {
  cache = await createPathRecorderCpu().record({
    scene: TOWN,
    sector: TRUE_SECTOR,
    grid: gridOfBounds({ minX: -200, minY: -200, maxX: 200, maxY: 200 }, 20),
    receiverZM: 1.5,
    settings: SETTINGS,
    cells: null,
    keep: 'materials',
  });
});

it('takes the paths of some cells in the order that was asked for', () => {
  const all = reweighedGain(cache, TRUE_SECTOR);
  const cells = [17, 3, 120, 250];
  expect([...reweighedGain(pathsToCells(cache, cells), TRUE_SECTOR)]).toEqual(cells.map((c) => all[c]));
});

it('merges by direction for antennas: fewer paths, the same levels', () => {
  const merged = pathsForAntennas(cache);
  expect(merged.azimuthRad.length).toBeLessThan(0.7 * cache.azimuthRad.length);
  const turned = { ...TRUE_SECTOR, azimuthDeg: 300 };
  const whole = reweighedGain(cache, turned);
  const apart = Array.from(reweighedGain(merged, turned), (g, c) =>
    g > 0 ? Math.abs(10 * Math.log10(g / whole[c]!)) : 0,
  ).sort((a, b) => a - b);
  expect(apart[Math.floor(0.95 * apart.length)]).toBeLessThan(0.05);
});

it('leaves out cells that no receiver hears, whatever the antenna, and keeps the others as they are', () => {
  const iso = { ...TRUE_SECTOR, pattern: 'iso' as const };
  const before = reweighedGain(cache, iso);
  const least = [...before].sort((a, b) => a - b)[40]!;
  const heard = withoutInaudible(cache, least);
  const after = reweighedGain(heard, iso);
  expect(heard.cellCount).toBe(cache.cellCount);
  const silent = Array.from(after.keys()).filter((c) => after[c] === 0);
  expect(silent.length).toBeGreaterThan(25);
  expect(silent.length).toBeLessThan(55);
  for (const c of after.keys()) if (after[c] !== 0) expect(after[c]).toBe(before[c]);
  expect(withoutInaudible(cache, 0)).toBe(cache);
});

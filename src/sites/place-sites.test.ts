import { expect, test } from 'vitest';
import { buildingAt } from '../scene/building-at.ts';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';
import { placeSites } from './place-sites.ts';

const CITY = synthesiseCity(7);

test('puts three sites of three sectors on roofs, a street or more apart', () => {
  const sites = placeSites(CITY, 7);
  expect(sites.map((s) => s.sectors.length)).toEqual([3, 3, 3]);
  for (const { sectors } of sites) {
    const [first] = sectors;
    const roof = buildingAt(CITY, first!.x, first!.y);
    expect(roof).not.toBeNull();
    expect(first!.z - roof!.heightM).toBeCloseTo(5, 0);
    expect(roof!.heightM).toBeGreaterThanOrEqual(16);
    expect(roof!.heightM).toBeLessThanOrEqual(45);
    const [a, b, c] = sectors.map((s) => s.azimuthDeg);
    expect((b! - a! + 360) % 360).toBe(120);
    expect((c! - b! + 360) % 360).toBe(120);
    for (const s of sectors) expect(s.downtiltDeg >= 6 && s.downtiltDeg <= 8).toBe(true);
  }
  const places = sites.map((s) => s.sectors[0]!);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < i; j++)
      expect(Math.hypot(places[i]!.x - places[j]!.x, places[i]!.y - places[j]!.y)).toBeGreaterThan(250);
  expect(new Set(sites.flatMap((s) => s.sectors.map((t) => t.id))).size).toBe(9);
  expect(placeSites(CITY, 7)).toEqual(sites);
});

test('says so where no roof fits', () => {
  expect(() => placeSites({ ...CITY, buildings: [] }, 7)).toThrow(/no roof left/);
});

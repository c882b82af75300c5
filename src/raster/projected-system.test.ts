import { describe, expect, it } from 'vitest';
import { systemOfEpsg } from './projected-system.ts';

describe('projected systems by EPSG code', () => {
  it.each([
    // Zone 48 has its meridian at 105 E, where a northing is 0.9996 times the meridian arc: 3320113.398 m to 30 N.
    [32648, 500_000, 0.9996 * 3_320_113.398, 30, 105],
    [32748, 500_000, 10_000_000 - 0.9996 * 3_320_113.398, -30, 105],
    [25832, 500_000, 0.9996 * 3_320_113.398, 30, 9],
    // A quarter of the sphere's circumference is 90 degrees of longitude.
    [3857, (Math.PI / 2) * 6_378_137, 0, 0, 90],
  ])('EPSG:%i', (epsg, x, y, latDeg, lonDeg) => {
    const place = systemOfEpsg(epsg)!.wgs84(x, y);
    expect(place.latDeg).toBeCloseTo(latDeg, 7);
    expect(place.lonDeg).toBeCloseTo(lonDeg, 7);
  });

  it('knows no others, and no metres outside a zone', () => {
    expect([32600, 32661, 25827, 4326, 2154, 32648.5].map(systemOfEpsg)).toEqual(Array(6).fill(null));
    expect(systemOfEpsg(32648)!.holds(411_925, 3_393_895)).toBe(true);
    expect(systemOfEpsg(32648)!.holds(104, 30_000_000)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import type { Building } from '../../scene/scene.ts';
import { linkAt, profileData } from './profile-data.ts';

const house: Building = {
  id: 'house',
  outer: Float64Array.of(40, -5, 60, -5, 60, 5, 40, 5),
  holes: [],
  heightM: 12,
  wallMaterial: 'brick',
  roofMaterial: 'brick',
};
const sources = {
  points: [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
  ],
  buildings: [house],
  // Four cells of 50 m: the north-west one has no data.
  levels: { grid: gridCentredOn(50, 0, 2, 2, 50), rsrpDbm: Float32Array.of(Number.NaN, -81, -70, -82) },
  measured: {
    x: Float64Array.of(30, 80, 50, 150),
    y: Float64Array.of(-4, 9, 11, 0),
    rsrpDbm: Float32Array.of(-75, -85, -60, -50),
  },
  startHeightM: 30,
  endHeightM: 1.5,
  frequencyHz: 2e9,
};

describe('profileData', () => {
  it('samples roofs and levels along the line', () => {
    const { samples, line } = profileData(sources);
    expect(line.lengthM).toBe(100);
    expect(samples.length).toBe(5);
    expect(samples.map(({ roofM }) => roofM)).toEqual([0, 0, 12, 0, 0]);
    // y = 0 belongs to the southern cells; the line ends on the edge of the map, outside.
    expect(samples.map(({ levelDbm }) => levelDbm)).toEqual([-70, -70, -82, -82, null]);
  });

  it('takes the measurements within 10 m, in their order along the line', () => {
    expect(profileData(sources).measured).toEqual([
      { distanceM: 30, levelDbm: -75 },
      { distanceM: 80, levelDbm: -85 },
    ]);
  });

  it('judges the roofs of a straight link', () => {
    const { link, line } = profileData(sources);
    // The direct line falls by 0.285 m a metre: 12.9 m at the far edge of the house.
    expect(link!.roofs[0]!.distanceM).toBe(60);
    expect(link!.roofs[0]!.clearanceM).toBeCloseTo(30 - 0.285 * 60 - 12, 9);
    const middle = linkAt(link!, line.lengthM, 50);
    expect(middle.directM).toBeCloseTo(15.75, 9);
    expect(middle.zoneM).toBeCloseTo(Math.sqrt((0.149896229 * 50 * 50) / 100), 9);
  });

  it('has no link along a line with corners', () => {
    const bent = profileData({ ...sources, points: [...sources.points, { x: 100, y: 40 }] });
    expect(bent.link).toBeNull();
    expect(bent.line.lengthM).toBe(140);
  });
});

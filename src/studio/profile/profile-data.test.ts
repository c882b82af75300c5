import { describe, expect, it } from 'vitest';
import { cornerHeights } from '../../raster/corner-heights.ts';
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
  scene: { buildings: [house], groundZM: 0 },
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

  it('counts heights from the lowest ground over a terrain, and ground as what it hides', () => {
    const grid = gridCentredOn(50, 0, 24, 8, 5);
    // A ridge of 25 m across the line at x = 20, on a slope that rises by a metre in ten.
    const rise = (x: number) => 500 + 0.1 * x + Math.max(0, 25 - 2.5 * Math.abs(x - 20));
    const terrain = { grid, cornerZM: cornerHeights(grid, rise), name: 'ridge' };
    const hilly = profileData({ ...sources, scene: { ...sources.scene, terrain }, startHeightM: 10, endHeightM: 1.5 });
    expect(hilly.datumZM).toBeCloseTo(500, 6);
    const groundAt = (at: number) => hilly.samples.find(({ distanceM }) => Math.abs(distanceM - at) < 1e-6)?.groundM;
    expect([0, 20, 25, 50, 100].map(groundAt)).toEqual([0, 27, 15, 5, 10].map((m) => expect.closeTo(m, 6)));
    expect([hilly.startM, hilly.endM]).toEqual([expect.closeTo(10, 6), expect.closeTo(11.5, 6)]);
    // The house stands on the mean of the ground along its walls: 5 m up.
    expect(hilly.line.cuts[0]!.roofM).toBeCloseTo(17, 6);
    const ground = hilly.link!.roofs.find(({ cut }) => cut.id === 'the ground');
    expect(ground!.clearanceM).toBeLessThan(-1);
    const level = profileData({ ...sources, scene: { ...sources.scene, groundZM: 40 } });
    expect([level.datumZM, level.startM, level.samples[2]!.groundM, level.samples[2]!.roofM]).toEqual([40, 30, 0, 12]);
  });

  it('has no link along a line with corners', () => {
    const bent = profileData({ ...sources, points: [...sources.points, { x: 100, y: 40 }] });
    expect(bent.link).toBeNull();
    expect(bent.line.lengthM).toBe(140);
  });
});

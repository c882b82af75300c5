import { describe, expect, it } from 'vitest';
import { sectorAt } from '../../propagation/mesh/mesh-fixture.ts';
import { knifeEdgeLossDb, knifeEdgeParameter } from '../../radio/knife-edge.ts';
import { block } from '../../scene/mesh-sample.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { placeFeatures } from './place-features.ts';
import { surroundingsOf } from './surroundings.ts';

const sector = sectorAt(100, 100, 31.5, {
  azimuthDeg: 90,
  pattern: 'tr38901',
  frequencyHz: 2.6e9,
  powerDbm: 10,
  powerPer: 're',
  bandwidthHz: 20e6,
});
// One house, 40 m high, 100 m east of the antenna.
const surroundings = surroundingsOf(
  {
    boundsM: { minX: 0, minY: 0, maxX: 400, maxY: 200 },
    groundZM: 0,
    buildings: [block('house', 200, 80, 220, 120, 40)],
  },
  5,
);

function at(x: number, y: number): Record<string, number> {
  const table = placeFeatures(surroundings, sector, [x], [y]);
  return Object.fromEntries(table.names.map((name, j) => [name, table.columns[j]![0]!]));
}

describe('placeFeatures', () => {
  it('gives distance, angles and gain towards an open place', () => {
    // 30 m to the north at 30 m below: 45 degrees down, 90 degrees off boresight.
    const place = at(100, 130);
    expect(place.lgDistance).toBeCloseTo(Math.log10(30 * Math.SQRT2), 12);
    expect(place.elevationDeg).toBeCloseTo(45, 9);
    expect(place.cos1Bearing).toBeCloseTo(0, 12);
    expect(place.sin1Bearing).toBeCloseTo(1, 12);
    expect(place.cos2Bearing).toBeCloseTo(-1, 12);
    // TR 38.901 table 7.3-1: 12 (45/65)^2 + 12 (90/65)^2 = 28.8 dB below the peak.
    expect(place.gainDb).toBeCloseTo(-12 * (45 / 65) ** 2 - 12 * (90 / 65) ** 2, 9);
    expect(place).toMatchObject({ lineOfSight: 1, lgPenetrated: 0, walls: 0, indoor: 0, roofM: 0, diffractionDb: 0 });
  });

  it('sees a house from both of its edges', () => {
    const place = at(302.5, 102.5);
    const d = Math.hypot(202.5, 2.5);
    const slope = (1.5 - 31.5) / d;
    // The horizon of the antenna is the near wall, that of the place the far one; Bullington's edge is where the two lines meet.
    const [near, far] = [(100 * d) / 202.5, (120 * d) / 202.5];
    const up = (40 - 31.5) / near;
    const back = (40 - 1.5) / (d - far);
    const where = (1.5 - 31.5 + back * d) / (up + back);
    const nu = knifeEdgeParameter((up - slope) * where, where, d - where, SPEED_OF_LIGHT / 2.6e9);
    expect(place.diffractionDb).toBeCloseTo(knifeEdgeLossDb(nu), 6);
    expect(place.lgPenetrated).toBeCloseTo(Math.log10(1 + (far - near) * Math.hypot(1, slope)), 9);
    expect(place).toMatchObject({ lineOfSight: 0, lineOfSightLgDistance: 0, walls: 1, indoor: 0 });
    expect(place.toBuildingM).toBeCloseTo(85, 9);
  });

  it('knows indoor places by roof and depth', () => {
    const place = at(207.5, 102.5);
    expect(place).toMatchObject({ indoor: 1, roofM: 40, indoorDepthM: 10, toBuildingM: 0 });
    // 4 x 8 cells of 5 m are built; 25 m reach all four columns but not all rows.
    expect(place.built25!).toBeGreaterThan(0.25);
    expect(place.meanRoof25M).toBeCloseTo(40 * place.built25!, 9);
    expect(place.built100!).toBeLessThan(0.04);
  });

  it('says nothing about places outside the scene', () => {
    const place = at(450, 100);
    expect(place.roofM).toBeNaN();
    expect(place.indoor).toBeNaN();
    expect(place.built50).toBeNaN();
    expect(place.lineOfSight).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { boxAround, boxCentre, boxHolds, boxSizeM, boxWithMargin, middleOf } from './lonlat-box.ts';
import { lonLatOf, MERCATOR_LIMIT_DEG, mercatorOf, tileCount, tilesOf } from './web-mercator.ts';

describe('Web Mercator as a unit square', () => {
  it('has its corners where map tiles have theirs', () => {
    expect(mercatorOf(0, 0)).toEqual({ x: 0.5, y: 0.5 });
    expect(mercatorOf(-180, MERCATOR_LIMIT_DEG).y).toBeCloseTo(0, 9);
    expect(mercatorOf(180, -90).y).toBeCloseTo(1, 9);
    // By the formula that tile servers give: y = (1 - ln(tan + sec) / pi) / 2.
    const { x, y } = mercatorOf(11.5655, 48.1461);
    expect([Math.floor(x * 2 ** 15), Math.floor(y * 2 ** 15)]).toEqual([17436, 11370]);
  });

  it('comes back to the same place', () => {
    const { x, y } = mercatorOf(8.54, 47.37);
    const [lon, lat] = lonLatOf(x, y);
    expect(lon).toBeCloseTo(8.54, 10);
    expect(lat).toBeCloseTo(47.37, 10);
  });

  it('counts the tiles that a box meets, ends included', () => {
    expect(tileCount(tilesOf({ west: -180, east: 180, south: -85, north: 85 }, 3))).toBe(64);
    const range = tilesOf({ west: 0.1, east: 0.2, south: 0.1, north: 0.2 }, 10);
    expect(range).toEqual({ zoom: 10, west: 512, east: 512, north: 511, south: 511 });
  });
});

describe('a box of longitude and latitude', () => {
  const box = boxAround({ latDeg: 60, lonDeg: 10 }, 4000, 2000);

  it('is as wide as it was asked to be, at any latitude', () => {
    const { widthM, heightM } = boxSizeM(box);
    expect(widthM).toBeCloseTo(4000, 6);
    expect(heightM).toBeCloseTo(2000, 6);
    // A degree of longitude is half as long at 60 degrees.
    expect((box.east - box.west) / (box.north - box.south)).toBeCloseTo(4, 9);
    expect(boxCentre(box).latDeg).toBeCloseTo(60, 12);
  });

  it('grows by a margin on every side', () => {
    const { widthM, heightM } = boxSizeM(boxWithMargin(box, 100));
    expect([widthM, heightM].map(Math.round)).toEqual([4200, 2200]);
  });

  it('holds its edges, and what is within', () => {
    expect(boxHolds(box, box.west, box.north)).toBe(true);
    expect(boxHolds(box, box.west - 1e-9, 60)).toBe(false);
    expect(
      boxHolds(
        box,
        ...middleOf([
          [9, 59],
          [11, 61],
          [9.5, 60],
        ]),
      ),
    ).toBe(true);
    expect(boxHolds(box, ...middleOf([]))).toBe(false);
  });
});

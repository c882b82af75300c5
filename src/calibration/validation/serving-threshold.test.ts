import { expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { lowerToLevels, servingThreshold } from './serving-threshold.ts';

it('is the strongest other sector around, by the median of its nearest measurements, less the hysteresis', () => {
  const all = {
    //  own, sector 1: six around the first cell of which five are nearest, sector 2 weaker, sector 3 too far away
    x: [0, 1, 2, 3, 4, 5, 30, 10, 60, 500],
    y: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    levelDbm: [-60, -80, -81, -99, -82, -83, -40, -90, -50, -120],
    sector: [0, 1, 1, 1, 1, 1, 1, 2, 3, 4],
  };
  const { tauDbm, fromNeighbour, sensitivityDbm } = servingThreshold([0, 300], [0, 0], all, 0);
  expect(tauDbm[0]).toBe(-82 - 3);
  expect(sensitivityDbm).toBeCloseTo(-120 + 0.09 * 21, 9);
  expect(tauDbm[1]).toBe(sensitivityDbm);
  expect([...fromNeighbour]).toEqual([1, 0]);
  expect(servingThreshold([0], [0], all, 0, { nearest: 1, hysteresisDb: 0 }).tauDbm[0]).toBe(-80);
  expect(servingThreshold([0], [0], all, 0, { radiusM: 70 }).tauDbm[0]).toBe(-50 - 3);
  expect(servingThreshold([0], [0], all, 1).tauDbm[0]).toBe(-60 - 3);
});

it('is never below the sensitivity of the file', () => {
  const levelDbm = [-118, ...Array.from({ length: 300 }, () => -70)];
  const x = levelDbm.map((_, i) => (i === 0 ? 0 : 1000));
  const { tauDbm, sensitivityDbm } = servingThreshold(
    [5],
    [0],
    { x, y: x, levelDbm, sector: x.map((_, i) => Math.min(i, 1)) },
    1,
  );
  expect(sensitivityDbm).toBe(-70);
  expect(tauDbm[0]).toBe(-70);
});

it('is lowered until the levels of the sector itself agree with it', () => {
  const tauDbm = new Float64Array(101).fill(-80);
  const threshold = { tauDbm, fromNeighbour: new Uint8Array(101).fill(1), sensitivityDbm: -92 };
  const levels = tauDbm.map((_, c) => -70 - 0.2 * c);
  const { threshold: lower, loweredDb } = lowerToLevels(threshold, levels);
  // 95 % of levels from -70 to -90 lie above -89.
  expect(loweredDb).toBeCloseTo(9, 9);
  expect(lower.tauDbm[0]).toBeCloseTo(-89, 9);
  expect(
    lowerToLevels(
      threshold,
      levels.map((l) => l - 20),
    ).threshold.tauDbm[0],
  ).toBe(-92);
  expect(
    lowerToLevels(
      threshold,
      levels.map((l) => l + 20),
    ).loweredDb,
  ).toBe(0);
  threshold.fromNeighbour[0] = 0;
  expect(lowerToLevels(threshold, levels).threshold.tauDbm[0]).toBe(-80);
});

// Every place against every row would be 6e9 distances: more than a test may take.
it('takes 200,000 measurements in its stride', () => {
  const random = new Random(1);
  const count = 200_000;
  const draw = (low: number, high: number) => Float64Array.from({ length: count }, () => random.between(low, high));
  const all = { x: draw(0, 2000), y: draw(0, 2000), levelDbm: draw(-115, -60), sector: draw(0, 70).map(Math.floor) };
  const { fromNeighbour } = servingThreshold(all.x.slice(0, 30_000), all.y.slice(0, 30_000), all, 3);
  expect(fromNeighbour.every((f) => f === 1)).toBe(true);
});

it('needs measurements', () => {
  expect(() => servingThreshold([0], [0], { x: [], y: [], levelDbm: [], sector: [] }, 0)).toThrow(/No measurements/);
});

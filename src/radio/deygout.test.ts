import { describe, expect, it } from 'vitest';
import { deygoutLoss } from './deygout.ts';
import { knifeEdgeLossDb, knifeEdgeParameter } from './knife-edge.ts';

const ends = { lengthM: 300, transmitterZM: 10, receiverZM: 1.5 };

describe('deygoutLoss', () => {
  it('is the knife edge over one edge', () => {
    const loss = deygoutLoss({ ...ends, distancesM: [100], heightsM: [20] }, 0.1);
    const nu = knifeEdgeParameter(20 - (10 - 8.5 / 3), 100, 200, 0.1);
    expect(loss.edges).toHaveLength(1);
    expect(loss.lossDb).toBeCloseTo(knifeEdgeLossDb(nu), 9);
  });

  it('counts a main edge and one on either side, no more', () => {
    const loss = deygoutLoss({ ...ends, distancesM: [40, 90, 150, 200, 260], heightsM: [22, 24, 40, 24, 20] }, 0.1);
    expect(loss.edges.map((e) => e.distanceM)).toHaveLength(3);
    expect(loss.edges[0]!.distanceM).toBe(150);
    expect(loss.lossDb).toBeCloseTo(
      loss.edges.reduce((s, e) => s + e.lossDb, 0),
      12,
    );
  });

  it('takes two edges of a vanishing roof for one', () => {
    const one = deygoutLoss({ ...ends, distancesM: [150], heightsM: [25] }, 0.1).lossDb;
    let last = Number.POSITIVE_INFINITY;
    for (const width of [30, 3, 0.3, 0.003, 1e-6]) {
      const two = deygoutLoss({ ...ends, distancesM: [150, 150 + width], heightsM: [25, 25] }, 0.1).lossDb;
      expect(two).toBeGreaterThanOrEqual(one - 1e-9);
      expect(two).toBeLessThan(last);
      last = two;
    }
    // What stays is J(0) = 6.03 dB against the 6 dB of Tc.
    expect(last - one).toBeLessThan(0.1);
  });

  it('meets P.526 section 4.3 for two edges, worked by hand', () => {
    // a = b = c = 100 m, ends at 0, edges 30 and 20 m, lambda 0.1. Main edge: nu1 = 30 sqrt(20 (1/100 + 1/200)) = 16.4317.
    // Second: line from 30 m at 100 to 0 at 300 gives 15 m at 200; nu2 = 5 sqrt(20 (1/100 + 1/100)) = 3.16228.
    // Tc: tan alpha = sqrt(100 * 300 / 1e4), alpha = 60 deg; 12 - 20 log10(2 / (2/3)) = 2.45757;
    // p = 16.4317, q = 20 sqrt(20 * 300 / (200 * 100)) = 10.9545, (2/3)^{32.8634} = 1.63e-6.
    const loss = deygoutLoss(
      { lengthM: 300, transmitterZM: 0, receiverZM: 0, distancesM: [100, 200], heightsM: [30, 20] },
      0.1,
    );
    expect(loss.edges[0]!.nu).toBeCloseTo(16.4317, 4);
    expect(loss.edges[1]!.nu).toBeCloseTo(3.16228, 5);
    expect(loss.lossDb).toBeCloseTo(knifeEdgeLossDb(16.431677) + knifeEdgeLossDb(3.162278) - 2.45757 * 1.63e-6, 4);
  });

  it('corrects two equal edges by Tc', () => {
    // Edges of 3 m at 100 and 200 m: the first is main, p = q, so Tc = 2.45757 dB in full; nu2 = 1.5 sqrt(0.4).
    const loss = deygoutLoss(
      { lengthM: 300, transmitterZM: 0, receiverZM: 0, distancesM: [100, 200], heightsM: [3, 3] },
      0.1,
    );
    const expected = knifeEdgeLossDb(3 * Math.sqrt(0.3)) + knifeEdgeLossDb(1.5 * Math.sqrt(0.4)) - 2.45757;
    expect(loss.lossDb).toBeCloseTo(expected, 4);
  });

  it('is 0 without obstacles and finite at metre distances', () => {
    expect(deygoutLoss({ ...ends, distancesM: [], heightsM: [] }, 0.1)).toEqual({ lossDb: 0, edges: [] });
    const tight = { lengthM: 2, transmitterZM: 3, receiverZM: 1.5, distancesM: [0.001, 1, 1.999], heightsM: [5, 4, 6] };
    expect(Number.isFinite(deygoutLoss(tight, 0.1).lossDb)).toBe(true);
  });

  it('is the same from both ends', () => {
    const heights = [12, 30, 18];
    const there = deygoutLoss({ ...ends, distancesM: [60, 120, 230], heightsM: heights }, 0.14).lossDb;
    const back = deygoutLoss(
      {
        lengthM: 300,
        transmitterZM: 1.5,
        receiverZM: 10,
        distancesM: [70, 180, 240],
        heightsM: [...heights].reverse(),
      },
      0.14,
    ).lossDb;
    expect(back).toBeCloseTo(there, 9);
  });
});

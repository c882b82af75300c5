import { describe, expect, it } from 'vitest';
import { bullingtonLoss } from './bullington.ts';
import type { DiffractionProfile } from './diffraction-profile.ts';
import { knifeEdgeLossDb, knifeEdgeParameter } from './knife-edge.ts';

const flat = { lengthM: 200, transmitterZM: 30, receiverZM: 1.5 };

function over(distancesM: number[], heightsM: number[]): DiffractionProfile {
  return { ...flat, distancesM, heightsM };
}

describe('bullingtonLoss', () => {
  // ITU-R P.1812 validation profiles b2iseac_rural_land_1km and its 10-point variant (log lines Lbulla, Ld50; terrain plus 10 m of
  // cover, 95.3 MHz, hts 814.4 m, hrs 617.3 m; effective radius 3 x 6371 km for Lbulla and 8930.776786 km for Ld50).
  const sixPoints = { distancesM: [200, 400, 600, 800], heightsM: [764.4, 739.9, 695.3, 644.3], lengthM: 1000 };
  const tenPoints = {
    distancesM: [117.55, 235.1, 352.65, 470.2, 587.75, 705.3, 822.85, 940.4],
    heightsM: [764.4, 764.4, 739.9, 739.9, 695.3, 644.3, 644.3, 620.3],
    lengthM: 1057.95,
  };
  it.each([
    [sixPoints, 3 * 6371e3, 15.33794877],
    [sixPoints, 8_930_776.786, 15.34252882],
    [tenPoints, 3 * 6371e3, 19.97045642],
    [tenPoints, 8_930_776.786, 19.97432438],
  ])('meets the P.1812 validation logs (%#)', (points, earthRadiusM, expected) => {
    const loss = bullingtonLoss(
      { ...points, transmitterZM: 814.4, receiverZM: 617.3, earthRadiusM },
      0.299792458 / 0.0953,
    );
    expect(loss.lossDb).toBeCloseTo(expected, 3);
  });

  it('is the knife edge over one edge, and the empirical term comes on top', () => {
    const loss = bullingtonLoss(over([150], [25]), 0.15);
    const line = 30 - (28.5 * 150) / 200;
    const nu = knifeEdgeParameter(25 - line, 150, 50, 0.15);
    expect(loss.nu).toBeCloseTo(nu, 9);
    expect(loss.edgeLossDb).toBeCloseTo(knifeEdgeLossDb(nu), 9);
    expect(loss.lossDb).toBeCloseTo(loss.edgeLossDb + (1 - Math.exp(-loss.edgeLossDb / 6)) * 10.004, 9);
  });

  it('puts the equivalent edge where the horizon lines over both roof edges meet', () => {
    // A building 20 m high from 100 to 140 m between two ends at 0 m, 240 m apart: lines 0.2 up from both ends, meeting at 120 m, 24 m.
    const loss = bullingtonLoss(
      { lengthM: 240, transmitterZM: 0, receiverZM: 0, distancesM: [100, 140], heightsM: [20, 20] },
      0.1,
    );
    expect(loss.nu).toBeCloseTo(knifeEdgeParameter(24, 120, 120, 0.1), 9);
  });

  it('falls to 0 on a clear path and passes grazing without a step', () => {
    expect(bullingtonLoss(over([], []), 0.15)).toEqual({ nu: Number.NEGATIVE_INFINITY, edgeLossDb: 0, lossDb: 0 });
    expect(bullingtonLoss(over([150], [2]), 0.15).lossDb).toBe(0);
    const line = 30 - (28.5 * 120) / 200;
    for (const rise of [-1e-9, 0, 1e-13, 1e-9]) {
      expect(bullingtonLoss(over([120, 121], [line + rise, 5]), 0.15).edgeLossDb).toBeCloseTo(6.0329, 3);
    }
  });

  it('stays finite when an edge stands at an end, and leaves out points beyond', () => {
    const near = bullingtonLoss(over([0.01, 199.99], [40, 20]), 0.15);
    expect(Number.isFinite(near.lossDb)).toBe(true);
    expect(bullingtonLoss(over([0, 200, 250, -3], [99, 99, 99, 99]), 0.15).lossDb).toBe(0);
  });
});

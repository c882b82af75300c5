import { describe, expect, it } from 'vitest';
import {
  antennaField,
  antennaRotation,
  patternGain,
  polarisationSlants,
  tabulatedGainDbi,
  transmitSlant,
} from './antenna.ts';
import type { AntennaPattern, TabulatedPattern } from './antenna-pattern.ts';

const HALF = Math.PI / 2;

/** Unit vector at a compass bearing and a depression [deg]. */
function towards(bearingDeg: number, depressionDeg: number): [number, number, number] {
  const b = (bearingDeg * Math.PI) / 180;
  const d = (depressionDeg * Math.PI) / 180;
  return [Math.sin(b) * Math.cos(d), Math.cos(b) * Math.cos(d), -Math.sin(d)];
}

/** Mean gain over the sphere by the midpoint rule in cos(theta) and phi. */
function sphereMean(pattern: AntennaPattern): number {
  const n = 400;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const theta = Math.acos(1 - (2 * (i + 0.5)) / n);
    for (let j = 0; j < 2 * n; j++) sum += patternGain(pattern, theta, -Math.PI + ((j + 0.5) * Math.PI) / n);
  }
  return sum / (2 * n * n);
}

function table(over: Partial<TabulatedPattern> = {}): TabulatedPattern {
  const ramp = (slope: number) => Float64Array.from({ length: 360 }, (_, i) => slope * Math.min(i, 360 - i));
  return {
    kind: 'table',
    name: 't',
    peakGainDbi: 17,
    horizontalLossDb: ramp(0.1),
    verticalLossDb: ramp(0.1),
    ...over,
  };
}

describe('patternGain', () => {
  it('D19: radiates as much as it is fed, the TR 38.901 element 65.7 % of it under 9.83 dBi of directivity', () => {
    expect(sphereMean('iso')).toBeCloseTo(1, 12);
    expect(sphereMean('dipole')).toBeCloseTo(1, 4);
    // 1.643 is rounded from 1.6409: 1.001 of the power.
    expect(sphereMean('hw_dipole')).toBeCloseTo(1.643 / 1.64092, 3);
    expect(sphereMean('tr38901')).toBeCloseTo(0.657, 3);
    expect(8 - 10 * Math.log10(sphereMean('tr38901'))).toBeCloseTo(9.83, 2);
  });

  it('has the stated peaks, beam widths and floors', () => {
    expect(patternGain('dipole', HALF, 1)).toBeCloseTo(1.5, 12);
    expect(patternGain('hw_dipole', HALF, 1)).toBeCloseTo(1.643, 12);
    expect(patternGain('hw_dipole', 0, 0)).toBe(0);
    expect(patternGain('hw_dipole', 1e-4, 0)).toBeCloseTo(0, 6);
    const element = (theta: number, phi: number) => 10 * Math.log10(patternGain('tr38901', theta, phi));
    const half = ((65 / 2) * Math.PI) / 180;
    expect(element(HALF, 0)).toBeCloseTo(8, 12);
    expect(element(HALF, half)).toBeCloseTo(5, 12);
    expect(element(HALF + half, 0)).toBeCloseTo(5, 12);
    expect(element(HALF + half, -half)).toBeCloseTo(2, 12);
    expect(element(HALF, Math.PI)).toBeCloseTo(-22, 12);
    expect(element(0, Math.PI)).toBeCloseTo(-22, 12);
  });
});

describe('tabulatedGainDbi', () => {
  const theta = (depressionDeg: number) => ((90 + depressionDeg) * Math.PI) / 180;
  const phi = (clockwiseDeg: number) => (-clockwiseDeg * Math.PI) / 180;

  it('gives both cuts back, the rear half of the vertical one included', () => {
    const horizontalLossDb = Float64Array.from({ length: 360 }, (_, i) => 15 * (1 - Math.cos((i * Math.PI) / 180)));
    horizontalLossDb[90] = 11;
    horizontalLossDb[270] = 13;
    const verticalLossDb = Float64Array.from(
      { length: 360 },
      (_, i) => 15 * (1 - Math.cos((i * Math.PI) / 180)) + (i === 30 ? 2 : 0),
    );
    const t = table({ horizontalLossDb, verticalLossDb });
    expect(tabulatedGainDbi(t, theta(0), 0)).toBeCloseTo(17, 9);
    expect(tabulatedGainDbi(t, theta(0), phi(90))).toBeCloseTo(17 - 11, 9);
    expect(tabulatedGainDbi(t, theta(0), phi(-90))).toBeCloseTo(17 - 13, 9);
    expect(tabulatedGainDbi(t, theta(30), 0)).toBeCloseTo(17 - verticalLossDb[30]!, 9);
    expect(tabulatedGainDbi(t, theta(-30), 0)).toBeCloseTo(17 - verticalLossDb[330]!, 9);
    expect(tabulatedGainDbi(t, theta(20), Math.PI)).toBeCloseTo(17 - verticalLossDb[160]!, 9);
  });

  it('interpolates between degrees and blends front and rear by azimuth', () => {
    const t = table();
    expect(tabulatedGainDbi(t, theta(10.5), 0)).toBeCloseTo(17 - 1.05, 9);
    // 60 degrees off: 6 dB + 2/3 * 1 dB front + 1/3 * (17 - 18) dB rear.
    expect(tabulatedGainDbi(t, theta(10), phi(60))).toBeCloseTo(17 - (6 + 2 / 3 - 1 / 3), 9);
  });

  it('never exceeds the peak', () => {
    const t = table({ verticalLossDb: new Float64Array(360) });
    expect(tabulatedGainDbi(t, theta(0), Math.PI)).toBeLessThanOrEqual(17);
  });
});

describe('polarisation', () => {
  it('adds the fields of equally fed ports', () => {
    expect(transmitSlant('V')).toBe(0);
    expect(transmitSlant('H')).toBeCloseTo(HALF, 12);
    expect(transmitSlant('VH')).toBeCloseTo(Math.PI / 4, 12);
    expect(transmitSlant('cross')).toBeCloseTo(0, 12);
    expect(polarisationSlants('VH')).toEqual([transmitSlant('VH')]);
  });
});

describe('D15: the angles of the antenna', () => {
  /** Azimuth and elevation [deg] that a direction has in the antenna's own frame. */
  const anglesOf = (azimuthDeg: number, downtiltDeg: number, [kx, ky, kz]: readonly [number, number, number]) => {
    const r = antennaRotation(azimuthDeg, downtiltDeg);
    const [x, y, z] = [0, 1, 2].map((k) => r[k]! * kx + r[3 + k]! * ky + r[6 + k]! * kz) as [number, number, number];
    return [(Math.atan2(y, x) * 180) / Math.PI, (Math.asin(z) * 180) / Math.PI] as const;
  };

  it('are 0 and 0 along the boresight, whose bearing is clockwise from north and whose tilt is down', () => {
    for (const [azimuth, tilt] of [
      [0, 0],
      [90, 10],
      [217, -4],
    ] as const) {
      const [phi, theta] = anglesOf(azimuth, tilt, towards(azimuth, tilt));
      expect(phi).toBeCloseTo(0, 9);
      expect(theta).toBeCloseTo(0, 9);
    }
  });

  it('are half a turn behind, where an arc tangent of the ratio alone says 0', () => {
    const [phi, theta] = anglesOf(30, 0, towards(210, 0));
    expect(Math.abs(phi)).toBeCloseTo(180, 9);
    expect(theta).toBeCloseTo(0, 9);
    expect(anglesOf(30, 0, towards(330, 0))[0]).toBeCloseTo(60, 9);
    expect(anglesOf(30, 0, towards(150, 0))[0]).toBeCloseTo(-120, 9);
  });

  it('are -90 degrees of elevation straight down, and with a tilt by that much less', () => {
    expect(anglesOf(30, 0, [0, 0, -1])[1]).toBeCloseTo(-90, 5);
    const [phi, theta] = anglesOf(30, 10, [0, 0, -1]);
    expect([Math.abs(phi), theta]).toEqual([expect.closeTo(0, 9), expect.closeTo(-80, 9)]);
  });
});

describe('antennaField', () => {
  it('looks along the bearing and below the horizon by the tilt', () => {
    for (const [azimuth, tilt] of [
      [0, 0],
      [90, 5],
      [217, 12],
      [330, -8],
    ] as const) {
      const [t, p] = antennaField('tr38901', 0, azimuth, tilt, ...towards(azimuth, tilt));
      expect(10 * Math.log10(t * t + p * p)).toBeCloseTo(8, 9);
      const aside = antennaField('tr38901', 0, azimuth, tilt, ...towards(azimuth + 65, tilt));
      expect(10 * Math.log10(aside[0] ** 2 + aside[1] ** 2)).toBeLessThan(-3.4);
    }
  });

  it('keeps |E|^2 = gain whatever the slant and the orientation', () => {
    for (const slant of [0, 0.4, HALF, -Math.PI / 4]) {
      for (const bearing of [3, 100, 250]) {
        for (const depression of [-70, 0, 25, 89]) {
          const [t, p] = antennaField('iso', slant, 40, 13, ...towards(bearing, depression));
          expect(t * t + p * p).toBeCloseTo(1, 12);
        }
      }
    }
  });

  it('sends theta-hat from slant 0 and phi-hat from slant 90 degrees when upright', () => {
    const k = towards(75, 20);
    const v = antennaField('iso', 0, 200, 0, ...k);
    expect(v[0]).toBeCloseTo(1, 12);
    expect(v[1]).toBeCloseTo(0, 12);
    const h = antennaField('iso', HALF, 200, 0, ...k);
    expect(h[0]).toBeCloseTo(0, 12);
    expect(h[1]).toBeCloseTo(1, 12);
  });

  it('turns the polarisation with the tilt: sideways it leans by the tilt itself', () => {
    // Boresight north, tilt 30 down; to the east the antenna's vertical axis (0, sin 30, cos 30) is seen leaning north.
    const [t, p] = antennaField('iso', 0, 0, 30, 1, 0, 0);
    expect(t).toBeCloseTo(Math.cos(Math.PI / 6), 12);
    expect(p).toBeCloseTo(-0.5, 12);
  });

  // Sionna RT 2.2.0 (antenna_pattern_to_world_implicit, single precision): pattern, slant, bearing, tilt, direction, components.
  it.each([
    ['tr38901', 0, 30, 8, 50, 14, 2.1852279, -0.10480388],
    ['tr38901', HALF, 30, 8, 340, -20, -0.0974919, 0.82295704],
    ['iso', Math.PI / 4, 220, 25, 100, 35, 0.250285, 0.96817213],
    ['dipole', 0, 80, 30, 260, -55, 1.109996, 0],
    ['hw_dipole', -Math.PI / 4, -110, -12, 75, 3, 0.8737813, -0.90644366],
  ] as const)('meets Sionna RT (%s, slant %f)', (pattern, slant, azimuth, tilt, bearing, depression, theta, phi) => {
    const [t, p] = antennaField(pattern, slant, azimuth, tilt, ...towards(bearing, depression));
    expect(t).toBeCloseTo(theta, 5);
    expect(p).toBeCloseTo(phi, 5);
  });

  it('is defined straight up and down', () => {
    for (const kz of [1, -1]) {
      for (const pattern of ['iso', 'dipole', 'hw_dipole', 'tr38901', table()] as const) {
        const [t, p] = antennaField(pattern, 0.3, 45, 0, 0, 0, kz);
        expect(Number.isFinite(t) && Number.isFinite(p)).toBe(true);
      }
      const [t, p] = antennaField('iso', 0, 90, 0, 0, 0, kz);
      expect(t * t + p * p).toBeCloseTo(1, 12);
    }
  });

  it('reads a table clockwise from boresight', () => {
    const horizontalLossDb = new Float64Array(360);
    horizontalLossDb[90] = 20;
    const t = table({ horizontalLossDb, verticalLossDb: new Float64Array(360) });
    const gain = (bearing: number) => {
      const [et, ep] = antennaField(t, 0, 30, 0, ...towards(bearing, 0));
      return 10 * Math.log10(et * et + ep * ep);
    };
    expect(gain(120)).toBeCloseTo(-3, 6);
    expect(gain(300)).toBeCloseTo(17, 6);
  });
});

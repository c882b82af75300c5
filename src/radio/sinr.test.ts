import { describe, expect, it } from 'vitest';
import { resourceElementNoiseDbm, sinrMap } from './sinr.ts';

const NONE = Number.NaN;

describe('sinrMap', () => {
  const maps = [
    [-80, -80, NONE],
    [-90, NONE, NONE],
    [-90, -80, NONE],
  ];

  it('divides the best server by noise and the rest', () => {
    const sinr = sinrMap(maps, { noiseDbm: -90 });
    expect(sinr[0]).toBeCloseTo(10 - 10 * Math.log10(3), 12);
    expect(sinr[1]).toBeCloseTo(-10 * Math.log10(1.1), 12);
    expect(sinr[2]).toBeNaN();
  });

  it('leaves other carriers out and scales by the load', () => {
    const apart = sinrMap(maps, { noiseDbm: -90, carriersHz: [1.8e9, 2.1e9, 1.8e9] });
    expect(apart[0]).toBeCloseTo(10 - 10 * Math.log10(2), 12);
    expect(sinrMap(maps, { noiseDbm: -90, load: 0 })[0]).toBeCloseTo(10, 12);
    // N + 0.5 * (I1 + I2) = 2 N.
    expect(sinrMap(maps, { noiseDbm: -90, load: 0.5 })[0]).toBeCloseTo(10 - 10 * Math.log10(2), 12);
  });

  it('serves by the sector that is named, and nothing where none is', () => {
    const sinr = sinrMap(maps, { noiseDbm: -90, serving: [1, -1, 0] });
    // N + I of 1e-9 + 1e-8 + 1e-9 mW under -90 dBm.
    expect(sinr[0]).toBeCloseTo(-10 * Math.log10(12), 12);
    expect([...sinr.slice(1)]).toEqual([NONE, NONE]);
    expect(() => sinrMap(maps, { noiseDbm: -90, serving: [0] })).toThrow(/do not have the 1 cells/);
  });

  it('takes the noise of the sector that serves', () => {
    const sinr = sinrMap(
      [
        [-80, -100],
        [-100, -80],
      ],
      { noiseDbm: [-90, -95], load: 0 },
    );
    expect([...sinr].map((db) => Number(db.toFixed(9)))).toEqual([10, 15]);
  });

  it('refuses a load that is no share, and values that are not one for each sector', () => {
    expect(() => sinrMap(maps, { noiseDbm: -90, load: 1.5 })).toThrow(/Load 1.5 is no share/);
    expect(() => sinrMap(maps, { noiseDbm: [-90] })).toThrow(/1 values of noise for 3 sectors/);
    expect(() => sinrMap(maps, { noiseDbm: -90, carriersHz: [1, 2] })).toThrow(/2 values of carrier/);
  });
});

it('has the noise of 15 kHz up to 20 MHz, of 30 kHz above, and of 120 kHz above 100 MHz', () => {
  // k T = -173.975 dBm/Hz at 290 K; 10 log10 of 15e3, 30e3, 120e3 = 41.761, 44.771, 50.792.
  expect(resourceElementNoiseDbm(20e6, 7)).toBeCloseTo(-125.214, 3);
  expect(resourceElementNoiseDbm(100e6, 7)).toBeCloseTo(-122.204, 3);
  expect(resourceElementNoiseDbm(400e6, 0)).toBeCloseTo(-123.183, 3);
});

import { describe, expect, it } from 'vitest';
import { overlapMap, pilotPollutionMap, throughputMap } from './server-overlap.ts';

const NONE = Number.NaN;

describe('overlapMap', () => {
  const rsrp = [
    [-80, -80, NONE],
    [-86, -86.1, NONE],
    [-81, NONE, NONE],
  ];

  it('counts the server and what comes within the margin', () => {
    expect([...overlapMap(rsrp, [0, 0, -1], [2e9, 2e9, 2e9])]).toEqual([3, 1, NONE]);
    expect([...overlapMap(rsrp, [0, 0, -1], [2e9, 2e9, 2e9], 3)]).toEqual([2, 1, NONE]);
  });

  it('leaves other carriers out', () => {
    expect([...overlapMap(rsrp, [0, 0, -1], [2e9, 2e9, 3e9])]).toEqual([2, 1, NONE]);
  });
});

describe('pilotPollutionMap', () => {
  // Five sectors alike in strong and in weak places, then two, then none.
  const rsrp = Array.from({ length: 5 }, (_, k) => [-80 - k, -105 - k, k < 2 ? -80 : NONE, NONE]);
  const carriers = Array<number>(5).fill(2e9);

  it('counts the sectors beyond three where the server is strong', () => {
    expect([...pilotPollutionMap(rsrp, [0, 0, 0, -1], carriers)]).toEqual([2, 0, 0, NONE]);
    expect([...pilotPollutionMap(rsrp, [0, 0, 0, -1], carriers, -120)]).toEqual([2, 2, 0, NONE]);
    expect([...pilotPollutionMap(rsrp, [0, 0, 0, -1], carriers, -120, 3)]).toEqual([1, 1, 0, NONE]);
  });

  it('leaves other carriers out', () => {
    expect([...pilotPollutionMap(rsrp, [0, 0, 0, -1], [2e9, 3e9, 3e9, 3e9, 2e9])]).toEqual([0, 0, 0, NONE]);
  });
});

describe('throughputMap', () => {
  it('is the bandwidth of the blocks times log2(1 + SINR)', () => {
    // 20 MHz of LTE: 100 blocks of 180 kHz; an SINR of 0 dB gives 1 bit/s/Hz, 10 log10(3) dB gives 2.
    const rates = throughputMap([0, 10 * Math.log10(3), NONE], [0, 1, -1], [20e6, 10e6]);
    expect(rates[0]).toBeCloseTo(18, 5);
    expect(rates[1]).toBeCloseTo(18, 5);
    expect(rates[2]).toBeNaN();
  });
});

import { describe, expect, it } from 'vitest';
import { bandOf, CARRIER_BANDS, channelsOf, middleOf, onBand } from './carrier-bands.ts';

const named = (name: string) => CARRIER_BANDS.find((b) => b.name === name)!;

describe('carrier bands', () => {
  it('hold their own middle', () => {
    for (const band of CARRIER_BANDS) {
      expect(bandOf(middleOf(band))).not.toBeNull();
      expect(middleOf(band)).toBeGreaterThan(band.fromHz);
      expect(middleOf(band)).toBeLessThan(band.toHz);
    }
    expect(middleOf(named('n1'))).toBe(2.14e9);
  });

  it('are told by the carrier, the narrower where two overlap', () => {
    expect(bandOf(3.5e9)?.name).toBe('n78');
    expect(bandOf(795e6)?.name).toBe('n20');
    expect(bandOf(5e9)).toBeNull();
  });

  it('offer channels up to the widest of the band, and the one in use', () => {
    expect(channelsOf(800e6, 20e6)).toEqual([5e6, 10e6, 15e6, 20e6]);
    expect(channelsOf(800e6, 12e6)).toEqual([5e6, 10e6, 12e6, 15e6, 20e6]);
    expect(channelsOf(3.5e9, 100e6).at(-1)).toBe(100e6);
    expect(channelsOf(5e9, 20e6).at(-1)).toBe(400e6);
  });

  it('narrow a channel that the next band does not have', () => {
    expect(onBand(named('n20'), 100e6)).toEqual({ frequencyHz: 806e6, bandwidthHz: 20e6 });
    expect(onBand(named('n78'), 20e6)).toEqual({ frequencyHz: 3.55e9, bandwidthHz: 20e6 });
  });
});

import { describe, expect, it } from 'vitest';
import type { Sector } from '../sites/sector.ts';
import { mapHash } from './map-hash.ts';
import { mapLayer, type SectorLevels } from './map-layer.ts';

const sector = (id: string, frequencyHz: number): Sector => ({
  id,
  siteId: id,
  x: 0,
  y: 0,
  z: 30,
  azimuthDeg: 0,
  downtiltDeg: 0,
  pattern: 'iso',
  polarisation: 'V',
  frequencyHz,
  powerDbm: 15,
  powerPer: 're',
  bandwidthHz: 20e6,
  lossesDb: 0,
});

/** Three cells: A is stronger in the first, B in the second, nothing reaches the third. */
function levels(frequencyOfB: number): SectorLevels[] {
  const of = (id: string, f: number, rsrp: number[], sight: number[], code: number): SectorLevels => ({
    sector: sector(id, f),
    rsrpDbm: Float32Array.from(rsrp),
    pathGainDb: Float32Array.from(rsrp, (v) => v - 15),
    lineOfSight: Uint8Array.from(sight),
    provenance: Uint8Array.of(code, code, 0),
  });
  return [
    of('A', 2.6e9, [-80, -100, Number.NaN], [1, 0, 0], 1),
    of('B', frequencyOfB, [-90, -90, Number.NaN], [0, 0, 0], 2),
  ];
}

describe('layers of several sectors', () => {
  it('speak for the strongest', () => {
    const both = levels(2.6e9);
    expect([...mapLayer('rsrp', both, 7).values]).toEqual([-80, -90, Number.NaN]);
    expect([...mapLayer('path-gain', both, 7).values]).toEqual([-95, -105, Number.NaN]);
    expect(mapLayer('best-server', both, 7)).toMatchObject({ classes: ['A', 'B'] });
    expect([...mapLayer('best-server', both, 7).values]).toEqual([0, 1, Number.NaN]);
    expect([...mapLayer('provenance', both, 7).values]).toEqual([1, 2, Number.NaN]);
    expect([...mapLayer('los', both, 7).values]).toEqual([1, 0, Number.NaN]);
  });

  it('count interference on the same carrier alone', () => {
    // Noise of 15 kHz with 7 dB: -125.2 dBm, far below -90 dBm.
    const shared = mapLayer('sinr', levels(2.6e9), 7).values;
    expect(shared[0]).toBeCloseTo(10, 2);
    // -90 over -100 and the noise: 10 - 10 log10(1 + 10^-2.52).
    expect(shared[1]).toBeCloseTo(9.987, 3);
    const apart = mapLayer('sinr', levels(2.1e9), 7).values;
    expect(apart[0]).toBeCloseTo(-80 + 125.2, 1);
  });

  it('tell throughput and overlap of the serving carrier', () => {
    const { values, unit } = mapLayer('throughput', levels(2.6e9), 7);
    expect(unit).toBe('Mbit/s');
    // 18 MHz at an SINR of 10 dB less what noise takes.
    expect(values[0]).toBeCloseTo(18 * Math.log2(11), 0);
    expect(values[2]).toBeNaN();
    const near = levels(2.6e9).map((one) => ({ ...one, rsrpDbm: one.rsrpDbm.map((v) => v / 10) }));
    // -8 and -9, -10 and -9: all within 6 dB.
    expect([...mapLayer('overlap', near, 7).values]).toEqual([2, 2, Number.NaN]);
    expect([...mapLayer('overlap', levels(2.6e9), 7).values]).toEqual([1, 1, Number.NaN]);
  });
});

describe('mapHash', () => {
  const grid = { columns: 2, rows: 1, cellSizeM: 5, westM: 0, northM: 0 };
  it('tells maps and places apart, not kinds of NaN', () => {
    const hash = mapHash(Float32Array.of(-80, Number.NaN), grid);
    const other = new Float32Array(Uint32Array.of(0xc2a00000, 0xffc00001).buffer);
    expect(mapHash(other, grid)).toBe(hash);
    expect(mapHash(Float32Array.of(-80, -90), grid)).not.toBe(hash);
    expect(mapHash(Float32Array.of(-80, Number.NaN), { ...grid, westM: 1 })).not.toBe(hash);
  });
});

import { describe, expect, it } from 'vitest';
import { sectorAt } from '../../propagation/mesh/mesh-fixture.ts';
import { placeFeatures } from './place-features.ts';
import { fitSpm } from './spm.ts';
import { spmWords } from './spm-words.ts';
import { surroundingsOf } from './surroundings.ts';

describe('words for the standard propagation model', () => {
  it('exist for every coefficient that a fit has, with its unit', () => {
    const boundsM = { minX: 0, minY: 0, maxX: 400, maxY: 10 };
    const sector = sectorAt(0, 0, 30, {
      azimuthDeg: 90,
      pattern: 'tr38901',
      frequencyHz: 1.8e9,
      powerDbm: 15,
      powerPer: 're',
      bandwidthHz: 20e6,
    });
    const x = Float64Array.from({ length: 80 }, (_, i) => 5 * i + 1);
    const y = x.map(() => 5);
    const features = placeFeatures(surroundingsOf({ boundsM, groundZM: 0, buildings: [] }, 5), sector, x, y);
    const clutter = {
      grid: { columns: 1, rows: 1, cellSizeM: 400, westM: 0, northM: 10 },
      classes: Uint8Array.of(1),
      names: ['unknown', 'open', 'dense_urban'],
    };
    const classOf = Int16Array.from(x, (_, i) => 1 + (i % 2));
    const levelDbm = x.map((m) => -60 - 30 * Math.log10(m));
    const { parameters } = fitSpm([{ sector, antennaHeightM: 30, features, classOf, levelDbm }], {
      clutter,
      fitPattern: true,
    });
    expect(parameters.map(({ name }) => [spmWords(name).label, spmWords(name).unit])).toEqual([
      ['Offset', 'dB'],
      ['Distance slope', 'dB/decade'],
      ['Antenna height', 'dB/decade'],
      ['Share of diffraction', '1'],
      ['Distance slope by antenna height', 'dB/decade^2'],
      ['Receiver height', 'dB/m'],
      ['Share of listed pattern', '1'],
      ['Clutter: open', 'dB'],
      ['Clutter: dense urban', 'dB'],
    ]);
    expect(parameters.filter(({ name }) => spmWords(name).note === '')).toEqual([]);
  });
});

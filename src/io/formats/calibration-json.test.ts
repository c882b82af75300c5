import { describe, expect, it } from 'vitest';
import { type CalibrationFile, readCalibration, writeCalibration } from './calibration-json.ts';

const FILE: CalibrationFile = {
  method: 'per-building',
  when: '2026-05-01T10:00:00.000Z',
  scene: 'street.geojson',
  measurements: 'drive.csv',
  split: { kind: 'blocks', train: 0.7, blockM: 100, seed: 42 },
  settings: {
    maxDepth: 5,
    lineOfSight: true,
    reflection: true,
    refraction: false,
    diffraction: true,
    wallThicknessM: 0.2,
  },
  groundMaterial: null,
  receiverHeightM: 1.5,
  sectors: {
    A1: {
      calibrated: {
        method: 'per-building',
        antenna: {
          azimuthDeg: 123.456,
          downtiltDeg: -2,
          pattern: {
            kind: 'parametric',
            name: 'calibrated',
            peakGainDbi: 11.5,
            horizontalBeamwidthDeg: 70,
            verticalBeamwidthDeg: 9.25,
            frontToBackDb: 25,
            sideLobeDb: 18,
          },
        },
        materials: {
          concrete: { relativePermittivity: 4.1, conductivitySm: 0.05, reflectionLossDb: 0, transmissionLossDb: 3 },
        },
        buildings: {
          b7: { relativePermittivity: 9, conductivitySm: 0.1, reflectionLossDb: 1, transmissionLossDb: 0 },
        },
        offsetDb: -3.25,
        correction: {
          tuned: {
            kind: 'tuned',
            names: ['level', 'log distance'],
            standardisation: { mean: [-90.5, 2], scale: [8, 0.3], lowest: [-120, 1], highest: [-60, 3] },
            coefficients: [-95, 4.5, -6e-7],
            covariance: [1, 0, 0.5, 0, 2, 0, 0.5, 0, 3],
            residualSdDb: 6,
            strength: null,
            blockErrorDb: 5.5,
            cells: 100,
            leftOut: 2,
          },
          field: {
            kernel: { shortSdDb: 5, shortM: 30, longSdDb: 6, longM: 120, noiseDb: 4 },
            x: [2.5, 7.5],
            y: [-2.5, -7.5],
            residualDb: [1.25, -3],
          },
        },
      },
      error: { covered: 6.5, all: null },
      trust: 'caution',
    },
    B: {
      calibrated: {
        method: 'per-building',
        antenna: null,
        materials: {},
        buildings: {},
        offsetDb: 0,
        correction: null,
      },
      error: { covered: null, all: null },
      trust: 'none',
    },
  },
};
const bytes = (text: string) => new TextEncoder().encode(text);

/** The written file with one text of it exchanged. */
const changed = (from: string, to: string) => {
  const text = writeCalibration(FILE);
  expect(text).toContain(from);
  return bytes(text.replace(from, to));
};

describe('file of calibrated parameters', () => {
  it('reads back what it wrote, to the last digit', () => {
    expect(readCalibration('p.json', bytes(writeCalibration(FILE)))).toEqual(FILE);
  });

  it.each([
    ['"format": "boresight-calibration"', '"format": "boresight-map"', /p\.json is no file of calibrated parameters/],
    ['"version": 1', '"version": 2', /has version 2 .* reads version 1/],
    ['"method": "per-building"', '"method": "magic"', /method "magic" is none of offset/],
    ['"max_depth": 5', '"max_depth": 50', /p\.json, settings: "max_depth" is 50; it must be a number from 0 to 7/],
    ['"max_depth": 5', '"max_depth": 2.5', /"max_depth" is 2.5; it must be a whole number from 0 to 7/],
    ['"azimuth": 123.456,', '', /p\.json, sectors, A1, antenna: "azimuth" is missing/],
    ['"permittivity": 4.1', '"permittivity": null', /materials, concrete: "permittivity" is null/],
    ['"mean": [-90.5, 2]', '"mean": [-90.5]', /A1, correction: "mean" is \[-90\.5\]; it must be a list of 2 numbers/],
    ['"y": [-2.5, -7.5]', '"y": [-2.5, "a"]', /correction, field: "y" is .* a list of 2 numbers/],
    ['"offset": -3.25', '"offset": "-3"', /sectors, A1: "offset" is "-3"; it must be a number/],
  ])('refuses %s as %s', (from, to, message) => {
    expect(() => readCalibration('p.json', changed(from, to))).toThrow(message);
  });

  it('refuses what is no JSON, or no object', () => {
    expect(() => readCalibration('p.json', bytes('[1]'))).toThrow(/no file of calibrated parameters/);
    expect(() => readCalibration('p.json', bytes('id,x'))).toThrow(/not valid JSON/);
  });
});

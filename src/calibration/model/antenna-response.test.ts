import { expect, it } from 'vitest';
import { antennaField } from '../../radio/antenna.ts';
import type { ParametricPattern } from '../../radio/antenna-pattern.ts';
import { bearingFromMath, degrees, radians } from '../../units/angle.ts';
import { Random } from '../../units/random.ts';
import {
  ANTENNA_COLUMN,
  type AntennaState,
  antennaResponse,
  COS_PSI,
  GAIN_SLOPES,
  PSI_BY_AZIMUTH,
  PSI_BY_DOWNTILT,
  prepareAntenna,
  RESPONSE_NUMBERS,
  SIN_PSI,
} from './antenna-response.ts';

const STATE: AntennaState = {
  azimuthRad: 0.7,
  downtiltRad: radians(6),
  horizontalBeamwidthRad: radians(62),
  verticalBeamwidthRad: radians(9),
  peakGainDbi: 14,
  frontToBackDb: 28,
  sideLobeDb: 18,
  slantRad: 0.3,
};

const pattern = (of: AntennaState): ParametricPattern => ({
  kind: 'parametric',
  name: 'fit',
  peakGainDbi: of.peakGainDbi,
  horizontalBeamwidthDeg: degrees(of.horizontalBeamwidthRad),
  verticalBeamwidthDeg: degrees(of.verticalBeamwidthRad),
  frontToBackDb: of.frontToBackDb,
  sideLobeDb: of.sideLobeDb,
});

const directions = Array.from({ length: 200 }, (_, i) => {
  const random = new Random(100 + i);
  return { azimuth: random.between(-Math.PI, Math.PI), zenith: random.between(0.3, Math.PI - 0.05) };
});

function respond(state: AntennaState, azimuth: number, zenith: number, out: Float64Array) {
  const { cos, sin } = Math;
  antennaResponse(prepareAntenna(state), cos(azimuth), sin(azimuth), cos(zenith), sin(zenith), out);
}

it('radiates the field of the antenna that it stands for', () => {
  const out = new Float64Array(RESPONSE_NUMBERS);
  for (const { azimuth, zenith } of directions) {
    respond(STATE, azimuth, zenith, out);
    const [theta, phi] = antennaField(
      pattern(STATE),
      STATE.slantRad,
      bearingFromMath(STATE.azimuthRad),
      degrees(STATE.downtiltRad),
      Math.sin(zenith) * Math.cos(azimuth),
      Math.sin(zenith) * Math.sin(azimuth),
      Math.cos(zenith),
    );
    const amplitude = 10 ** (out[0]! / 20);
    expect(amplitude * out[COS_PSI]!).toBeCloseTo(theta, 9);
    expect(amplitude * out[SIN_PSI]!).toBeCloseTo(phi, 9);
  }
});

const fields: readonly [keyof typeof ANTENNA_COLUMN, keyof AntennaState][] = [
  ['azimuth', 'azimuthRad'],
  ['downtilt', 'downtiltRad'],
  ['horizontalBeamwidth', 'horizontalBeamwidthRad'],
  ['verticalBeamwidth', 'verticalBeamwidthRad'],
  ['peakGain', 'peakGainDbi'],
  ['frontToBack', 'frontToBackDb'],
  ['sideLobe', 'sideLobeDb'],
];

it.each(fields)('has the slope of finite differences by %s', (column, field) => {
  const out = new Float64Array(RESPONSE_NUMBERS);
  const above = new Float64Array(RESPONSE_NUMBERS);
  const below = new Float64Array(RESPONSE_NUMBERS);
  const h = 1e-6;
  let met = 0;
  for (const { azimuth, zenith } of directions) {
    respond(STATE, azimuth, zenith, out);
    respond({ ...STATE, [field]: STATE[field] + h }, azimuth, zenith, above);
    respond({ ...STATE, [field]: STATE[field] - h }, azimuth, zenith, below);
    const slope = (above[0]! - below[0]!) / (2 * h);
    expect(Math.abs(out[GAIN_SLOPES + ANTENNA_COLUMN[column]]! - slope)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
    if (slope !== 0) met++;
    const turn = (above[SIN_PSI]! * below[COS_PSI]! - above[COS_PSI]! * below[SIN_PSI]!) / (2 * h);
    const expected = column === 'azimuth' ? out[PSI_BY_AZIMUTH]! : column === 'downtilt' ? out[PSI_BY_DOWNTILT]! : 0;
    expect(Math.abs(expected - turn)).toBeLessThan(1e-5 * (1 + Math.abs(turn)));
  }
  expect(met).toBeGreaterThan(5);
});

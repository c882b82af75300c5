import { describe, expect, it } from 'vitest';
import { TR_38901 } from '../../radio/antenna.ts';
import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import { isAtBound, type Parameter, toCoordinate, toValue, valueSlope } from './parameter.ts';
import { antennaParameters, materialParameters, parametricStart, wallParameters } from './parameter-table.ts';

const surface = {
  relativePermittivity: 5.24,
  conductivitySm: 0.1,
  thicknessM: 0.1,
  reflectionLossDb: 0,
  transmissionLossDb: 0,
};
const rows: readonly Parameter[] = [
  ...antennaParameters({ azimuthDeg: 350, downtiltDeg: 6 }, TR_38901, { tilt: true, caps: true }),
  ...materialParameters(['concrete'], [surface]),
  ...wallParameters(['concrete']),
];

describe.each(rows.map((p) => [p.key, p] as const))('the parameter %s', (_, p) => {
  it('comes back from its coordinate', () => {
    expect(toValue(p, toCoordinate(p, p.start))).toBeCloseTo(p.start, 4);
  });

  it('has the slope of finite differences', () => {
    const x = toCoordinate(p, p.start) + 0.1;
    const h = 1e-6;
    const slope = (toValue(p, x + h) - toValue(p, x - h)) / (2 * h);
    expect(Math.abs(valueSlope(p, x) - slope)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
  });

  it('does not start at a bound', () => {
    expect(isAtBound(p, p.start)).toBe(false);
  });
});

it('lets an azimuth turn through north', () => {
  const azimuth = rows[0]!;
  expect(toValue(azimuth, toCoordinate(azimuth, 350) + (20 * Math.PI) / 180)).toBeCloseTo(10, 9);
});

it('tells values at and beyond the ends of their range, decades by ratio', () => {
  const of = (key: string) => rows.find((p) => p.key === key)!;
  expect(isAtBound(of('peak-gain'), -1)).toBe(true);
  expect(isAtBound(of('peak-gain'), 0.5)).toBe(false);
  expect(isAtBound(of('conductivity:concrete'), 0.005)).toBe(false);
  expect(isAtBound(of('conductivity:concrete'), 1.001e-6)).toBe(true);
  expect(isAtBound(of('horizontal-beamwidth'), 119.99)).toBe(true);
});

it('leaves metals out: nothing of them can be told', () => {
  expect(materialParameters(['metal'], [{ ...surface, relativePermittivity: 1, conductivitySm: 1e7 }])).toEqual([]);
});

it('starts from the half-power beamwidths of a table', () => {
  const cut = (width: number) =>
    Float64Array.from({ length: 360 }, (_, i) => Math.min(25, 12 * (Math.min(i, 360 - i) / width) ** 2));
  const table: TabulatedPattern = {
    kind: 'table',
    name: 'panel',
    peakGainDbi: 17,
    horizontalLossDb: cut(64),
    verticalLossDb: cut(12),
  };
  const start = parametricStart(table);
  expect(start.peakGainDbi).toBe(17);
  expect(Math.abs(start.horizontalBeamwidthDeg - 64)).toBeLessThan(2);
  expect(Math.abs(start.verticalBeamwidthDeg - 12)).toBeLessThan(2);
  expect(start.frontToBackDb).toBe(25);
});

import { describe, expect, it } from 'vitest';
import { shadowField } from '../../measurements/shadow-field.ts';
import { sectorAt } from '../../propagation/mesh/mesh-fixture.ts';
import { UserError } from '../../units/errors.ts';
import { Random } from '../../units/random.ts';
import type { Observations } from '../observations.ts';
import { fitConstant } from './constant.ts';
import { fitInverseDistance } from './inverse-distance.ts';
import { linkGeometry } from './link-geometry.ts';
import { fitLogDistance, fitLogDistancePattern } from './log-distance.ts';
import { fitResidualKriging } from './residual-kriging.ts';

const sector = sectorAt(100, 50, 30, {
  azimuthDeg: 90,
  pattern: 'tr38901',
  frequencyHz: 2.6e9,
  powerDbm: 10,
  powerPer: 're',
  bandwidthHz: 20e6,
});
const RECEIVER_Z = 1.5;

function observed(count: number, level: (i: number, x: number, y: number) => number): Observations {
  const random = new Random(4);
  const x = Float64Array.from({ length: count }, () => random.between(-400, 600));
  const y = Float64Array.from({ length: count }, () => random.between(-400, 600));
  return {
    grid: { westM: -400, northM: 600, columns: 200, rows: 200, cellSizeM: 5 },
    count,
    cell: new Uint32Array(count),
    x,
    y,
    levelDbm: x.map((v, i) => level(i, v, y[i]!)),
    samples: new Uint32Array(count).fill(1),
    indoor: new Uint8Array(count),
  };
}
const all = (o: Observations) => Uint32Array.from({ length: o.count }, (_, i) => i);

describe('linkGeometry', () => {
  it('measures in three dimensions and sees the boresight, the side and the back', () => {
    const { distanceM, gainDbi } = linkGeometry(
      sector,
      { x: Float64Array.of(1100, 100, -900), y: Float64Array.of(50, 1050, 50) },
      30,
    );
    expect([...distanceM]).toEqual([1000, 1000, 1000]);
    expect(gainDbi[0]).toBeCloseTo(8, 9);
    expect(gainDbi[1]).toBeCloseTo(8 - 12 * (90 / 65) ** 2, 9);
    expect(gainDbi[2]).toBeCloseTo(8 - 30, 9);
    const steep = linkGeometry(sector, { x: Float64Array.of(100), y: Float64Array.of(50) }, RECEIVER_Z);
    expect(steep.distanceM[0]).toBeCloseTo(28.5, 9);
  });

  it('fills nulls down to 40 dB under the peak', () => {
    const below = linkGeometry(
      { ...sector, pattern: 'dipole' },
      { x: Float64Array.of(100), y: Float64Array.of(50) },
      0,
    );
    expect(below.gainDbi[0]).toBeCloseTo(10 * Math.log10(1.5) - 40, 9);
  });
});

describe('fitConstant', () => {
  it('takes the median of the training cells and of nothing else', () => {
    const o = observed(5, (i) => [-90, -80, -110, -85, 0][i]!);
    const fit = fitConstant(o, Uint32Array.of(0, 1, 2, 3));
    expect([...fit.predict({ x: new Float64Array(2), y: new Float64Array(2) })]).toEqual([-87.5, -87.5]);
    expect(fitConstant(o, Uint32Array.of(0, 1, 2)).parameters[0]!.value).toBe(-90);
  });
});

describe('fitLogDistance, fitLogDistancePattern', () => {
  const truth = (x: number, y: number, factor: number) => {
    const { distanceM, gainDbi } = linkGeometry(sector, { x: Float64Array.of(x), y: Float64Array.of(y) }, RECEIVER_Z);
    return -20 - 31 * Math.log10(distanceM[0]!) + factor * gainDbi[0]!;
  };

  it('recover what made the levels, with one cell in ten spoilt by 40 dB', () => {
    const random = new Random(11);
    const spoilt = (i: number) => (i % 10 === 0 ? 40 : random.between(-1, 1));
    const plain = observed(500, (i, x, y) => truth(x, y, 0) + spoilt(i));
    const [offset, slope] = fitLogDistance(sector, plain, all(plain), RECEIVER_Z).parameters.map((p) => p.value);
    expect(Math.abs(slope! + 31)).toBeLessThan(1.5);
    // Huber's loss bounds the pull of the spoilt tenth to 0.1 * 6 dB / 0.9; least squares would be 4 dB off.
    expect(offset! + slope! * Math.log10(300) - (-20 - 31 * Math.log10(300))).toBeLessThan(0.8);
    const aimed = observed(500, (_, x, y) => truth(x, y, 0.6));
    const fit = fitLogDistancePattern(sector, aimed, all(aimed), RECEIVER_Z);
    expect(fit.parameters.map((p) => p.value)).toEqual([
      expect.closeTo(-20, 3),
      expect.closeTo(-31, 3),
      expect.closeTo(0.6, 4),
    ]);
    expect(fit.predict(aimed)[7]).toBeCloseTo(aimed.levelDbm[7]!, 3);
  });

  it('say where the cells do not determine a slope, and predict a level all the same', () => {
    const o = observed(6, (i) => -80 - i);
    const ring = { ...o, x: o.x.fill(160), y: o.y.fill(50) };
    const fit = fitLogDistance(sector, ring, all(ring), RECEIVER_Z);
    expect(fit.parameters[1]!.value).toBeNaN();
    expect(fit.predict(ring)[0]).toBeCloseTo(-82.5, 6);
  });

  it('refuse fewer cells than parameters', () => {
    const o = observed(2, () => -80);
    expect(() => fitLogDistancePattern(sector, o, all(o), RECEIVER_Z)).toThrow(/2 training cells, needs at least 3/);
    expect(() => fitLogDistance(sector, o, Uint32Array.of(0), RECEIVER_Z)).toThrow(UserError);
  });
});

describe('fitInverseDistance', () => {
  it('weighs by the inverse square of the distance and keeps what was measured', () => {
    const o = observed(3, (i) => [-70, -90, -200][i]!);
    const line = { ...o, x: Float64Array.of(0, 30, 1e6), y: new Float64Array(3) };
    const fit = fitInverseDistance(line, Uint32Array.of(0, 1));
    const at = fit.predict({ x: Float64Array.of(10, 0, 30), y: new Float64Array(3) });
    expect(at[0]).toBeCloseTo((-70 / 100 - 90 / 400) / (1 / 100 + 1 / 400), 9);
    expect([at[1], at[2]]).toEqual([-70, -90]);
    expect(() => fitInverseDistance(line, new Uint32Array(0))).toThrow(UserError);
  });
});

describe('fitResidualKriging', () => {
  it('adds the shadowing around to log-distance and pattern, and returns to them far away', () => {
    const shadow = shadowField(7, 100, 5);
    const random = new Random(2);
    const o = observed(
      1200,
      (_, x, y) => -60 - 12 * Math.log10(Math.hypot(x, y) + 20) + shadow(x, y) + random.normal(),
    );
    const train = all(o).filter((i) => i % 4 !== 0);
    const held = all(o).filter((i) => i % 4 === 0);
    const at = { x: Float64Array.from(held, (i) => o.x[i]!), y: Float64Array.from(held, (i) => o.y[i]!) };
    const error = (level: Float64Array) =>
      level.reduce((sum, v, k) => sum + Math.abs(v - o.levelDbm[held[k]!]!), 0) / level.length;
    const kriging = fitResidualKriging(sector, o, train, RECEIVER_Z);
    const mean = fitLogDistancePattern(sector, o, train, RECEIVER_Z);
    expect(error(kriging.predict(at))).toBeLessThan(0.55 * error(mean.predict(at)));
    const far = { x: Float64Array.of(30_000), y: Float64Array.of(0) };
    const [offset, slope, factor] = kriging.parameters.map((p) => p.value);
    const { distanceM, gainDbi } = linkGeometry(sector, far, RECEIVER_Z);
    expect(kriging.predict(far)[0]).toBeCloseTo(
      offset! + slope! * Math.log10(distanceM[0]!) + factor! * gainDbi[0]!,
      6,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { type EmpiricalPath, empiricalLoss, lineOfSightProbability } from './empirical.ts';

function path(distanceM: number, lineOfSight: boolean, over: Partial<EmpiricalPath> = {}): EmpiricalPath {
  return { distanceM, lineOfSight, transmitterHeightM: 25, receiverHeightM: 1.5, frequencyHz: 5e9, ...over };
}

describe('TR 38.901 path loss', () => {
  // Reference values of ns-3's three-gpp-propagation-loss-model-test-suite (5 GHz, terminal 1.5 m, tolerance 0.05 dB there).
  it.each([
    ['rma', 35, 10, true, 77.3784],
    ['rma', 35, 100, true, 87.2965],
    ['rma', 35, 1000, true, 108.5577],
    ['rma', 35, 10_000, true, 140.3896],
    ['rma', 35, 10, false, 77.3784],
    ['rma', 35, 100, false, 95.7718],
    ['rma', 35, 1000, false, 133.5223],
    ['rma', 35, 5000, false, 160.5169],
    ['uma', 25, 10, true, 72.938],
    ['uma', 25, 100, true, 86.2362],
    ['uma', 25, 1000, true, 109.7252],
    ['uma', 25, 5000, true, 137.6794],
    ['uma', 25, 10, false, 82.5131],
    ['uma', 25, 100, false, 106.1356],
    ['uma', 25, 1000, false, 144.7641],
    ['uma', 25, 5000, false, 172.0753],
    ['umi', 10, 10, true, 69.8591],
    ['umi', 10, 100, true, 88.4122],
    ['umi', 10, 1000, true, 119.3114],
    ['umi', 10, 5000, true, 147.2696],
    ['umi', 10, 10, false, 76.7563],
    ['umi', 10, 100, false, 107.9432],
    ['umi', 10, 1000, false, 143.1886],
    ['umi', 10, 5000, false, 167.8617],
  ] as const)('%s, mast %d m, %d m, line of sight %s', (model, transmitterHeightM, distanceM, los, expected) => {
    const loss = empiricalLoss(model, path(distanceM, los, { transmitterHeightM }));
    expect(Math.abs(loss.lossDb - expected)).toBeLessThan(0.05);
    expect(loss.warnings).toEqual([]);
  });

  it('gives the shadowing of table 7.4.1-1', () => {
    expect(empiricalLoss('uma', path(100, true)).shadowingDb).toBe(4);
    expect(empiricalLoss('uma', path(100, false)).shadowingDb).toBe(6);
    expect(empiricalLoss('umi', path(100, false, { transmitterHeightM: 10 })).shadowingDb).toBe(7.82);
    const rural = { transmitterHeightM: 35, frequencyHz: 800e6 };
    expect(empiricalLoss('rma', path(800, true, rural)).shadowingDb).toBe(4);
    expect(empiricalLoss('rma', path(3000, true, rural)).shadowingDb).toBe(6);
  });
});

describe('Hata', () => {
  it('meets COST 231-Hata worked by hand', () => {
    // 1800 MHz, 30 m, 1.5 m, 1 km: 46.3 + 33.9 * 3.2552725 - 13.82 * 1.4771213 - a, a = 2.8808 * 1.5 - 4.2782 = 0.0430.
    const p = path(1000, false, { transmitterHeightM: 30, frequencyHz: 1800e6 });
    expect(empiricalLoss('cost231-hata', p).lossDb).toBeCloseTo(136.197, 2);
    expect(empiricalLoss('cost231-hata', { ...p, metropolitan: true }).lossDb).toBeCloseTo(139.197, 2);
    const slope = 44.9 - 6.55 * Math.log10(30);
    expect(empiricalLoss('cost231-hata', { ...p, distanceM: 10_000 }).lossDb).toBeCloseTo(136.197 + slope, 2);
  });

  it('meets Okumura-Hata worked by hand', () => {
    // 900 MHz, 30 m, 1.5 m, 1 km: 69.55 + 26.16 * 2.9542425 - 13.82 * 1.4771213 - 0.0158 = 126.40.
    const p = path(1000, false, { transmitterHeightM: 30, frequencyHz: 900e6 });
    expect(empiricalLoss('hata', p).lossDb).toBeCloseTo(126.403, 2);
    // Large city: 3.2 (log10 17.625)^2 - 4.97 = -0.0009.
    expect(empiricalLoss('hata', { ...p, metropolitan: true }).lossDb).toBeCloseTo(126.42, 2);
  });
});

describe('validity', () => {
  it('warns with model, value and range, once for each', () => {
    const { warnings } = empiricalLoss(
      'cost231-hata',
      path(200, false, { frequencyHz: 3.5e9, transmitterHeightM: 10 }),
    );
    expect(warnings).toHaveLength(3);
    expect(warnings[0]).toMatch(/"cost231-hata": distance 200 m is outside its range of 1000 to 20000 m/);
    expect(empiricalLoss('rma', path(7000, true, { transmitterHeightM: 35 })).warnings).toEqual([]);
    expect(empiricalLoss('rma', path(7000, false, { transmitterHeightM: 35 })).warnings[0]).toMatch(/10 to 5000 m/);
  });
});

describe('lineOfSightProbability', () => {
  it('follows table 7.4.2-1', () => {
    expect(lineOfSightProbability('uma', 18)).toBe(1);
    expect(lineOfSightProbability('umi', 100)).toBeCloseTo(0.18 + Math.exp(-100 / 36) * 0.82, 12);
    expect(lineOfSightProbability('uma', 100)).toBeCloseTo(0.18 + Math.exp(-100 / 63) * 0.82, 12);
    // C'(23 m) = 1: times 1 + 1.25 e^{-2/3}.
    expect(lineOfSightProbability('uma', 100, 23)).toBeCloseTo(
      (0.18 + Math.exp(-100 / 63) * 0.82) * (1 + 1.25 * Math.exp(-2 / 3)),
      12,
    );
    expect(lineOfSightProbability('rma', 10)).toBe(1);
    expect(lineOfSightProbability('rma', 1010)).toBeCloseTo(Math.exp(-1), 12);
  });
});

import { describe, expect, it } from 'vitest';
import { cholesky, invertSpd } from '../../algebra/dense-linear.ts';
import { Random } from '../../units/random.ts';
import { levenbergMarquardt } from './levenberg-marquardt.ts';
import { normalTail } from './normal-tail.ts';
import type { FitProblem } from './problem.ts';
import { truncatedFit } from './truncated-fit.ts';
import { servedTerms } from './truncated-likelihood.ts';

/** Numerical mean of g over the density that a truncated likelihood has, by the midpoint rule. */
function meanSeen(g: (r: number) => number, gap: number, s: number, softness: number): number {
  let [total, sum] = [0, 0];
  const low = softness === 0 ? Math.max(gap, -12 * s) : Math.max(-12 * s, gap - 9 * softness);
  const high = Math.max(12 * s, gap + 12 * s);
  const steps = 5000;
  for (let k = 0; k < steps; k++) {
    const r = low + ((k + 0.5) * (high - low)) / steps;
    const seen = softness === 0 ? 1 : Math.exp(normalTail(-(r - gap) / softness).logTail);
    const p = Math.exp(-((r / s) ** 2) / 2 + (low > 0 ? (low / s) ** 2 / 2 : 0)) * seen;
    total += p;
    sum += p * g(r);
  }
  return sum / total;
}

describe('the normal tail', () => {
  it('has the values of the tables', () => {
    const q: [number, number][] = [
      [0, 0.5],
      [1, 0.15865525393145707],
      [-1, 0.8413447460685429],
      [2, 0.022750131948179195],
      [-3, 0.9986501019683699],
      [5, 2.866515718791939e-7],
      [10, 7.619853024160527e-24],
    ];
    for (const [a, tail] of q) expect(Math.exp(normalTail(a).logTail) / tail).toBeCloseTo(1, 12);
    expect(normalTail(-Infinity)).toEqual({ logTail: 0, hazard: 0, excess: Infinity, variance: 1 });
  });

  it('is smooth where the methods meet, and obeys its differential equation', () => {
    for (const a of [-3, 3]) {
      const [left, right] = [normalTail(a - 1e-12), normalTail(a)];
      for (const key of ['logTail', 'hazard', 'variance'] as const) expect(left[key] / right[key]).toBeCloseTo(1, 10);
    }
    for (const a of [-6, -2.5, -0.3, 0.9, 1.9, 2.5, 8, 30]) {
      const slope = (normalTail(a + 1e-5).logTail - normalTail(a - 1e-5).logTail) / 2e-5;
      expect(-slope / normalTail(a).hazard).toBeCloseTo(1, 4);
      const bend = (normalTail(a + 1e-4).hazard - normalTail(a - 1e-4).hazard) / 2e-4;
      expect(1 - bend).toBeCloseTo(normalTail(a).variance, 6);
    }
  });

  it('keeps its digits far out', () => {
    for (const a of [50, 1e3, 1e6]) {
      const { excess, variance } = normalTail(a);
      expect(excess * a).toBeCloseTo(1 - 2 / a ** 2 + 10 / a ** 4, 7);
      expect(variance * a * a).toBeCloseTo(1 - 6 / a ** 2 + 50 / a ** 4, 6);
    }
  });
});

describe('one served observation', () => {
  const cases: [number, number, number, number][] = [
    [3, -20, 7, 0],
    [2, 1, 7, 0],
    [14, 12, 5, 0],
    [31, 30, 4, 0],
    [-2, -1, 7, 4],
    [9, 12, 6, 3],
    [20, 25, 6, 5],
  ];

  it('has the derivatives of its likelihood', () => {
    for (const [r, gap, s, softness] of cases) {
      const at = (level: number, logS: number): number =>
        -servedTerms(r - level, gap - level, Math.exp(logS), softness).cost;
      const { score, scatterScore, information } = servedTerms(r, gap, s, softness);
      const u = Math.log(s);
      expect((at(1e-5, u) - at(-1e-5, u)) / 2e-5).toBeCloseTo(score, 7);
      expect((at(0, u + 1e-5) - at(0, u - 1e-5)) / 2e-5).toBeCloseTo(scatterScore, 6);
      expect(-(at(1e-3, u) - 2 * at(0, u) + at(-1e-3, u)) / 1e-6).toBeCloseTo(information, 6);
    }
  });

  it('has zero mean score, and the information is the variance of the score', () => {
    for (const [, gap, s, softness] of cases) {
      const terms = (r: number) => servedTerms(r, gap, s, softness);
      const info = terms(gap + 1);
      expect(meanSeen((r) => terms(r).score, gap, s, softness)).toBeCloseTo(0, 5);
      expect(meanSeen((r) => terms(r).scatterScore, gap, s, softness)).toBeCloseTo(0, 3);
      expect(meanSeen((r) => terms(r).score ** 2, gap, s, softness) / info.information).toBeCloseTo(1, 3);
      expect(
        meanSeen((r) => terms(r).score * terms(r).scatterScore, gap, s, softness) / info.crossInformation,
      ).toBeCloseTo(1, 3);
      expect(meanSeen((r) => terms(r).scatterScore ** 2, gap, s, softness) / info.scatterInformation).toBeCloseTo(1, 3);
    }
  });
});

/** Level against lg of distance, seen only where it passes the threshold. */
function drive(seed: number, count: number, tau: number, softness: number): { lg: Float64Array; level: Float64Array } {
  const random = new Random(seed);
  const lg: number[] = [];
  const level: number[] = [];
  while (lg.length < count) {
    const at = random.between(-1, 0.3);
    const y = -90 - 35 * at + 8 * random.normal();
    if (y <= tau + softness * random.normal()) continue;
    lg.push(at);
    level.push(y);
  }
  return { lg: Float64Array.from(lg), level: Float64Array.from(level) };
}

function logDistance({ lg, level }: { lg: Float64Array; level: Float64Array }): FitProblem {
  return {
    size: 2,
    observed: level,
    weight: new Float64Array(level.length).fill(1),
    priorMean: new Float64Array(2),
    priorSd: new Float64Array(2).fill(Infinity),
    evaluate: (x) => ({
      predicted: lg.map((at) => x[0]! + x[1]! * at),
      jacobian: Float64Array.from(lg.length === 0 ? [] : [...lg].flatMap((at) => [1, at])),
    }),
  };
}

describe('the slope of data that a threshold of -95 dBm has cut', () => {
  for (const softness of [0, 4]) {
    it(`is recovered where least squares flatten it (softness ${softness} dB)`, () => {
      const problem = logDistance(drive(3, 2000, -95, softness));
      const plain = levenbergMarquardt(problem, Float64Array.of(-90, -30), {
        loss: { kind: 'squared' },
        stepClip: Infinity,
      });
      expect(plain.coordinates[1]).toBeGreaterThan(-32);
      const truncation = { tauDbm: new Float64Array(2000).fill(-95), softnessDb: softness };
      const fit = truncatedFit(problem, plain.coordinates, truncation, { stepClip: Infinity });
      expect(fit.stoppedBy).toBe('converged');
      expect(fit.evaluations).toBeLessThan(12);
      const { size, jacobian, information } = fit.linearised;
      const h = new Float64Array(size * size);
      for (let i = 0; i < information.length; i++)
        for (let at = 0; at < size * size; at++)
          h[at]! += information[i]! * jacobian[i * size + Math.floor(at / size)]! * jacobian[i * size + (at % size)]!;
      expect(cholesky(h, size)).not.toBeNull();
      const inverse = invertSpd(h, size)!;
      const [offset, slope] = fit.coordinates;
      expect(Math.abs(offset! + 90)).toBeLessThan(2.5 * Math.sqrt(inverse[0]!));
      expect(Math.abs(slope! + 35)).toBeLessThan(2.5 * Math.sqrt(inverse[4]!));
      expect(Math.sqrt(inverse[4]!)).toBeLessThan(1.5);
      expect(Math.abs(fit.sigmaDb - 8)).toBeLessThan(0.5);
      // Of draws at the places that were kept, on average.
      expect(fit.seenShare).toBeGreaterThan(0.6);
      expect(fit.seenShare).toBeLessThan(0.95);
    });
  }

  it('covers the truth at the nominal rate', () => {
    let inside = 0;
    for (let seed = 0; seed < 60; seed++) {
      const problem = logDistance(drive(seed, 400, -95, 0));
      const fit = truncatedFit(
        problem,
        Float64Array.of(-90, -25),
        { tauDbm: new Float64Array(400).fill(-95), softnessDb: 0 },
        { stepClip: Infinity },
      );
      const { size, jacobian, information } = fit.linearised;
      const h = new Float64Array(9);
      for (let i = 0; i < information.length; i++)
        for (let at = 0; at < 9; at++)
          h[at]! += information[i]! * jacobian[i * size + Math.floor(at / 3)]! * jacobian[i * size + (at % 3)]!;
      if (Math.abs(fit.coordinates[1]! + 35) < 1.96 * Math.sqrt(invertSpd(h, 3)![4]!)) inside += 1;
    }
    // Binomial(60, 0.95): 57 with a standard deviation of 1.7.
    expect(inside).toBeGreaterThanOrEqual(52);
  });
});

it('is least squares without a threshold', () => {
  const problem = logDistance(drive(4, 500, -Infinity, 0));
  const plain = levenbergMarquardt(problem, Float64Array.of(-80, -30), {
    loss: { kind: 'squared' },
    stepClip: Infinity,
    tolerance: 1e-5,
  });
  const fit = truncatedFit(
    problem,
    Float64Array.of(-80, -30),
    { tauDbm: new Float64Array(500).fill(-Infinity), softnessDb: 0 },
    { stepClip: Infinity, tolerance: 1e-5 },
  );
  for (let j = 0; j < 2; j++) expect(fit.coordinates[j]).toBeCloseTo(plain.coordinates[j]!, 3);
  expect(fit.seenShare).toBe(1);
});

it('refuses a level below a sharp threshold', () => {
  const problem = logDistance({ lg: Float64Array.of(0, 1, 2), level: Float64Array.of(-80, -99, -90) });
  const tauDbm = new Float64Array(3).fill(-95);
  expect(() => truncatedFit(problem, new Float64Array(2), { tauDbm, softnessDb: 0 })).toThrow(
    /cell 1 has -99.*-95.*softness/,
  );
});

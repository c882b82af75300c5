import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { levenbergMarquardt } from './levenberg-marquardt.ts';
import { robustScaleDb } from './loss.ts';
import type { FitProblem } from './problem.ts';

type Model = (x: Float64Array, i: number) => { level: number; slope: number[] };

function problemOf(
  observed: ArrayLike<number>,
  size: number,
  model: Model,
  more: Partial<FitProblem> = {},
): FitProblem {
  return {
    size,
    observed: Float64Array.from(observed),
    weight: new Float64Array(observed.length).fill(1),
    priorMean: new Float64Array(size),
    priorSd: new Float64Array(size).fill(Infinity),
    evaluate: (x) => {
      const at = Array.from({ length: observed.length }, (_, i) => model(x, i));
      return {
        predicted: Float64Array.from(at, (p) => p.level),
        jacobian: Float64Array.from(at.flatMap((p) => p.slope)),
      };
    },
    ...more,
  };
}

const straight =
  (t: ArrayLike<number>): Model =>
  (x, i) => ({ level: x[0]! + x[1]! * t[i]!, slope: [1, t[i]!] });

/** Main lobe of a sector antenna over bearings: offset, azimuth [rad] and ln of the beamwidth, as calibration fits them. */
const lobe =
  (bearing: ArrayLike<number>): Model =>
  (x, i) => {
    const off = Math.atan2(Math.sin(bearing[i]! - x[1]!), Math.cos(bearing[i]! - x[1]!));
    const width = Math.exp(x[2]!);
    const loss = 12 * (off / width) ** 2;
    return loss < 30
      ? { level: x[0]! - loss, slope: [1, (24 * off) / width ** 2, 2 * loss] }
      : { level: x[0]! - 30, slope: [1, 0, 0] };
  };

/** Least-squares line through points, by the closed form. */
function line(t: ArrayLike<number>, y: ArrayLike<number>): [number, number] {
  const n = t.length;
  const mean = (v: ArrayLike<number>): number => Array.from(v).reduce((a, b) => a + b, 0) / n;
  const [mt, my] = [mean(t), mean(y)];
  let [sty, stt] = [0, 0];
  for (let i = 0; i < n; i++) {
    sty += (t[i]! - mt) * (y[i]! - my);
    stt += (t[i]! - mt) ** 2;
  }
  return [my - (sty / stt) * mt, sty / stt];
}

describe('a straight line', () => {
  const random = new Random(1);
  const t = Float64Array.from({ length: 200 }, () => random.between(-1, 1));
  const y = Float64Array.from(t, (v) => -90 + 4 * v + 3 * random.normal());

  it('is the least-squares line, in a few evaluations', () => {
    const options = { loss: { kind: 'squared' }, stepClip: Infinity, tolerance: 1e-5 } as const;
    const fit = levenbergMarquardt(problemOf(y, 2, straight(t)), Float64Array.of(0, 0), options);
    const [offset, slope] = line(t, y);
    expect(fit.stoppedBy).toBe('converged');
    expect(fit.coordinates[0]).toBeCloseTo(offset, 3);
    expect(fit.coordinates[1]).toBeCloseTo(slope, 3);
    expect(fit.evaluations).toBeLessThanOrEqual(6);
    expect(Math.abs(fit.sigmaDb - 3)).toBeLessThan(0.5);
  });

  it('moves no further than the clip in one step, each coordinate by its own', () => {
    const start = Float64Array.of(-80, 0);
    const fit = levenbergMarquardt(problemOf(y, 2, straight(t)), start, { stepClip: [5, 1] });
    const taken = fit.steps.filter((s) => s.accepted);
    for (const [k, step] of taken.entries()) {
      const before = taken[k - 1]?.coordinates ?? start;
      expect(Math.abs(step.coordinates[0]! - before[0]!)).toBeLessThanOrEqual(5);
      expect(Math.abs(step.coordinates[1]! - before[1]!)).toBeLessThanOrEqual(1);
    }
    expect(taken.length).toBeGreaterThan(4);
    expect(fit.coordinates[0]).toBeCloseTo(line(t, y)[0], 0);
  });

  it('shrinks towards a prior as Bayes says', () => {
    const prior = { priorMean: Float64Array.of(-80, 0), priorSd: Float64Array.of(0.5, Infinity) };
    const flat: Model = (x) => ({ level: x[0]!, slope: [1, 0] });
    const fit = levenbergMarquardt(problemOf(y, 2, flat, prior), Float64Array.of(-85, 7), {
      loss: { kind: 'squared' },
      sigmaDb: 4,
      stepClip: Infinity,
      tolerance: 1e-5,
    });
    const mean = y.reduce((a, b) => a + b, 0) / y.length;
    const data = y.length / 16;
    expect(fit.coordinates[0]).toBeCloseTo((data * mean + 4 * -80) / (data + 4), 4);
    // Nothing sees the second coordinate, so nothing may move it.
    expect(fit.coordinates[1]).toBe(7);
  });

  it('is not moved by gross errors, by observations of weight 0 or without coverage', () => {
    const spoilt = y.slice();
    const weight = new Float64Array(y.length).fill(1);
    for (let i = 0; i < 20; i++) spoilt[i] = -30;
    for (let i = 20; i < 30; i++) {
      spoilt[i] = Number.NaN;
      weight[i] = 0;
    }
    const holes: Model = (x, i) =>
      i >= 30 && i < 40 ? { level: Number.NaN, slope: [Number.NaN, 0] } : straight(t)(x, i);
    const start = Float64Array.of(-100, 0);
    const robust = levenbergMarquardt(problemOf(spoilt, 2, holes, { weight }), start);
    const squared = levenbergMarquardt(problemOf(spoilt, 2, holes, { weight }), start, { loss: { kind: 'squared' } });
    const truth = line(t.slice(40), y.slice(40));
    expect(Math.abs(robust.coordinates[0]! - truth[0])).toBeLessThan(1);
    expect(Math.abs(squared.coordinates[0]! - truth[0])).toBeGreaterThan(5);
    expect(robust.used.reduce((a, b) => a + b, 0)).toBe(180);
    expect(robust.linearised.score.every(Number.isFinite)).toBe(true);
    expect(robust.sigmaDb).toBeLessThan(4);
  });

  it('finds the median with the absolute loss', () => {
    const level = Float64Array.of(-100, -99, -98, -97, -60, -96, -95, -94, -99.5);
    const fit = levenbergMarquardt(
      problemOf(level, 1, (x) => ({ level: x[0]!, slope: [1] })),
      Float64Array.of(-90),
      {
        loss: { kind: 'absolute', deltaDb: 0.1 },
        stepClip: Infinity,
      },
    );
    expect(Math.abs(fit.coordinates[0]! + 97)).toBeLessThan(0.1);
  });
});

describe('an antenna', () => {
  const random = new Random(7);
  const bearing = Float64Array.from({ length: 3000 }, () => random.between(-Math.PI, Math.PI));
  const truth = Float64Array.of(-70, 0.6, Math.log(1.1));
  const clean = Float64Array.from(bearing, (_, i) => lobe(bearing)(truth, i).level);
  const noisy = clean.map((level) => level + 6 * random.normal());

  it('is recovered exactly without noise', () => {
    const fit = levenbergMarquardt(problemOf(clean, 3, lobe(bearing)), Float64Array.of(-72, 1.3, 0.4), {
      tolerance: 1e-5,
    });
    for (const [j, value] of truth.entries()) expect(fit.coordinates[j]).toBeCloseTo(value, 5);
    expect(fit.evaluations).toBeLessThanOrEqual(10);
  });

  it('is recovered within its standard errors from 60 degrees off, in about ten evaluations', () => {
    const fit = levenbergMarquardt(problemOf(noisy, 3, lobe(bearing)), Float64Array.of(-72, 0.6 + Math.PI / 3, 0.4));
    expect(fit.stoppedBy).toBe('converged');
    expect(fit.evaluations).toBeLessThanOrEqual(12);
    expect(Math.abs(fit.coordinates[0]! - truth[0]!)).toBeLessThan(0.6);
    expect(Math.abs(fit.coordinates[1]! - truth[1]!)).toBeLessThan(0.03);
    expect(Math.abs(fit.coordinates[2]! - truth[2]!)).toBeLessThan(0.05);
    expect(Math.abs(fit.sigmaDb - 6)).toBeLessThan(0.4);
  });

  it('ends where the gradient of the posterior vanishes', () => {
    const prior = { priorMean: Float64Array.of(-60, 0, 0), priorSd: Float64Array.of(1, 0.1, 0.1) };
    const fit = levenbergMarquardt(problemOf(noisy, 3, lobe(bearing), prior), Float64Array.of(-72, 1, 0.4));
    const { jacobian, score } = fit.linearised;
    for (let j = 0; j < 3; j++) {
      let gradient = -(fit.coordinates[j]! - prior.priorMean[j]!) / prior.priorSd[j]! ** 2;
      let size = 0;
      for (let i = 0; i < score.length; i++) {
        gradient += score[i]! * jacobian[i * 3 + j]!;
        size += (score[i]! * jacobian[i * 3 + j]!) ** 2;
      }
      expect(Math.abs(gradient)).toBeLessThan(0.1 * Math.sqrt(size));
    }
  });

  it('tells each step with the predictions there, and stops when asked to', () => {
    const seen: number[] = [];
    const problem = problemOf(noisy, 3, lobe(bearing));
    const fit = levenbergMarquardt(
      problem,
      Float64Array.of(-72, 1.3, 0.4),
      {},
      {
        onStep: (step, predicted) => {
          seen.push(step.iteration);
          expect(predicted![5]).toBe(lobe(bearing)(step.coordinates, 5).level);
        },
        shouldStop: () => seen.length >= 3,
      },
    );
    expect(seen).toEqual([0, 1, 2]);
    expect(fit).toMatchObject({ stoppedBy: 'stopped', evaluations: 3 });
    const best = fit.steps.filter((s) => s.accepted).at(-1)!;
    expect(fit.coordinates).toEqual(best.coordinates);
  });
});

describe('what cannot be fitted', () => {
  const flat: Model = (x) => ({ level: x[0]! + x[1]!, slope: [1, 1] });

  it('is refused: nothing covered, or fewer cells than free parameters', () => {
    const nowhere: Model = () => ({ level: Number.NaN, slope: [0, 0] });
    expect(() => levenbergMarquardt(problemOf([-90, -91], 2, nowhere), new Float64Array(2))).toThrow(/None of/);
    expect(() => levenbergMarquardt(problemOf([-90], 2, flat), new Float64Array(2))).toThrow(/1 covered.*2 parameters/);
  });

  it('is left alone where two parameters cannot be told apart', () => {
    const fit = levenbergMarquardt(problemOf([-90, -91, -92], 2, flat), Float64Array.of(-40, -48), {
      loss: { kind: 'squared' },
    });
    expect(fit.coordinates[0]! + fit.coordinates[1]!).toBeCloseTo(-91, 3);
    expect(fit.coordinates[0]! - fit.coordinates[1]!).toBeCloseTo(8, 6);
  });

  it('is a bug where coverage depends on the parameters or a level in the fit is no number', () => {
    const leaving: Model = (x, i) => ({ level: i === 1 && x[0]! < -1 ? Number.NaN : x[0]!, slope: [1] });
    expect(() => levenbergMarquardt(problemOf([-90, -91], 1, leaving), Float64Array.of(0))).toThrow(
      /Coverage of observation 1/,
    );
    expect(() => levenbergMarquardt(problemOf([-90, Number.NaN], 2, flat), new Float64Array(2))).toThrow(
      /Observation 1 is NaN/,
    );
  });
});

it('measures scatter by the weighted median of |r|', () => {
  expect(robustScaleDb([1, -2, 3, 400, -5], [1, 1, 1, 1, 1])).toBeCloseTo(3 * 1.4826022, 6);
  expect(robustScaleDb([1, -2, Number.NaN], [1, 5, 0])).toBeCloseTo(2 * 1.4826022, 6);
  expect(robustScaleDb([1], [0])).toBeNaN();
  const random = new Random(3);
  const normal = Float64Array.from({ length: 20000 }, () => 7 * random.normal());
  expect(robustScaleDb(normal, new Float64Array(20000).fill(1))).toBeCloseTo(7, 0);
});

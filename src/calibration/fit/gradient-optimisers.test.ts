import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { adam } from './adam.ts';
import { asGradientProblem } from './gradient-problem.ts';
import { lbfgs } from './lbfgs.ts';
import { levenbergMarquardt } from './levenberg-marquardt.ts';
import type { FitProblem, GradientProblem } from './problem.ts';

const rosenbrock: GradientProblem = {
  size: 2,
  evaluate: (c) => {
    const [x, y] = [c[0]!, c[1]!];
    return {
      cost: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
      gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
    };
  },
};

/** Walls of 300 buildings, each seen by a few cells: linear, sparse, with ridge priors. */
function manyParameters(size: number): FitProblem {
  const random = new Random(11);
  const count = 4 * size;
  const jacobian = new Float64Array(count * size);
  for (let i = 0; i < count; i++) for (let k = 0; k < 5; k++) jacobian[i * size + random.below(size)] = random.normal();
  const predict = (x: Float64Array): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => {
      let sum = -90;
      for (let j = 0; j < size; j++) sum += jacobian[i * size + j]! * x[j]!;
      return sum;
    });
  const truth = Float64Array.from({ length: size }, () => 3 * random.normal());
  return {
    size,
    observed: predict(truth).map((level) => level + 4 * random.normal()),
    weight: new Float64Array(count).fill(1),
    priorMean: new Float64Array(size),
    priorSd: new Float64Array(size).fill(3),
    evaluate: (x) => ({ predicted: predict(x), jacobian }),
  };
}

describe('asGradientProblem', () => {
  it('has the gradient of its cost, for every loss', () => {
    const problem = manyParameters(12);
    const x = Float64Array.from({ length: 12 }, (_, j) => Math.sin(j));
    for (const kind of ['squared', 'huber', 'absolute'] as const) {
      const { evaluate } = asGradientProblem(problem, { kind }, 4);
      const { gradient } = evaluate(x);
      for (let j = 0; j < 12; j++) {
        const moved = (by: number): number => evaluate(x.map((v, k) => (k === j ? v + by : v))).cost;
        expect(gradient[j]! - (moved(1e-5) - moved(-1e-5)) / 2e-5).toBeCloseTo(0, 5);
      }
    }
  });
});

describe('lbfgs', () => {
  it('walks down the curved valley of Rosenbrock to its end', () => {
    const fit = lbfgs(rosenbrock, Float64Array.of(-1.2, 1), { tolerance: 1e-8 });
    expect(fit.stoppedBy).toBe('converged');
    expect(fit.coordinates[0]).toBeCloseTo(1, 6);
    expect(fit.coordinates[1]).toBeCloseTo(1, 6);
    expect(fit.evaluations).toBeLessThan(80);
    expect(fit.evaluations).toBe(fit.steps.length);
  });

  it('agrees with Levenberg-Marquardt on hundreds of parameters', () => {
    const problem = manyParameters(150);
    const start = new Float64Array(150);
    const newton = levenbergMarquardt(problem, start, { sigmaDb: 4, tolerance: 1e-4, stepClip: Infinity });
    const fit = lbfgs(asGradientProblem(problem, { kind: 'huber', deltaDb: 6 }, 4), start);
    expect(fit.stoppedBy).toBe('converged');
    expect(fit.evaluations).toBeLessThan(60);
    // Both are within a hundredth of a standard error of the optimum, whose posterior spread is about one here.
    expect(Math.max(...fit.coordinates.map((v, j) => Math.abs(v - newton.coordinates[j]!)))).toBeLessThan(0.05);
  });

  it('ends at a kink', () => {
    const kink: GradientProblem = {
      size: 2,
      evaluate: (c) => ({
        cost: Math.abs(c[0]!) + 3 * Math.abs(c[1]! - 1),
        gradient: Float64Array.of(Math.sign(c[0]!), 3 * Math.sign(c[1]! - 1)),
      }),
    };
    const fit = lbfgs(kink, Float64Array.of(5.3, -2.1));
    expect(fit.stoppedBy).toBe('converged');
    expect(fit.cost).toBeLessThan(0.02);
  });

  it('stops when asked to, with the best point so far', () => {
    let looks = 0;
    const fit = lbfgs(
      rosenbrock,
      Float64Array.of(-1.2, 1),
      {},
      { onStep: () => void looks++, shouldStop: () => looks >= 10 },
    );
    expect(fit).toMatchObject({ stoppedBy: 'stopped', evaluations: 10 });
    expect(fit.cost).toBe(Math.min(...fit.steps.filter((s) => s.accepted).map((s) => s.cost)));
  });
});

describe('adam', () => {
  it('takes the first two steps of the algorithm, worked by hand', () => {
    const bowl: GradientProblem = {
      size: 1,
      evaluate: (c) => ({ cost: c[0]! ** 2 / 2, gradient: Float64Array.of(c[0]!) }),
    };
    const fit = adam(bowl, Float64Array.of(1), { learningRate: 0.1, iterations: 2 });
    // Gradients 1 and 0.9: means (0.9 * 0.1 + 0.09) / 0.19 and (0.999 * 0.001 + 0.00081) / 0.001999.
    const second = 0.9 - (0.1 * (0.18 / 0.19)) / Math.sqrt(0.001809 / 0.001999);
    expect(fit.steps.map((s) => s.coordinates[0])[1]).toBeCloseTo(0.9, 8);
    expect(fit.steps.map((s) => s.coordinates[0])[2]).toBeCloseTo(second, 8);
    expect(fit.evaluations).toBe(3);
  });

  it('reaches the optimum that Levenberg-Marquardt finds, and returns the cheapest point', () => {
    const problem = manyParameters(20);
    const fit = adam(asGradientProblem(problem, { kind: 'squared' }, 4), new Float64Array(20), {
      learningRate: 0.2,
      iterations: 400,
    });
    const newton = levenbergMarquardt(problem, new Float64Array(20), {
      loss: { kind: 'squared' },
      sigmaDb: 4,
      tolerance: 1e-4,
    });
    expect(Math.max(...fit.coordinates.map((v, j) => Math.abs(v - newton.coordinates[j]!)))).toBeLessThan(0.01);
    expect(fit.cost).toBe(Math.min(...fit.steps.map((s) => s.cost)));
    expect(fit.stoppedBy).toBe('iterations');
  });

  it('hands predictions to its hooks and stops when asked to', () => {
    const problem = manyParameters(5);
    let seen = 0;
    const fit = adam(
      asGradientProblem(problem, { kind: 'squared' }, 4),
      new Float64Array(5),
      {},
      {
        onStep: (_, predicted) => {
          expect(predicted).toHaveLength(20);
          seen += 1;
        },
        shouldStop: () => seen === 4,
      },
    );
    expect(fit).toMatchObject({ stoppedBy: 'stopped', evaluations: 4 });
  });
});

import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { levenbergMarquardt } from './levenberg-marquardt.ts';
import type { FitProblem, Loss } from './problem.ts';
import { type SharedProblem, sharedFit } from './shared-fit.ts';

const SECTORS = 4;
const CELLS = 60;
/** Shared: the loss per passage through two kinds of wall, as logarithms. */
const SHARED = 2;
const OWN = 2;

interface Cells {
  readonly distance: number[];
  readonly passages: number[];
  readonly bounces: number[];
  readonly level: Float64Array;
}

/** Sector s: level = own offset - own slope lg d - passages e^a - bounces e^b, with gross errors in some cells. */
function cellsOf(s: number, passages: (i: number) => number): Cells {
  const random = new Random(10 + s);
  const distance = Array.from({ length: CELLS }, () => random.between(0.1, 1.5));
  const through = Array.from({ length: CELLS }, (_, i) => passages(i));
  const bounces = Array.from({ length: CELLS }, () => random.below(3));
  const truth = [-70 - 3 * s, 22 + 2 * s, Math.log(9), Math.log(4)];
  const level = Float64Array.from(
    distance,
    (_, i) => levelOf(truth, distance[i]!, through[i]!, bounces[i]!) + 3 * random.normal() + (i % 17 === 0 ? 25 : 0),
  );
  return { distance, passages: through, bounces, level };
}

function levelOf(x: ArrayLike<number>, d: number, passages: number, bounces: number): number {
  return x[0]! - x[1]! * d - passages * Math.exp(x[2]!) - bounces * Math.exp(x[3]!);
}

const PRIOR = { mean: [-75, 25, Math.log(5), Math.log(5)], sd: [20, 10, 0.5, 0.5] };

function problemOf({ distance, passages, bounces, level }: Cells): FitProblem {
  return {
    size: OWN + SHARED,
    observed: level,
    weight: new Float64Array(CELLS).fill(0.8),
    priorMean: Float64Array.from(PRIOR.mean),
    priorSd: Float64Array.from(PRIOR.sd),
    evaluate: (x) => ({
      predicted: Float64Array.from(level, (_, i) => levelOf(x, distance[i]!, passages[i]!, bounces[i]!)),
      jacobian: Float64Array.from(
        distance.flatMap((d, i) => [1, -d, -passages[i]! * Math.exp(x[2]!), -bounces[i]! * Math.exp(x[3]!)]),
      ),
    }),
  };
}

function jointOf(problems: readonly FitProblem[], startOwn = PRIOR.mean): SharedProblem {
  return {
    parts: problems.map((problem) => ({
      problem,
      shared: Int32Array.of(-1, -1, 0, 1),
      start: Float64Array.from(startOwn),
    })),
    start: Float64Array.from(PRIOR.mean.slice(OWN)),
    priorMean: Float64Array.from(PRIOR.mean.slice(OWN)),
    priorSd: Float64Array.from(PRIOR.sd.slice(OWN)),
  };
}

/** The same problem with every Jacobian laid into one dense matrix. */
function stacked(problems: readonly FitProblem[]): FitProblem {
  const size = OWN * problems.length + SHARED;
  const placeOf = (s: number, j: number) => (j < OWN ? OWN * s + j : OWN * problems.length + j - OWN);
  const own = (values: number[]) => problems.flatMap(() => values.slice(0, OWN)).concat(values.slice(OWN));
  return {
    size,
    observed: Float64Array.from(problems.flatMap((p) => [...p.observed])),
    weight: Float64Array.from(problems.flatMap((p) => [...p.weight])),
    priorMean: Float64Array.from(own(PRIOR.mean)),
    priorSd: Float64Array.from(own(PRIOR.sd)),
    evaluate: (x) => {
      const jacobian = new Float64Array(problems.length * CELLS * size);
      const predicted: number[] = [];
      problems.forEach((problem, s) => {
        const part = problem.evaluate(
          Float64Array.from({ length: OWN + SHARED }, (_, j) => x[placeOf(s, j)]!),
          true,
        );
        predicted.push(...part.predicted);
        for (let i = 0; i < CELLS; i++)
          for (let j = 0; j < OWN + SHARED; j++)
            jacobian[(s * CELLS + i) * size + placeOf(s, j)] = part.jacobian![i * (OWN + SHARED) + j]!;
      });
      return { predicted: Float64Array.from(predicted), jacobian };
    },
  };
}

/** Sector 0 looks down open streets only: no passage at all. */
const problems = Array.from({ length: SECTORS }, (_, s) => problemOf(cellsOf(s, (i) => (s === 0 ? 0 : i % 4))));
const tight = { sigmaDb: 3, tolerance: 1e-9, maxIterations: 200 };

describe('sharedFit', () => {
  it.each([{ kind: 'squared' }, { kind: 'huber', deltaDb: 6 }] as const)(
    'ends where the dense problem does (%o)',
    async (loss: Loss) => {
      const found = await sharedFit(jointOf(problems), { ...tight, loss });
      const dense = levenbergMarquardt(stacked(problems), stacked(problems).priorMean, { ...tight, loss });
      expect(found.stoppedBy).toBe('converged');
      expect(found.cost).toBeCloseTo(dense.cost, 6);
      found.parts.forEach(({ coordinates }, s) => {
        for (let j = 0; j < OWN; j++) expect(coordinates[j]).toBeCloseTo(dense.coordinates[OWN * s + j]!, 6);
      });
      for (let k = 0; k < SHARED; k++) expect(found.shared[k]).toBeCloseTo(dense.coordinates[OWN * SECTORS + k]!, 6);
    },
  );

  it('takes the same small steps as the dense problem where the box holds coordinates back', async () => {
    const loss = { kind: 'squared' } as const;
    const options = { sigmaDb: 3, loss, stepClip: 0.1, maxIterations: 1, lambda: 1e-2 };
    const found = await sharedFit(jointOf(problems), options);
    const dense = levenbergMarquardt(stacked(problems), stacked(problems).priorMean, options);
    expect(dense.steps[1]!.accepted).toBe(true);
    const taken = found.parts.flatMap(({ coordinates }) => [...coordinates.slice(0, OWN)]).concat(...found.shared);
    taken.forEach((value, j) => {
      expect(value).toBeCloseTo(dense.coordinates[j]!, 9);
    });
    expect(Math.max(...taken.map((value, j) => Math.abs(value - stacked(problems).priorMean[j]!)))).toBeCloseTo(
      0.1,
      12,
    );
  });

  it('finds with the others what one sector alone cannot tell', async () => {
    const alone = levenbergMarquardt(problems[0]!, Float64Array.from(PRIOR.mean), { sigmaDb: 3 });
    expect(alone.coordinates[2]).toBeCloseTo(PRIOR.mean[2]!, 6);
    const { parts } = await sharedFit(jointOf(problems));
    expect(Math.abs(Math.exp(parts[0]!.coordinates[2]!) - 9)).toBeLessThan(1);
    for (const { coordinates } of parts) expect(coordinates[2]).toBe(parts[0]!.coordinates[2]);
  });

  it('lets a part that does not know a shared coordinate go without it', async () => {
    const whole = problems[0]!;
    // Coordinates 0, 1 and 3 of the sector without passages.
    const narrow: FitProblem = {
      ...whole,
      size: 3,
      priorMean: Float64Array.from([0, 1, 3], (j) => whole.priorMean[j]!),
      priorSd: Float64Array.from([0, 1, 3], (j) => whole.priorSd[j]!),
      evaluate: (x, want) => {
        const { predicted, jacobian } = whole.evaluate(Float64Array.of(x[0]!, x[1]!, 0, x[2]!), want);
        return { predicted, jacobian: jacobian?.filter((_, at) => at % 4 !== 2) ?? null };
      },
    };
    const joint = jointOf(problems);
    const without = {
      ...joint,
      parts: [
        { problem: narrow, shared: Int32Array.of(-1, -1, 1), start: Float64Array.of(-75, 25, 0) },
        ...joint.parts.slice(1),
      ],
    };
    const [a, b] = [await sharedFit(joint, tight), await sharedFit(without, tight)];
    for (let k = 0; k < SHARED; k++) expect(b.shared[k]).toBeCloseTo(a.shared[k]!, 6);
    expect(b.parts[0]!.coordinates[2]).toBe(b.shared[1]);
  });

  it('gives every part its own scatter and levels, and stops when told to', async () => {
    const noisy = { ...problems[1]!, observed: problems[1]!.observed.map((y, i) => y + (i % 2 ? 12 : -12)) };
    let told = 0;
    let pauses = 0;
    const fit = await sharedFit(
      jointOf([problems[0]!, noisy]),
      {},
      {
        onStep: (part, _, predicted) => {
          expect(predicted.length).toBe(CELLS);
          if (part === 0) told++;
        },
        pause: async () => void pauses++,
      },
    );
    expect(fit.parts[0]!.sigmaDb).toBeLessThan(5);
    expect(fit.parts[1]!.sigmaDb).toBeGreaterThan(9);
    expect(told).toBe(fit.evaluations);
    expect(pauses).toBeGreaterThanOrEqual(fit.evaluations - 1);
    const stopped = await sharedFit(jointOf(problems), {}, { shouldStop: () => true });
    expect(stopped.stoppedBy).toBe('stopped');
    expect(stopped.evaluations).toBe(1);
  });
});

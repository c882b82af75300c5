import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { blockFolds } from '../validation/splits.ts';
import { diagonalPenalty, solveRidge } from './ridge.ts';
import { penaltyErrors } from './ridge-strength.ts';

const random = new Random(2);
const n = 120;
const x = Float64Array.from({ length: n }, () => random.between(0, 500));
const y = Float64Array.from({ length: n }, () => random.between(0, 500));
const design = Float64Array.from({ length: 4 * n }, (_, at) => (at % 4 === 0 ? 1 : random.normal()));
const target = Float64Array.from({ length: n }, (_, i) => -90 + 2 * design[4 * i + 1]! + 3 * random.normal());
const weight = Float64Array.from({ length: n }, () => random.between(0.5, 2));
const priorMean = [0, 1, 0.5, 0];
const options = { blockM: 100, folds: 4, seed: 6 };

describe('penaltyErrors', () => {
  it('is what refitting without each fold gives', () => {
    const penalties = [diagonalPenalty([0, 5, 5, 5]), diagonalPenalty([0, 200, 200, 200])];
    const errors = penaltyErrors({ design, size: 4, target, weight, x, y, priorMean }, penalties, options)!;
    for (const [k, penalty] of penalties.entries()) {
      let absolute = 0;
      let squares = 0;
      let total = 0;
      for (const { train, validation } of blockFolds(x, y, 100, 4, 6)) {
        const rows = (of: Uint32Array) =>
          Float64Array.from([...of].flatMap((i) => [...design.slice(4 * i, 4 * i + 4)]));
        const { coefficients } = solveRidge({
          design: rows(train),
          size: 4,
          target: Float64Array.from(train, (i) => target[i]!),
          weight: Float64Array.from(train, (i) => weight[i]!),
          penalty,
          priorMean,
          huberDeltaDb: Number.POSITIVE_INFINITY,
        });
        for (const i of validation) {
          const r = target[i]! - coefficients.reduce((s, b, j) => s + b * design[4 * i + j]!, 0);
          absolute += weight[i]! * Math.abs(r);
          squares += weight[i]! * r * r;
          total += weight[i]!;
        }
      }
      expect(errors[k]!.meanAbsoluteDb).toBeCloseTo(absolute / total, 9);
      expect(errors[k]!.rootMeanSquareDb).toBeCloseTo(Math.sqrt(squares / total), 9);
    }
  });

  it('gives no error of a penalty that leaves a coefficient open, nor of cells in one block', () => {
    const open = { design: new Float64Array(2 * n).fill(1), size: 2, target, x, y, priorMean: [0, 0] };
    expect(penaltyErrors(open, [new Float64Array(4)], options)![0]!.meanAbsoluteDb).toBe(Number.POSITIVE_INFINITY);
    const one = { design, size: 4, target, x: new Float64Array(n), y: new Float64Array(n), priorMean };
    expect(penaltyErrors(one, [diagonalPenalty([0, 5, 5, 5])], options)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { diagonalPenalty, solveRidge } from './ridge.ts';

/** Rows (1, z) with z = -1, 1, -1, 1 ...: normal equations are diagonal, so ridge has a closed form. */
function alternating(count: number): Float64Array {
  return Float64Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? 1 : at % 4 === 1 ? -1 : 1));
}

describe('solveRidge', () => {
  it('shrinks towards the prior as by as many cells as the penalty says', () => {
    const target = [1, 5, 1, 5, 1, 5, 1, 5];
    const { coefficients, residualDb } = solveRidge({
      design: alternating(8),
      size: 2,
      target,
      penalty: diagonalPenalty([0, 24]),
      priorMean: [0, 10],
      huberDeltaDb: Number.POSITIVE_INFINITY,
    });
    // Eight cells say 2, a prior of 24 cells says 10.
    expect(coefficients[0]).toBeCloseTo(3, 10);
    expect(coefficients[1]).toBeCloseTo((8 * 2 + 24 * 10) / 32, 10);
    expect(residualDb[0]).toBeCloseTo(1 - (3 - 8), 10);
  });

  it('honours weights as repeated cells, and a full penalty as its own normal equations', () => {
    const random = new Random(5);
    const z = Array.from({ length: 12 }, () => [1, random.normal(), random.normal()]);
    const target = z.map(() => random.normal());
    const penalty = Float64Array.of(0, 0, 0, 0, 3, 1, 0, 1, 2);
    const common = { size: 3, penalty, priorMean: [0, 1, -1], huberDeltaDb: Number.POSITIVE_INFINITY };
    const weighted = solveRidge({
      ...common,
      design: Float64Array.from(z.flat()),
      target,
      weight: z.map((_, i) => 1 + (i % 3)),
    });
    const repeated = z.flatMap((row, i) => new Array(1 + (i % 3)).fill([row, target[i]!]) as [number[], number][]);
    const plain = solveRidge({
      ...common,
      design: Float64Array.from(repeated.flatMap(([row]) => row)),
      target: repeated.map(([, y]) => y),
    });
    for (let j = 0; j < 3; j++) expect(weighted.coefficients[j]).toBeCloseTo(plain.coefficients[j]!, 10);
    // At the minimum Z'W r = L (b - m).
    const b = weighted.coefficients;
    const off = [b[0]!, b[1]! - 1, b[2]! + 1];
    for (let j = 0; j < 3; j++) {
      const pull = z.reduce((s, row, i) => s + (1 + (i % 3)) * row[j]! * weighted.residualDb[i]!, 0);
      expect(pull).toBeCloseTo(
        off.reduce((s, v, k) => s + penalty[j * 3 + k]! * v, 0),
        9,
      );
    }
  });

  it('lets Huber weights take an outlier for no more than delta', () => {
    const target = [0, 0, 0, 0, 0, 0, 0, 0, 0, 100];
    const { coefficients } = solveRidge({
      design: new Float64Array(10).fill(1),
      size: 1,
      target,
      penalty: new Float64Array(1),
      huberDeltaDb: 6,
    });
    // Nine pull by b each, one by 6: 9 b = 6.
    expect(coefficients[0]).toBeCloseTo(6 / 9, 3);
  });

  it("gives s^2 (Z'Z)^-1 for independent errors, and the true spread for blocks of alike errors", () => {
    const random = new Random(9);
    const blocks = 40;
    const each = 25;
    const design = new Float64Array(blocks * each).fill(1);
    const block = Uint32Array.from({ length: blocks * each }, (_, i) => Math.floor(i / each));
    const estimates: number[] = [];
    let independent = 0;
    let robust = 0;
    const runs = 150;
    for (let run = 0; run < runs; run++) {
      const shadow = Array.from({ length: blocks }, () => 6 * random.normal());
      const target = Float64Array.from(block, (g) => shadow[g]! + 3 * random.normal());
      const problem = { design, size: 1, target, penalty: new Float64Array(1), huberDeltaDb: Number.POSITIVE_INFINITY };
      const plain = solveRidge(problem);
      expect(plain.covariance[0]).toBeCloseTo(plain.residualSdDb ** 2 / target.length, 10);
      estimates.push(plain.coefficients[0]!);
      independent += plain.covariance[0]! / runs;
      robust += solveRidge({ ...problem, block }).covariance[0]! / runs;
    }
    const truth = 36 / blocks + 9 / (blocks * each);
    const spread = estimates.reduce((s, e) => s + e * e, 0) / runs;
    expect(spread / truth).toBeGreaterThan(0.7);
    expect(spread / truth).toBeLessThan(1.4);
    expect(robust / truth).toBeGreaterThan(0.93);
    expect(robust / truth).toBeLessThan(1.07);
    expect(independent / truth).toBeLessThan(0.06);
  });

  it('knows how far a shrunken coefficient is from the truth', () => {
    const random = new Random(12);
    const runs = 400;
    let squares = 0;
    let stated = 0;
    for (let run = 0; run < runs; run++) {
      // A coefficient drawn from N(1, 0.5^2), 20 cells of 4 dB: the prior weighs 4^2 / 0.5^2 = 64 cells.
      const truth = 1 + 0.5 * random.normal();
      const design = Float64Array.from({ length: 20 }, () => random.normal());
      const target = design.map((z) => truth * z + 4 * random.normal());
      const { coefficients, covariance } = solveRidge({
        design,
        size: 1,
        target,
        penalty: Float64Array.of(64),
        priorMean: [1],
        huberDeltaDb: Number.POSITIVE_INFINITY,
      });
      squares += (coefficients[0]! - truth) ** 2 / runs;
      stated += covariance[0]! / runs;
    }
    expect(stated / squares).toBeGreaterThan(0.8);
    expect(stated / squares).toBeLessThan(1.25);
  });

  it('falls back to the prior without cells, and says when nothing determines a coefficient', () => {
    const prior = { design: new Float64Array(0), size: 1, target: [], penalty: Float64Array.of(4), priorMean: [-90] };
    expect(solveRidge(prior).coefficients[0]).toBe(-90);
    expect(() => solveRidge({ ...prior, penalty: new Float64Array(1) })).toThrow(/do not determine/);
  });
});

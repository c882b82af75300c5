import { describe, expect, it } from 'vitest';
import { invertSpd, normalEquations } from '../../algebra/dense-linear.ts';
import { Random } from '../../units/random.ts';
import { sharedUncertainty } from './shared-intervals.ts';
import { NORMAL_975 } from './student-quantile.ts';

const CELLS = 400;
const OWN = 2;
const SHARED = 2;
const N = OWN + SHARED;

/** Own coordinates first; the first sector sees the first shared coordinate not at all. */
function partOf(s: number) {
  const random = new Random(s + 1);
  const jacobian = Float64Array.from({ length: CELLS * N }, (_, at) => {
    const j = at % N;
    if (s === 0 && j === OWN) return 0;
    return j === 0 ? 1 : random.normal() + (j === OWN ? 0.5 : 0);
  });
  const residual = Float64Array.from({ length: CELLS }, () => random.normal());
  return {
    linearised: {
      size: N,
      jacobian,
      score: residual,
      information: new Float64Array(CELLS).fill(1),
      observation: Uint32Array.from({ length: CELLS }, (_, i) => i),
    },
    shared: Int32Array.of(-1, -1, 0, 1),
    priorSd: [Infinity, Infinity, Infinity, Infinity],
    x: Float64Array.from({ length: CELLS }, () => random.between(0, 2000)),
    y: Float64Array.from({ length: CELLS }, () => random.between(0, 2000)),
  };
}

describe('sharedUncertainty', () => {
  const parts = [0, 1, 2].map(partOf);
  const found = sharedUncertainty(parts, [Infinity, Infinity], 1);

  /** The whole curvature as one matrix. */
  const total = OWN * parts.length + SHARED;
  const dense = new Float64Array(total * total);
  parts.forEach(({ linearised }, s) => {
    const { matrix } = normalEquations(linearised.jacobian, linearised.score, linearised.information, N);
    const place = (j: number) => (j < OWN ? OWN * s + j : OWN * parts.length + j - OWN);
    for (let j = 0; j < N; j++) for (let k = 0; k < N; k++) dense[place(j) * total + place(k)]! += matrix[j * N + k]!;
  });
  const inverse = invertSpd(dense, total)!;

  it('has the covariance of the joint problem, block by block', () => {
    parts.forEach((_, s) => {
      const place = (j: number) => (j < OWN ? OWN * s + j : OWN * parts.length + j - OWN);
      for (let j = 0; j < N; j++)
        for (let k = 0; k < N; k++)
          expect(
            found.parts[s]!.covariance[j * N + k]! /
              Math.sqrt(inverse[place(j) * (total + 1)]! * inverse[place(k) * (total + 1)]!),
          ).toBeCloseTo(
            inverse[place(j) * total + place(k)]! /
              Math.sqrt(inverse[place(j) * (total + 1)]! * inverse[place(k) * (total + 1)]!),
            6,
          );
    });
  });

  it('shows about the same where cells are independent, and one interval for what is shared', () => {
    parts.forEach((_, s) => {
      const { halfWidth95, covariance } = found.parts[s]!;
      for (let j = 0; j < N; j++) {
        const ratio = halfWidth95[j]! / (NORMAL_975 * Math.sqrt(covariance[j * (N + 1)]!));
        expect(ratio).toBeGreaterThan(0.9);
        expect(ratio).toBeLessThan(1.5);
      }
      expect(halfWidth95[OWN]).toBeCloseTo(found.shared.halfWidth95[0]!, 12);
    });
  });

  it('says that a sector knows by the others what it does not see, and leaves priors where nobody sees anything', () => {
    expect(found.parts[0]!.learned[OWN]).toBeGreaterThan(0.99);
    const [alone] = sharedUncertainty([parts[0]!], [0.5, 0.5], 1).parts;
    expect(alone!.learned[OWN]).toBeLessThan(0.01);
    expect(alone!.halfWidth95[OWN]! / NORMAL_975).toBeCloseTo(0.5, 3);
    expect(alone!.learned[OWN + 1]).toBeGreaterThan(0.9);
  });
});

import { describe, expect, it } from 'vitest';
import { UserError } from '../../units/errors.ts';
import type { Observations } from '../observations.ts';
import { crossFittedResiduals } from './cross-fitted-residuals.ts';

const observations: Observations = {
  grid: { westM: 0, northM: 5, columns: 6, rows: 1, cellSizeM: 5 },
  count: 6,
  cell: Uint32Array.of(0, 1, 2, 3, 4, 5),
  x: Float64Array.of(2.5, 7.5, 12.5, 17.5, 22.5, 27.5),
  y: new Float64Array(6).fill(2.5),
  levelDbm: Float64Array.of(-70, -80, -90, -100, -60, -50),
  samples: new Uint32Array(6).fill(1),
  indoor: new Uint8Array(6),
};

/** Two folds of the entries in `a` and in `b`. */
const folds = (a: number[], b: number[]) => [
  { train: Uint32Array.from(b), validation: Uint32Array.from(a) },
  { train: Uint32Array.from(a), validation: Uint32Array.from(b) },
];

describe('crossFittedResiduals', () => {
  it('holds every cell against the mean of the other folds, in the order of the training cells', () => {
    const seen: number[][] = [];
    const residual = crossFittedResiduals(
      (train) => {
        seen.push([...train]);
        const mean = train.reduce((sum, i) => sum + observations.levelDbm[i]!, 0) / train.length;
        return (points) => new Float64Array(points.x.length).fill(mean);
      },
      observations,
      Uint32Array.of(4, 0, 1, 2),
      folds([0, 3], [1, 2]),
    );
    expect(seen).toEqual([
      [0, 1],
      [4, 2],
    ]);
    expect([...residual]).toEqual([-60 + 75, -70 + 75, -80 + 75, -90 + 75]);
  });

  it('keeps cells without coverage as such', () => {
    const fit = () => (points: { x: Float64Array }) => points.x.map((x) => (x > 10 ? Number.NaN : -75));
    const residual = crossFittedResiduals(fit, observations, Uint32Array.of(0, 3), folds([0], [1]));
    expect([...residual]).toEqual([5, Number.NaN]);
  });

  it('refuses folds that leave a cell out never or twice', () => {
    const fit = () => () => new Float64Array(0);
    expect(() => crossFittedResiduals(fit, observations, Uint32Array.of(0, 1), folds([0], [0]).slice(1))).toThrow(
      UserError,
    );
  });
});

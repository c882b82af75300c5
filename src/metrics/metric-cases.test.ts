import { describe, expect, it } from 'vitest';
import { coverageAgreement } from './coverage-agreement.ts';
import { type CoveragePolicy, errorMetrics } from './error-metrics.ts';
// Made by scripts/metric-cases.py with NumPy, scikit-learn and scikit-image.
import document from './metric-cases.json' with { type: 'json' };
import { ssim } from './ssim.ts';

const TOLERANCE = 1e-6;
const FIGURES = ['coverage', 'rmse', 'mae', 'bias', 'sigma', 'pcc', 'r2', 'smape'] as const;

const map = (name: string) =>
  Float64Array.from(document.maps[name as keyof typeof document.maps], (level) => level ?? Number.NaN);

/** Null is a figure that the pairs do not define. */
function expectFigure(name: string, actual: number, wanted: number | null): void {
  if (wanted === null) expect(actual, name).toBeNaN();
  else expect(Math.abs(actual - wanted), `${name}: ${actual}, not ${wanted}`).toBeLessThanOrEqual(TOLERANCE);
}

const cases = document.cases.map((each) => [each.predicted, each.reference, each] as const);

describe.each(cases)('%s against %s', (predictedName, referenceName, wanted) => {
  const predicted = map(predictedName);
  const reference = map(referenceName);

  it.each(['covered', 'all'] as const)(
    'has the errors of NumPy and scikit-learn, policy %s',
    (policy: CoveragePolicy) => {
      const metrics = errorMetrics(predicted, reference, { policy });
      expect([metrics.count, metrics.measured]).toEqual([wanted[policy].count, wanted[policy].measured]);
      for (const figure of FIGURES) expectFigure(figure, metrics[figure], wanted[policy][figure]);
      const missing = FIGURES.filter((figure) => wanted[policy][figure] === null);
      expect(Object.keys(metrics.notDefined).sort()).toEqual([...missing].sort());
    },
  );

  it('has the similarity of scikit-image', () => {
    expectFigure('ssim', ssim(predicted, reference, document.rows, document.columns).ssim, wanted.ssim);
  });

  it('has the agreement and overlap of coverage of scikit-learn', () => {
    const coverage = coverageAgreement(predicted, reference);
    expectFigure('agreement', coverage.agreement, wanted.coverage.agreement);
    expectFigure('overlap', coverage.overlap, wanted.coverage.overlap);
    expect(coverage.both + coverage.predictedOnly + coverage.referenceOnly + coverage.neither).toBe(reference.length);
  });
});

it('covers what the figures can trip over', () => {
  const holes = map('predicted with holes').filter(Number.isNaN).length;
  expect(holes).toBeGreaterThan(20);
  expect(new Set(map('constant')).size).toBe(1);
  expect(map('one cell').filter(Number.isFinite)).toHaveLength(1);
  expect(map('predicted beyond the range').some((level) => level > -44)).toBe(true);
  expect(map('predicted beyond the range').some((level) => level < -140)).toBe(true);
});

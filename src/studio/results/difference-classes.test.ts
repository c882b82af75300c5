import { expect, it } from 'vitest';
import { countDifference, DIFFERENCE_CLASSES, differenceClass, differenceLabels } from './difference-classes.ts';

it('has classes that mirror about zero', () => {
  const labels = differenceLabels();
  expect(labels).toEqual([
    ...['≥ +20', '+10 … +20', '+6 … +10', '+3 … +6', '−3 … +3', '−6 … −3', '−10 … −6', '−20 … −10', '≤ −20'],
  ]);
  expect(labels).toHaveLength(DIFFERENCE_CLASSES);
  for (const db of [0, 1, 2.99, 3, 5, 6, 9, 10, 19, 20, 60])
    expect(differenceClass(-db)).toBe(DIFFERENCE_CLASSES - 1 - differenceClass(db));
  expect([25, 20, 10, 6, 3, 0, -2, -3].map(differenceClass)).toEqual([0, 0, 1, 2, 3, 4, 4, 5]);
});

it('counts outdoors and keeps no data apart from no difference', () => {
  const { cells, noData } = countDifference(
    Float32Array.of(0, 0, Number.NaN, 30, Number.NaN),
    Uint8Array.of(0, 1, 0, 0, 1),
  );
  expect(cells).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0]);
  expect(noData).toBe(1);
});

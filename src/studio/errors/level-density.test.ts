import { expect, it } from 'vitest';
import { levelBins, levelDensity } from './level-density.ts';

const NONE = Number.NaN;
const measuredDbm = Float32Array.of(-95, -95, -85, -75, NONE);
const predictedDbm = Float32Array.of(-85, -85, -85, -95, -85);

it('counts cells by measured and predicted level', () => {
  const bins = { low: -100, width: 10, count: 3 };
  const density = levelDensity(bins, { measuredDbm, predictedDbm }, null);
  expect([...density.counts]).toEqual([0, 0, 1, 2, 1, 0, 0, 0, 0]);
  expect(density.most).toBe(2);
  const some = levelDensity(bins, { measuredDbm, predictedDbm }, Uint8Array.of(1, 0, 0, 0, 1));
  expect([...some.counts]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0]);
  expect(levelDensity(bins, { measuredDbm, predictedDbm }, new Uint8Array(5)).most).toBe(0);
});

it('takes bins that hold both kinds of levels', () => {
  expect(levelBins({ measuredDbm, predictedDbm })).toEqual({ low: -95, width: 1, count: 20 });
  expect(levelBins({ measuredDbm: new Float32Array(0), predictedDbm: new Float32Array(0) })).toBeNull();
});

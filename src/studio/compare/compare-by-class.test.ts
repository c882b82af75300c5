import { expect, it } from 'vitest';
import type { ValueCells } from '../results/layer-cells.ts';
import { SCALE_FACTS } from '../results/value-scale.ts';
import { compareByClass } from './compare-by-class.ts';

const NONE = Number.NaN;
const cells = (...values: number[]): ValueCells => ({
  ...{ kind: 'values', scale: 'rsrp', values: Float32Array.from(values) },
  grid: { columns: values.length, rows: 1, cellSizeM: 5, westM: 0, northM: 5 },
});

it('tells two layers apart where the first is in each of its classes', () => {
  const scale = { ...SCALE_FACTS.rsrp.initial, breaks: [-110, -90] };
  const first = cells(-80, -85, -100, -105, -120, NONE, -80);
  const second = cells(-82, -75, -104, NONE, NONE, -80, -180);
  const [strong, middle, weak] = compareByClass(first, second, scale, Uint8Array.of(0, 0, 0, 0, 0, 0, 1));
  expect(strong).toMatchObject({ label: '≥ −90', figures: { count: 2, bias: 4, mae: 6 }, within: [0.5, 0.5, 1] });
  expect(middle).toMatchObject({ label: '−90 … −110', figures: { count: 1, bias: -4, rmse: 4 }, within: [0, 1, 1] });
  expect(weak).toMatchObject({ label: '< −110', figures: { count: 0, mae: NONE }, within: [NONE, NONE, NONE] });
});

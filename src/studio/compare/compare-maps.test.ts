import { expect, it } from 'vitest';
import type { ValueCells } from '../results/layer-cells.ts';
import { compareMaps } from './compare-maps.ts';

const NONE = Number.NaN;

function cells(values: readonly number[]): ValueCells {
  const grid = { columns: values.length, rows: 1, cellSizeM: 5, westM: 0, northM: 5 };
  return { kind: 'values', grid, scale: 'rsrp', values: Float32Array.from(values) };
}

it('takes the second less the first over outdoor cells that both cover, and counts the others', () => {
  const first = cells([-80, -90, -100, NONE, -70, NONE, -90, -90]);
  const second = cells([-78, -96, NONE, -100, -30, NONE, -80, -80.5]);
  const compared = compareMaps(first, second, Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0));
  // +2, -6, +10, +9.5.
  expect(compared.figures).toMatchObject({ count: 4, mae: 6.875, bias: 3.875 });
  expect(compared.figures.rmse).toBeCloseTo(Math.sqrt((4 + 36 + 100 + 90.25) / 4), 9);
  expect(compared.within).toEqual([0.25, 0.5, 1]);
  expect([compared.firstOnly, compared.secondOnly]).toEqual([1, 1]);
});

it('has no figures where no cell is covered by both', () => {
  const { figures, within } = compareMaps(cells([-80, NONE]), cells([NONE, -80]), null);
  expect(figures).toMatchObject({ count: 0, mae: NONE });
  expect(within).toEqual([NONE, NONE, NONE]);
});

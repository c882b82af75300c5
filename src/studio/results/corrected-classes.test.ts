import { expect, it } from 'vitest';
import type { CorrectedMap } from '../../worker/calibration-protocol.ts';
import { correctedClass, countCorrected } from './corrected-classes.ts';
import { errorLabels } from './layer-classes.ts';

const MAP: CorrectedMap = {
  grid: { columns: 3, rows: 2, cellSizeM: 10, westM: 0, northM: 20 },
  rsrpDbm: Float32Array.of(-60, -80, -130, Number.NaN, -80, -80),
  sdDb: Float32Array.of(1.9, 2, 14.9, 3, 15, 40),
};

it('puts a deviation on an edge into the class above it, and has none without coverage', () => {
  expect(errorLabels()).toEqual(['< 2', '2 … 4', '4 … 6', '6 … 8', '8 … 10', '10 … 15', '≥ 15']);
  expect([0, 1, 2, 3, 4, 5].map((cell) => correctedClass('uncertainty', MAP, cell))).toEqual([0, 1, 5, -1, 6, 6]);
  expect(correctedClass('corrected', MAP, 3)).toBe(-1);
});

it('counts outdoor cells of both layers once', () => {
  const { corrected, uncertainty } = countCorrected(MAP, Uint8Array.of(0, 0, 0, 0, 0, 1));
  expect(corrected).toEqual({ cells: [1, 2, 0, 0, 0, 0, 1], noData: 1 });
  expect(uncertainty).toEqual({ cells: [1, 1, 0, 0, 0, 1, 1], noData: 1 });
});

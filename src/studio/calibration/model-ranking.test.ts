import { expect, it } from 'vitest';
import { sectorReport } from '../../testing/calibration-run.ts';
import { meanErrorDb, rankModels } from './model-ranking.ts';

const none = { covered: null, all: null, coveredCells: 0, allCells: 0 };
const field = { covered: 3, all: 4, coveredCells: 90, allCells: 100 };

it('puts the smallest held-out error first, whoever has it, and what has none last', () => {
  const report = sectorReport('M1', {}, { withField: { name: 'field', train: none, validation: none } });
  expect(rankModels(report).map((m) => [m.name, m.coveredDb])).toEqual([
    ['inverse distance', 4.5],
    ['A', 5.5],
    ['constant', 8],
    ['with residual field', null],
  ]);
});

it('quotes the mean over sectors, with the field where there is one', () => {
  const withField = { name: 'field', train: field, validation: field };
  expect(meanErrorDb([sectorReport('M1'), sectorReport('M2', {}, { withField })])).toBeCloseTo((5.5 + 3) / 2, 12);
  expect(meanErrorDb([])).toBeNull();
});

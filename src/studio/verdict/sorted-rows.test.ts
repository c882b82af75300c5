import { describe, expect, it } from 'vitest';
import { errorShares } from '../../calibration/study/error-shares.ts';
import { studySector } from '../../calibration/study/study-sector.ts';
import { summariseStudy } from '../../calibration/study/summarise-study.ts';
import { drawnCase, knowsFormula, logDistance, STUDY } from '../../testing/study-case.ts';
import { errorLines } from './error-lines.ts';
import { sortedRows } from './sorted-rows.ts';

async function tableOf() {
  const options = { ...STUDY, methods: ['constant', 'log-distance', 'rt', 'dl'], splits: [STUDY.splits[0]!] } as const;
  const studies = [
    await studySector(drawnCase('A', 1, logDistance, 3), options, {}, { dl: knowsFormula(logDistance, 2) }),
  ];
  const [summary] = summariseStudy(studies, 1, 50);
  return { ...summary!, sentences: [], errorShares: errorShares(studies, summary!) };
}

describe('the rows of the verdict', () => {
  it('are sorted by a column, those without a value last', async () => {
    const { methods } = await tableOf();
    const order = (rising: boolean) => sortedRows(methods, { key: 'mae', rising }).map(({ method }) => method);
    expect(order(true)).toEqual(['log-distance', 'dl', 'constant', 'rt']);
    expect(order(false)).toEqual(['constant', 'dl', 'log-distance', 'rt']);
    expect(sortedRows(methods, { key: 'order', rising: true })).toEqual(methods);
  });

  it('have distributions that rise to all cells and agree with the mean', async () => {
    const table = await tableOf();
    const [first] = errorLines(table, 'cells', null);
    expect(errorLines(table, 'cells', null).map(({ method }) => method)).toEqual(['constant', 'log-distance', 'dl']);
    expect(errorLines(table, 'sectors', 'constant')[0]!.points).toHaveLength(2);
    const line = errorLines(table, 'cells', null).find(({ method }) => method === 'log-distance')!;
    const shares = line.points.map(([, share]) => share);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)).toBe(1);
    // Mean of a distribution: the area above it. Bins of 0.5 dB round up by a quarter on average.
    const mean = line.points.reduce((sum, [, share]) => sum + 0.5 * (1 - share), 0) + 0.25;
    expect(mean).toBeCloseTo(table.methods.find(({ method }) => method === 'log-distance')!.mae.mean, 0);
    expect(first!.label).toBe('constant');
  });
});

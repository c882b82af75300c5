import { expect, it } from 'vitest';
import { errorMetrics } from '../../metrics/error-metrics.ts';
import { brushWords, cellsWords, figuresWords, partWords } from './brush-words.ts';

const { NEGATIVE_INFINITY: BELOW, POSITIVE_INFINITY: BEYOND } = Number;

it('says what is selected, with units, and open ends as such', () => {
  expect(brushWords({ kind: 'error', errorDb: { low: -2, high: 0.5 } })).toBe('error −2 to 0.5 dB');
  expect(brushWords({ kind: 'distance', distanceM: { low: BELOW, high: 100 } })).toBe('distance below 100 m');
  const predictedDbm = { low: -80, high: BEYOND };
  expect(brushWords({ kind: 'levels', measuredDbm: { low: -95, high: -90 }, predictedDbm })).toBe(
    'measured −95 to −90 dBm, predicted −80 dBm and more',
  );
  const any = { low: BELOW, high: BEYOND };
  expect(brushWords({ kind: 'levels', measuredDbm: any, predictedDbm })).toBe('predicted −80 dBm and more');
  expect(brushWords({ kind: 'class', grouping: 'sector', names: ['A', 'B'] })).toBe('A, B');
});

it('has figures of cells, and none of no cells', () => {
  expect([cellsWords(0), cellsWords(1), cellsWords(1204)]).toEqual(['0 cells', '1 cell', '1,204 cells']);
  expect([partWords(1, undefined), partWords(1204, 3)]).toEqual(['1 cell', '3 of 1,204 cells selected']);
  const of = (...predicted: number[]) =>
    figuresWords(
      errorMetrics(
        predicted,
        predicted.map(() => -90),
        { policy: 'covered' },
      ),
    );
  expect(of(-87, -91)).toBe('RMSE 2.2 dB, bias +1.0 dB, σ 2.0 dB');
  expect(of()).toBe('');
});

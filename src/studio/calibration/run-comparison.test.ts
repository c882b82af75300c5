import { expect, it } from 'vitest';
import { DEFAULT_CALIBRATION } from '../../calibration/report.ts';
import { finishedRun, sectorReport } from '../../testing/calibration-run.ts';
import { sameJudges } from './run-comparison.ts';

const of = (ids: readonly string[], patch: Partial<typeof DEFAULT_CALIBRATION> = {}) =>
  finishedRun(
    ids.map((id) => sectorReport(id)),
    { options: { ...DEFAULT_CALIBRATION, ...patch } },
  );
const split = DEFAULT_CALIBRATION.split;

it('compares methods on one split, in whatever order the sectors were taken', () => {
  expect(sameJudges([of(['a', 'b']), of(['b', 'a'], { method: 'tuned', residualField: true })])).toBe(true);
});

it('counts the side of a block only where there are blocks', () => {
  expect(sameJudges([of(['a']), of(['a'], { split: { ...split, blockM: 50 } })])).toBe(true);
  const blocks = { ...split, kind: 'blocks' as const };
  expect(sameJudges([of(['a'], { split: blocks }), of(['a'], { split: { ...blocks, blockM: 50 } })])).toBe(false);
});

it.each([
  [['a', 'b'], {}],
  [['a'], { split: { ...split, seed: 1 } }],
  [['a'], { split: { ...split, trainShare: 0.5 } }],
  [['a'], { indoor: 'keep' as const }],
] as const)('does not compare other judges (%o %o)', (ids, patch) => {
  expect(sameJudges([of(['a']), of(ids, patch)])).toBe(false);
});

import type { CalibrationRun } from './calibration-run.ts';

/** True where runs were judged by the very same held-out cells: same sectors, split and cells. Only then do their errors compare. */
export function sameJudges(runs: readonly CalibrationRun[]): boolean {
  const judges = runs.map(({ options, before }) => {
    const { kind, trainShare, blockM, seed } = options.split;
    const block = kind === 'random' ? null : blockM;
    const sectors = before.map((s) => s.id).sort();
    return JSON.stringify([kind, trainShare, block, seed, options.indoor, options.cellSizeM, sectors]);
  });
  return new Set(judges).size <= 1;
}

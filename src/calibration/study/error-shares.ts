import { absoluteErrors } from './cell-sums.ts';
import { heldSectors, judgedDraws } from './held-sector.ts';
import type { StudyMethodId } from './method-id.ts';
import type { SectorStudy } from './study.ts';
import type { StudySummary } from './summarise-study.ts';

/** Width of a bin [dB], and how many there are; larger errors are beyond the last. */
export const ERROR_BINS = { widthDb: 0.5, count: 60 } as const;

/** Distribution of the absolute error over the held-out cells of all sectors and draws. */
export interface ErrorShares {
  readonly method: StudyMethodId;
  readonly cells: number;
  /** Share of cells whose error is no more than the upper edge of each bin. */
  readonly shares: readonly number[];
}

/** Of every method of a summary that was judged, on the cells that the summary's policy counts. */
export function errorShares(studies: readonly SectorStudy[], { split, policy, methods }: StudySummary): ErrorShares[] {
  const held = heldSectors(studies, split);
  return methods.flatMap(({ method, cells }) => {
    if (cells === 0) return [];
    const counts = new Uint32Array(ERROR_BINS.count);
    for (const { of, outcome } of held.flatMap((sector) => judgedDraws(sector, method)))
      for (const error of absoluteErrors(outcome.levelDbm, of.measuredDbm, policy)) {
        const bin = Math.max(0, Math.ceil(error / ERROR_BINS.widthDb) - 1);
        if (bin < ERROR_BINS.count) counts[bin]! += 1;
      }
    let sum = 0;
    const shares = Array.from(counts, (count) => {
      sum += count;
      return sum / cells;
    });
    return [{ method, cells, shares }];
  });
}

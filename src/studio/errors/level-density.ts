import { binOf, roundBins, type ValueBins } from './value-bins.ts';

/** Cells counted by measured and predicted level, over the same bins both ways. */
export interface LevelDensity {
  readonly bins: ValueBins;
  /** Row by row of predicted bins, the weakest first; within a row by measured bin. */
  readonly counts: Uint32Array;
  readonly most: number;
}

interface Levels {
  readonly predictedDbm: Float32Array;
  readonly measuredDbm: Float32Array;
}

const WIDTHS_DB = [1, 2, 2.5, 5, 10, 20];
const MOST_BINS = 32;

/** Bins that hold both levels; null without cells. */
export function levelBins({ predictedDbm, measuredDbm }: Levels): ValueBins | null {
  const both = new Float32Array(predictedDbm.length + measuredDbm.length);
  both.set(predictedDbm);
  both.set(measuredDbm, predictedDbm.length);
  return roundBins(both, WIDTHS_DB, MOST_BINS);
}

/** Counts all cells, or those that are selected (1 in `selected`). A cell that lacks a level counts nowhere. */
export function levelDensity(bins: ValueBins, levels: Levels, selected: Uint8Array | null): LevelDensity {
  const counts = new Uint32Array(bins.count ** 2);
  levels.measuredDbm.forEach((measured, i) => {
    const column = binOf(bins, measured);
    const row = binOf(bins, levels.predictedDbm[i]!);
    if (column >= 0 && row >= 0 && (!selected || selected[i] === 1)) counts[row * bins.count + column]!++;
  });
  return { bins, counts, most: counts.reduce((most, n) => Math.max(most, n), 0) };
}

import type { SelectionReport } from './report.ts';
import type { SectorCase } from './sector-case.ts';
import { lowerToLevels, servingThreshold } from './validation/serving-threshold.ts';

/** A level this close above the threshold of its cell could as well have gone to another sector [dB]. */
const CONTESTED_DB = 6;
/** How well thresholds are known [dB]. */
export const THRESHOLD_SOFTNESS_DB = 4;

/** Level below which each cell would have been reported of another sector [dBm]. */
export function thresholds({ observations, served }: SectorCase): Float64Array | null {
  if (!served) return null;
  const { x, y, levelDbm } = observations;
  return lowerToLevels(servingThreshold(x, y, served.all, served.own), levelDbm).threshold.tauDbm;
}

/**
 * What the choice of the serving cell does: cells whose level lies near the threshold are contested, and where the model lies below
 * what was measured there but not elsewhere, the weak levels that would balance it were never reported.
 */
export function selectionReport(
  of: SectorCase,
  levels: ArrayLike<number>,
  cells: ArrayLike<number>,
  accountedFor: boolean,
): SelectionReport {
  const tau = thresholds(of);
  const { levelDbm } = of.observations;
  const sums = { contested: 0, free: 0 };
  const counts = { contested: 0, free: 0 };
  for (let k = 0; k < cells.length; k++) {
    const i = cells[k]!;
    const residual = levelDbm[i]! - levels[i]!;
    if (Number.isNaN(residual)) continue;
    const kind = tau !== null && levelDbm[i]! < tau[i]! + CONTESTED_DB ? 'contested' : 'free';
    sums[kind] += residual;
    counts[kind]++;
  }
  const mean = (kind: 'contested' | 'free') => (counts[kind] > 0 ? sums[kind] / counts[kind] : null);
  const share = counts.contested / Math.max(1, counts.contested + counts.free);
  return {
    accountedFor,
    contestedShare: share,
    contestedBiasDb: mean('contested'),
    freeBiasDb: mean('free'),
    sentence: sentenceOf(accountedFor, tau !== null, share),
  };
}

function sentenceOf(accountedFor: boolean, known: boolean, share: number): string {
  const percent = `${Math.round(100 * share)}\u00a0%`;
  if (!known)
    return 'Only this sector was measured, so nothing tells where another one would have served; the fit takes the levels as they are.';
  if (accountedFor)
    return `The fit allows for the choice of the serving cell: in ${percent} of the cells the level lies near where another sector would have taken over, and the weaker levels that were never reported are accounted for.`;
  return `The fit does not allow for the choice of the serving cell: in ${percent} of the cells the level lies near where another sector would have taken over, and weaker levels there were never reported, which flattens slopes and raises levels.`;
}

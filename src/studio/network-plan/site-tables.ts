import type { RankedCandidates } from '../../planning/candidates/rank-candidates.ts';
import { formatNumber, formatSigned } from '../ui/format.ts';

export const SITE_HEAD = [
  'Place',
  'Gain alone [%]',
  'RSRP met [%]',
  'SINR met [%]',
  'Chosen as',
  'Gain when chosen [%]',
] as const;

export interface SiteRow {
  readonly id: string;
  readonly cells: readonly string[];
}

/** Every place by what it adds alone, the best first; those that are chosen with their turn, and what they add then. */
export function siteRows({ alone, chosen }: RankedCandidates): SiteRow[] {
  return alone.map(({ id, gain, score }) => {
    const turn = chosen.findIndex((one) => one.id === id);
    return {
      id,
      cells: [
        formatSigned(100 * gain, 2),
        formatNumber(100 * score.rsrpShare, 1),
        formatNumber(100 * score.sinrShare, 1),
        turn < 0 ? '–' : `${turn + 1}`,
        turn < 0 ? '–' : formatSigned(100 * chosen[turn]!.gain, 2),
      ],
    };
  });
}

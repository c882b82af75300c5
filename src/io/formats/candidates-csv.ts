import type { RankedCandidates } from '../../planning/candidates/rank-candidates.ts';
import { csvText } from './map-csv.ts';

const COLUMNS = [
  'candidate',
  'x [m]',
  'y [m]',
  'gain alone',
  'RSRP met alone [%]',
  'SINR met alone [%]',
  'chosen as',
  'gain when chosen',
  'objective when chosen',
];

/** Candidates by what each adds alone, the best first, a line each (RFC 4180). */
export function candidatesCsv(
  { alone, chosen }: RankedCandidates,
  places: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): string {
  const lines = alone.map(({ id, gain, score }) => {
    const order = chosen.findIndex((one) => one.id === id);
    const { x, y } = places.get(id)!;
    return [
      csvText(id),
      x.toFixed(1),
      y.toFixed(1),
      gain.toFixed(6),
      (100 * score.rsrpShare).toFixed(3),
      (100 * score.sinrShare).toFixed(3),
      order < 0 ? '' : order + 1,
      order < 0 ? '' : chosen[order]!.gain.toFixed(6),
      order < 0 ? '' : chosen[order]!.score.objective.toFixed(6),
    ].join(',');
  });
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

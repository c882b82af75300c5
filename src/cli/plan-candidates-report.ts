import type { EngineName } from '../engine/engine.ts';
import type { CandidateGain, RankedCandidates } from '../planning/candidates/rank-candidates.ts';
import type { CoverageScore } from '../planning/coverage/coverage-score.ts';
import type { CoverageTargets } from '../planning/coverage/coverage-targets.ts';
import { alignedRows } from './aligned-rows.ts';
import type { Weighed } from './coverage-options.ts';
import { objectiveText, scoreDocument, targetsDocument } from './coverage-text.ts';
import { engineLabel } from './engine-names.ts';

type Places = ReadonlyMap<string, { readonly x: number; readonly y: number; readonly z: number }>;

/** Candidates of the ranking alone that the text shows; the document has all. */
const MOST_LINES = 15;

/** The document and the lines of `boresight plan candidates`. */
export function planCandidatesReport(
  { before, alone, chosen }: RankedCandidates,
  places: Places,
  { targets, of, engine }: { targets: CoverageTargets; of: Weighed['of']; engine: EngineName },
): { document: Readonly<Record<string, unknown>>; text: string[] } {
  const one = ({ id, gain, score }: CandidateGain) => {
    const { x, y, z } = places.get(id)!;
    return { id, x, y, z, gain, ...scoreDocument(score) };
  };
  const document = {
    engine: engineLabel(engine),
    targets: targetsDocument(targets),
    weighed_by: of,
    before: scoreDocument(before),
    alone: alone.map(one),
    chosen: chosen.map(one),
  };
  const row = ({ id, gain, score }: CandidateGain) => {
    const { x, y } = places.get(id)!;
    return [id, `${x.toFixed(0)}, ${y.toFixed(0)}`, gain.toFixed(4), ...figures(score)];
  };
  const heads = ['', 'x, y [m]', 'gain', 'objective', 'RSRP met [%]', 'SINR met [%]'];
  const more = alone.length - MOST_LINES;
  return {
    document,
    text: [
      objectiveText(targets, of),
      '',
      'chosen, each the best beside those before it:',
      ...alignedRows([heads, ['as it stands', '', '', ...figures(before)], ...chosen.map(row)]),
      ...(chosen.length === 0 ? ['No candidate gains anything.'] : []),
      '',
      'each alone:',
      ...alignedRows([heads, ...alone.slice(0, MOST_LINES).map(row)]),
      ...(more > 0 ? [`... and ${more} more (--json has all)`] : []),
    ],
  };
}

function figures({ objective, rsrpShare, sinrShare }: CoverageScore): string[] {
  return [objective.toFixed(4), (100 * rsrpShare).toFixed(1), (100 * sinrShare).toFixed(1)];
}

import type { SplitKind } from '../../calibration/study/study.ts';
import type { StudySummary } from '../../calibration/study/summarise-study.ts';
import type { CoveragePolicy } from '../../metrics/error-metrics.ts';
import { formatCount } from '../ui/format.ts';

export const SPLIT_NAMES: Readonly<Record<SplitKind, string>> = {
  random: 'random',
  blocks: '100 m blocks',
  routes: 'a whole route',
};

export const SPLIT_HELP: Readonly<Record<SplitKind, string>> = {
  random: 'Held-out cells lie among the fitted ones: how well gaps are filled. The paper’s way.',
  blocks: 'Whole squares of 100 m are held out: what happens in streets that nobody measured.',
  routes: 'One whole drive is held out; needs times in the measurements.',
};

export const POLICY_NAMES: Readonly<Record<CoveragePolicy, string>> = { covered: 'covered', all: 'all cells' };

export const POLICY_HELP: Readonly<Record<CoveragePolicy, string>> = {
  covered: 'Cells to which a method gives no level are left out of its error.',
  all: 'Every held-out cell counts; without a level as −140 dBm.',
};

export const HEAD_HELP = {
  mae: 'Held-out mean absolute error: mean ± standard deviation over sectors, each once. Of the iteration that inner training cells chose.',
  interval:
    'The mean lies between these ends with 95 % probability: sectors, and blocks within them, are drawn anew 1,000 times.',
  difference:
    'Error above that of the best plain predictor, on cells that count for both; the ends hold for all rows together at 95 %. Better (▼) or worse (▲) only where they leave out 0; ≈ cannot be told apart.',
  rmse: 'Root mean square error, mean over sectors.',
  minimum:
    'Least error over iterations on the held-out cells themselves: the paper’s choice, too good. For methods that iterate.',
  last: 'Error at the last iteration.',
  cells: 'Held-out cells that the row rests on, of all sectors and draws.',
  coverage: 'Share of held-out cells to which the method gives a level.',
  seconds:
    'Wall time a sector on this machine: the method’s own, and in brackets with the paths and maps that it stands on.',
} as const;

export const DRAWS_HELP =
  'So many splits of each kind, with the seeds after the first: a sector’s error is the mean over them. Each takes as long as one.';

/** What figures rest on. */
export function countWords({ sectors, draws, cells }: Pick<StudySummary, 'sectors' | 'draws' | 'cells'>): string {
  const ofDraws = draws > 1 ? ` of ${draws} draws` : '';
  return `${sectors} sector${sectors === 1 ? '' : 's'}, ${formatCount(cells)} held-out cells${ofDraws}`;
}

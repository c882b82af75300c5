import { METHOD_WORDS, type StudyMethodId } from '../../calibration/study/method-id.ts';
import type { VerdictResult } from '../store/verdict-store.ts';

/** What a method's map is held beside: the engine or the predictor as it came. */
export function beforeOf(method: StudyMethodId): StudyMethodId {
  if (method === 'dl-c' || method === 'dl-residual') return 'dl';
  return method === 'informed-residual' ? 'informed' : 'rt';
}

/** The row whose map is shown unless one was chosen: the best that is no plain predictor. */
export function afterOf({ view }: VerdictResult): StudyMethodId | null {
  const [table] = view.tables;
  const rows = (table?.methods ?? []).filter(
    ({ method, mae }) => mae.count > 0 && METHOD_WORDS[method].family !== 'plain',
  );
  return rows.sort((a, b) => a.mae.mean - b.mae.mean)[0]?.method ?? table?.methods[0]?.method ?? null;
}

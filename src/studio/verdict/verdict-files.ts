import { studyCsv } from '../../calibration/study/study-table.ts';
import type { VerdictResult } from '../store/verdict-store.ts';

/**
 * All tables as a file's text.
 * @param changed what of the project is no longer as the verdict took it
 */
export function verdictFile(
  { view, setup, state, job }: VerdictResult,
  extension: '.csv' | '.json',
  changed: readonly string[],
): string {
  if (extension === '.csv') return studyCsv(view.tables);
  const document = {
    state,
    changed_since: changed,
    sectors_asked: job.sectors.map(({ id }) => id),
    sectors: view.sectorIds,
    held_out: setup.splits,
    indoor: setup.indoor,
    seed: setup.seed,
    draws: setup.draws,
    refused: view.refused,
    tables: view.tables.map(({ errorShares: _, ...table }) => table),
  };
  return `${JSON.stringify(document, (_key, value) => (typeof value === 'number' && !Number.isFinite(value) ? null : value), 2)}\n`;
}

import type { StudySummary } from './summarise-study.ts';

const HEADS = [
  'split',
  'policy',
  'method',
  'sector',
  'draws',
  'cells',
  'mae_db',
  'rmse_db',
  'seconds',
  'missing_because',
] as const;

/** A line for every split, policy, method and sector, errors as means over its draws: CSV with a header, decimal points, quoted where a text needs it. */
export function studyCsv(summaries: readonly StudySummary[]): string {
  const lines = summaries.flatMap(({ methods }) =>
    methods.flatMap(({ split, policy, method, bySector, missing }) => [
      ...bySector.map(({ sectorId, draws, cells, maeDb, rmseDb, seconds }) =>
        line([split, policy, method, sectorId, draws, cells, maeDb, rmseDb, seconds, '']),
      ),
      ...missing.map(({ sectorId, reason }) => line([split, policy, method, sectorId, 0, 0, '', '', '', reason])),
    ]),
  );
  return `${[HEADS.join(','), ...lines].join('\r\n')}\r\n`;
}

function line(cells: readonly (string | number)[]): string {
  return cells.map((cell) => (typeof cell === 'number' ? `${Number(cell.toFixed(4))}` : quoted(cell))).join(',');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

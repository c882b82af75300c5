import { alignedRows } from './aligned-rows.ts';
import { type MeanErrors, mean, type SplitSummary } from './calibration-summary.ts';

type Pick = (summary: SplitSummary) => MeanErrors | undefined;

/**
 * The table that holds methods against one another and against predictors that need no engine: per-sector mean of the held-out MAE
 * [dB], covered and all cells, by kind of split; with several draws their mean and standard deviation.
 */
export function calibrationTable(summaries: readonly SplitSummary[]): string[] {
  const kinds = [...new Set(summaries.map(({ split }) => split))];
  const draws = Math.max(...summaries.map(({ draw }) => draw + 1));
  const row = (name: string, pick: Pick): string[] => [
    name,
    ...kinds.flatMap((kind) => {
      const means = summaries.filter(({ split }) => split === kind).flatMap((summary) => pick(summary) ?? []);
      return [meanAndSpread(means.map(({ covered }) => covered)), meanAndSpread(means.map(({ all }) => all))];
    }),
    `${Math.max(0, ...summaries.map((summary) => pick(summary)?.sectors ?? 0))}`,
  ];
  const methods = [...new Set(summaries.flatMap((summary) => summary.methods.map(({ method }) => method)))];
  const baselines = [...new Set(summaries.flatMap((summary) => summary.baselines.map(({ name }) => name)))];
  const methodOf = (summary: SplitSummary, name: string) => summary.methods.find(({ method }) => method === name);
  const before: Pick = (summary) => summary.methods.map((m) => m.before).sort((a, b) => b.sectors - a.sectors)[0];
  const rows = [
    ['', ...kinds.flatMap((kind) => [kind, `${kind}, all`]), 'sectors'],
    row('engine, not calibrated', before),
    ...methods.flatMap((name) => [
      row(name, (summary) => methodOf(summary, name)?.selected),
      ...(summaries.some((summary) => (methodOf(summary, name)?.with_field.sectors ?? 0) > 0)
        ? [row(`${name} + residual field`, (summary) => methodOf(summary, name)?.with_field)]
        : []),
    ]),
    ...baselines.map((name) => row(`(${name})`, (summary) => summary.baselines.find((b) => b.name === name))),
  ].filter((cells) => cells.at(-1) !== '0');
  return [
    `Held-out mean absolute error [dB], mean over sectors${draws > 1 ? `; mean and standard deviation of ${draws} draws` : ''}.`,
    'Covered cells, then all with -140 dBm where nothing arrives. In brackets: predictors without an engine, on the same cells.',
    '',
    ...alignedRows(rows),
  ];
}

function meanAndSpread(values: readonly (number | null)[]): string {
  const known = values.flatMap((v) => (v === null ? [] : [v]));
  const middle = mean(known);
  if (middle === null) return '-';
  if (known.length < 2) return middle.toFixed(2);
  const variance = known.reduce((sum, v) => sum + (v - middle) ** 2, 0) / (known.length - 1);
  return `${middle.toFixed(2)} ± ${Math.sqrt(variance).toFixed(2)}`;
}

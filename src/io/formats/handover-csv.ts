import type { HandoverResult } from '../../planning/handover/handover-run.ts';
import { csvText } from './map-csv.ts';

const COLUMNS = [
  'map',
  'decider',
  'seed',
  'slot from the end',
  'handovers',
  'believed throughput [Mbit/s]',
  'true throughput [Mbit/s]',
];

/** The last slots of every run as CSV (RFC 4180), a line a slot; slots are counted back from the end, which is 0. */
export function handoverCsv(results: readonly HandoverResult[]): string {
  const lines = results.flatMap(({ map, decider, seed, handovers, believedMbps, trueMbps }) =>
    Array.from(handovers, (count, at) =>
      [
        csvText(map),
        decider,
        seed,
        handovers.length - 1 - at,
        count,
        believedMbps[at]!.toFixed(3),
        trueMbps ? trueMbps[at]!.toFixed(3) : '',
      ].join(','),
    ),
  );
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

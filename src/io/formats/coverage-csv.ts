import type { CoverageLine } from '../../planning/coverage/coverage-table.ts';
import { csvText } from './map-csv.ts';

const COLUMNS = [
  'map',
  'of',
  'class',
  'weight',
  'no data [%]',
  'RSRP met [%]',
  'SINR met [%]',
  'one server [%]',
  'two [%]',
  'three [%]',
  'more [%]',
  'polluted [%]',
  'mean throughput [Mbit/s]',
  '95 % have [Mbit/s]',
];

/** A coverage table as CSV (RFC 4180); a figure that does not exist is left blank. */
export function coverageCsv(lines: readonly CoverageLine[]): string {
  const number = (value: number, digits: number) => (Number.isFinite(value) ? value.toFixed(digits) : '');
  const percent = (share: number) => number(100 * share, 3);
  const rows = lines.map(({ map, of, name, figures }) =>
    [
      csvText(map),
      of,
      csvText(name),
      number(figures.weight, 1),
      ...[figures.noData, figures.rsrpMet, figures.sinrMet, ...figures.overlap, figures.polluted].map(percent),
      number(figures.meanMbps, 3),
      number(figures.edgeMbps, 3),
    ].join(','),
  );
  return `${[COLUMNS.join(','), ...rows].join('\r\n')}\r\n`;
}

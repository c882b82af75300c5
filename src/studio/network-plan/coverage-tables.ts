import type { CoverageLine } from '../../planning/coverage/coverage-table.ts';
import { formatNumber } from '../ui/format.ts';

export const COVERAGE_HEAD = [
  'Places',
  'Share',
  'No data',
  'RSRP met',
  'SINR met',
  'One server',
  'Two',
  'Three',
  'More',
  'Polluted',
  'Mean [Mbit/s]',
  '95 % have [Mbit/s]',
] as const;

/** Figures of every map by area, users, people and class; a figure that does not exist is a dash. */
export function coverageRows(lines: readonly CoverageLine[]): string[][] {
  const several = new Set(lines.map(({ map }) => map)).size > 1;
  const number = (value: number) => (Number.isFinite(value) ? formatNumber(value, 1) : '–');
  const percent = (share: number) => number(100 * share);
  return lines.map(({ map, of, name, figures }) => {
    const whole = lines.find((line) => line.map === map && line.of === 'area')!.figures.weight;
    const { weight, noData, rsrpMet, sinrMet, overlap, polluted, meanMbps, edgeMbps } = figures;
    return [
      several ? `${map} · ${name}` : name,
      of === 'class' ? percent(weight / whole) : '',
      ...[noData, rsrpMet, sinrMet, ...overlap, polluted].map(percent),
      number(meanMbps),
      number(edgeMbps),
    ];
  });
}

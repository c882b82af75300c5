import type { CoverageFigures } from '../planning/coverage/coverage-figures.ts';
import type { CoverageLine } from '../planning/coverage/coverage-table.ts';
import type { CoverageTargets } from '../planning/coverage/coverage-targets.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import { alignedRows } from './aligned-rows.ts';
import { targetsDocument } from './coverage-text.ts';

/** The document and the lines of `boresight plan coverage`. */
export function planCoverageReport(
  lines: readonly CoverageLine[],
  targets: CoverageTargets,
  grid: RasterGrid,
): { document: Readonly<Record<string, unknown>>; text: string[] } {
  const document = {
    targets: targetsDocument(targets),
    grid,
    lines: lines.map(({ map, of, name, figures }) => ({ map, of, name, ...figuresDocument(figures) })),
  };
  const heads = [
    'maps',
    'of',
    'share [%]',
    'no data',
    'RSRP met',
    'SINR met',
    '1 server',
    '2',
    '3',
    'more',
    'polluted',
    'mean [Mbit/s]',
    '95 % have',
  ];
  return {
    document,
    text: [
      `RSRP of ${targets.rsrpDbm} dBm and SINR of ${targets.sinrDb} dB or more at load ${targets.load}, in % of the places; throughput of one user alone, as an upper bound.`,
      '',
      ...alignedRows([heads, ...lines.map((line) => rowOf(line, lines))], [0, 1]),
    ],
  };
}

function rowOf({ map, of, name, figures }: CoverageLine, lines: readonly CoverageLine[]): string[] {
  const whole = lines.find((line) => line.map === map && line.of === 'area')!.figures.weight;
  const { noData, rsrpMet, sinrMet, overlap, polluted, meanMbps, edgeMbps } = figures;
  return [
    map,
    name,
    of === 'class' ? percent(figures.weight / whole) : '',
    ...[noData, rsrpMet, sinrMet, ...overlap, polluted].map(percent),
    rate(meanMbps),
    rate(edgeMbps),
  ];
}

const percent = (share: number) => (Number.isFinite(share) ? (100 * share).toFixed(1) : '-');
const rate = (mbps: number) => (Number.isFinite(mbps) ? mbps.toFixed(1) : '-');

function figuresDocument({ weight, noData, rsrpMet, sinrMet, overlap, polluted, meanMbps, edgeMbps }: CoverageFigures) {
  return {
    weight,
    no_data: noData,
    rsrp: rsrpMet,
    sinr: sinrMet,
    overlap: { one: overlap[0], two: overlap[1], three: overlap[2], more: overlap[3] },
    polluted,
    throughput: { mean: meanMbps, edge: edgeMbps },
  };
}

import { errorFigures } from '../metrics/error-metrics.ts';
import { type Spread, spreadOf } from '../metrics/spread.ts';
import { alignedRows } from './aligned-rows.ts';
import type { PreparedMeasurements } from './preparation.ts';
import type { ComparedPredictor, SectorComparison } from './sector-comparison.ts';

const POLICIES = ['covered', 'all'] as const;
type Policy = (typeof POLICIES)[number];
/** The figures that are taken over sectors. */
const FIGURES = ['mae', 'rmse', 'bias', 'sigma'] as const;

/** What became of the rows of the measurements. */
export interface SectorsFacts {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** What was left out and corrected before. */
  readonly preparation?: PreparedMeasurements['preparation'];
  /** Accepted rows that lie on the map of the sector they name, lie off it, or name no sector that was compared. */
  readonly joined: number;
  readonly outside: number;
  readonly elsewhere: number;
  /** Cells of the measurements that are none of the sectors. */
  readonly unknown_cells: readonly string[];
  /** Sectors that have no map, and that have too few rows on theirs. */
  readonly without_map: readonly string[];
  readonly without_rows: readonly string[];
}

/** The document and the lines of `boresight compare --sectors`. */
export function sectorsReport(
  facts: SectorsFacts,
  sectors: readonly SectorComparison[],
): { document: Readonly<Record<string, unknown>>; text: string[] } {
  const names = [...new Set(sectors.flatMap(({ predictors }) => predictors.map(({ name }) => name)))];
  const summary = names.map((name) => summaryOf(name, sectors));
  const document = {
    ...facts,
    count: sectors.length,
    measured: spreadOf(sectors.map(({ measured }) => measured)),
    summary,
    sectors: sectors.map(({ predictors, ...rest }) => ({ ...rest, predictors: predictors.map(flat) })),
  };
  return { document, text: [...sectorTable(sectors), '', ...summaryTable(summary), '', rowsLine(facts)] };
}

interface PredictorSummary {
  readonly name: string;
  readonly plain: boolean;
  readonly coverage: Spread;
  readonly covered: PolicySummary;
  readonly all: PolicySummary;
}

interface PolicySummary extends Readonly<Record<(typeof FIGURES)[number], Spread>> {
  /** Sectors with a lower mean absolute error than the constant has on the same rows; null for the constant itself. */
  readonly better_than_constant: number | null;
}

function summaryOf(name: string, sectors: readonly SectorComparison[]): PredictorSummary {
  const own = sectors.flatMap(({ predictors }) => predictors.filter((p) => p.name === name));
  const policy = (key: Policy): PolicySummary => {
    const spreads = FIGURES.map((figure) => [figure, spreadOf(own.map((p) => p[key]?.[figure] ?? Number.NaN))]);
    return { ...Object.fromEntries(spreads), better_than_constant: beaten(name, key, sectors) };
  };
  return {
    name,
    plain: own[0]!.plain,
    coverage: spreadOf(own.map(({ coverage }) => coverage)),
    covered: policy('covered'),
    all: policy('all'),
  };
}

function beaten(name: string, policy: Policy, sectors: readonly SectorComparison[]): number | null {
  if (name === 'constant') return null;
  return sectors.filter(({ predictors }) => {
    const mae = (wanted: string) => predictors.find((p) => p.name === wanted)?.[policy]?.mae ?? Number.NaN;
    return mae(name) < mae('constant');
  }).length;
}

function flat({ covered, all, ...rest }: ComparedPredictor) {
  return { ...rest, covered: covered && errorFigures(covered), all: all && errorFigures(all) };
}

/** A line a sector: the figures of the first map, and the mean absolute errors of all others. */
function sectorTable(sectors: readonly SectorComparison[]): string[] {
  const names = [...new Set(sectors.flatMap(({ predictors }) => predictors.slice(1).map(({ name }) => name)))];
  const rows = sectors.map(({ sector, measured, predictors }) => {
    const [first] = predictors;
    const other = (name: string) => predictors.find((p) => p.name === name);
    return [
      sector,
      `${measured}`,
      percent(first!.coverage),
      ...POLICIES.flatMap((policy) => [
        ...FIGURES.map((figure) => db(first![policy]?.[figure])),
        ...names.map((name) => db(other(name)?.[policy]?.mae)),
      ]),
    ];
  });
  const first = sectors[0]?.predictors[0]?.name ?? '';
  const heads = POLICIES.flatMap((policy) => [`${policy}: MAE`, 'RMSE', 'bias', 'sigma', ...names]);
  return [
    `Errors of ${first} [dB] over covered rows, then over all with -140 dBm where nothing arrives; beside them the MAE of ${names.join(', ')} on the same rows.`,
    '',
    ...alignedRows([['sector', 'rows', 'covered %', ...heads], ...rows]),
  ];
}

/** The layout in which predictors are held against one another: mean and standard deviation over sectors, and the median. */
function summaryTable(summary: readonly PredictorSummary[]): string[] {
  const cells = ({ mae, bias, better_than_constant: better }: PolicySummary) => [
    `${meanAndSd(mae)} (${db(mae.median)})`,
    db(bias.mean),
    better === null ? '' : `${better} of ${mae.count}`,
  ];
  const rows = summary.map(({ name, plain, coverage, covered, all }) => [
    plain ? `(${name})` : name,
    percent(coverage.mean),
    ...cells(covered),
    ...cells(all),
  ]);
  const heads = ['', 'covered %', 'MAE, covered', 'bias', 'beats constant', 'MAE, all', 'bias', 'beats constant'];
  return [
    `Mean ± standard deviation over ${summary[0]?.all.mae.count ?? 0} sectors of each one's MAE [dB], the median in brackets. Predictors in brackets are fitted to these rows.`,
    '',
    ...alignedRows([heads, ...rows]),
  ];
}

function rowsLine({ rows, accepted, joined, outside, elsewhere }: SectorsFacts): string {
  return `${rows} rows, ${accepted} accepted: ${joined} on the map of their sector, ${outside} outside it, ${elsewhere} of no compared sector`;
}

function meanAndSd({ mean, sd }: Spread): string {
  return Number.isNaN(sd) ? db(mean) : `${mean.toFixed(2)} ± ${sd.toFixed(2)}`;
}

function db(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '-' : value.toFixed(2);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

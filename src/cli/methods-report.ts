import { METHOD_WORDS } from '../calibration/study/method-id.ts';
import type { SectorStudy } from '../calibration/study/study.ts';
import { POLICY_WORDS, SPLIT_WORDS, studySentences } from '../calibration/study/study-sentences.ts';
import { studyCsv } from '../calibration/study/study-table.ts';
import {
  type MethodDifference,
  type MethodSummary,
  type StudySummary,
  summariseStudy,
} from '../calibration/study/summarise-study.ts';
import { rejectedByReason } from '../measurements/measurement-set.ts';
import type { Spread } from '../metrics/spread.ts';
import { alignedRows } from './aligned-rows.ts';
import type { CalibrationInput } from './calibration-input.ts';
import { folderName } from './map-folder.ts';
import type { MethodsOptions } from './methods-options.ts';
import type { RefusedSector } from './sector-parts.ts';

/** What a comparison of methods came to. */
export interface MethodsRun {
  readonly options: MethodsOptions;
  readonly input: CalibrationInput;
  readonly studies: readonly SectorStudy[];
  readonly refused: readonly RefusedSector[];
  readonly adapter: string;
  /** Processes that shared the work. */
  readonly jobs: number;
  readonly totalMs: number;
}

/** The document and the lines of `boresight compare` over methods. */
export function methodsReport(run: MethodsRun): { document: Readonly<Record<string, unknown>>; text: string[] } {
  const summaries = summariseStudy(run.studies, run.options.seed);
  return { document: documentOf(run, summaries), text: textOf(run, summaries) };
}

/** The table as a file: .csv has a line for every sector, split, policy and method, .md the layout of Table 2, .json all. */
export function methodsTable(path: string, run: MethodsRun): string {
  const summaries = summariseStudy(run.studies, run.options.seed);
  if (/\.json$/i.test(path)) return `${JSON.stringify(documentOf(run, summaries), finite, 2)}\n`;
  return /\.csv$/i.test(path) ? studyCsv(summaries) : markdown(run, summaries);
}

function finite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function documentOf(
  { options, input, studies, refused, adapter, jobs, totalMs }: MethodsRun,
  summaries: StudySummary[],
) {
  const { read, preparation, scene } = input;
  const { study, settings } = options;
  return {
    adapter,
    scene: { name: scene.name, source: scene.source, buildings: scene.buildings.length },
    measurements: {
      name: read.name,
      rows: read.rows,
      accepted: read.count,
      rejected: rejectedByReason(read),
      ...(preparation && { preparation }),
    },
    settings: {
      cell_size: study.fit.cellSizeM,
      indoor: study.fit.indoor,
      receiver_height: options.receiverHeightM,
      max_depth: settings.maxDepth,
      azimuths: settings.azimuths,
      model: study.model,
      informed_model: study.informedModel,
      ...(options.maps === null ? {} : { maps: folderName(options.maps) }),
      seed: options.seed,
    },
    splits: study.splits.map(({ kind, trainShare, blockM, seed }) => ({
      kind,
      train: trainShare,
      block: blockM,
      seed,
    })),
    sectors: studies.map(({ sectorId, measuredCells }) => ({ sector: sectorId, measured_cells: measuredCells })),
    tables: summaries.map((summary) => ({
      split: summary.split,
      policy: summary.policy,
      sectors: summary.sectors,
      cells: summary.cells,
      draws: summary.draws,
      verdict: studySentences(summary),
      best_plain: summary.bestPlain,
      methods: summary.methods.map(methodDocument),
      learned_against_traced: differenceDocument(summary.learnedAgainstTraced),
      refused: summary.refused.map(({ sectorId, reason }) => ({ sector: sectorId, reason })),
    })),
    refused: refused.map(({ sectorId, message }) => ({ sector: sectorId, message })),
    timings: { total: totalMs, jobs },
    issues: input.issues,
  };
}

function methodDocument(of: MethodSummary) {
  return {
    method: of.method,
    label: METHOD_WORDS[of.method].label,
    split: of.split,
    policy: of.policy,
    sectors: of.sectors,
    cells: of.cells,
    mae: of.mae,
    interval95: of.interval,
    rmse: of.rmse,
    minimum_mae: of.minimumMae,
    last_mae: of.lastMae,
    pooled: of.pooled && { mae: of.pooled.maeDb, rmse: of.pooled.rmseDb, cells: of.pooled.cells },
    coverage: of.coverage,
    seconds: of.seconds,
    own_seconds: of.ownSeconds,
    iterations: of.iterations,
    difference: differenceDocument(of.difference),
    by_sector: of.bySector.map(({ sectorId, draws, cells, maeDb, rmseDb, seconds }) => ({
      sector: sectorId,
      draws,
      cells,
      mae: maeDb,
      rmse: rmseDb,
      seconds,
    })),
    missing: of.missing.map(({ sectorId, reason }) => ({ sector: sectorId, reason })),
  };
}

function differenceDocument(of: MethodDifference | null) {
  return (
    of && {
      method: of.method,
      than: of.than,
      sectors: of.sectors,
      cells: of.cells,
      mean: of.meanDb,
      interval95: of.interval,
      joint_interval95: of.joint,
    }
  );
}

function textOf(
  { studies, refused, options, adapter, totalMs, jobs }: MethodsRun,
  summaries: StudySummary[],
): string[] {
  return [
    ...tableTwo(summaries),
    ...distinct(summaries).flatMap((summary) => ['', ...detailTable(summary), '', ...studySentences(summary)]),
    ...sameLines(summaries),
    ...refusedLines(summaries, refused),
    '',
    `${studies.length} sector${studies.length === 1 ? '' : 's'}, cells of ${options.study.fit.cellSizeM} m, seed ${options.seed}; ${adapter}, ${jobs} process${jobs === 1 ? '' : 'es'}, ${(totalMs / 1000).toFixed(1)} s`,
  ];
}

/** Without those over all cells that are the same as over covered ones, since every method covers every cell. */
function distinct(summaries: readonly StudySummary[]): readonly StudySummary[] {
  return summaries.filter(
    ({ policy, methods }) => policy === 'covered' || methods.some(({ coverage }) => coverage.min < 1),
  );
}

function sameLines(summaries: readonly StudySummary[]): string[] {
  const told = distinct(summaries);
  const left = summaries.filter((summary) => !told.includes(summary));
  return left.length === 0
    ? []
    : [
        '',
        `${left.map(({ split, policy }) => `${split}, ${policy}`).join('; ')}: as covered, since every method covers every cell.`,
      ];
}

/** Methods as rows, ways of holding out as columns: mean ± standard deviation over sectors, as in the paper's Table 2. */
function tableTwo(summaries: readonly StudySummary[]): string[] {
  return [
    'Held-out mean absolute error [dB], mean ± standard deviation over sectors. Where a method iterates: of the iteration that inner cells chose.',
    '"all": cells without coverage taken as -140 dBm; "covered": left out. In brackets the sectors, where they are not all.',
    '',
    ...alignedRows(tableRows(summaries)),
  ];
}

function tableRows(summaries: readonly StudySummary[]): string[][] {
  const methods = summaries[0]?.methods.map(({ method }) => method) ?? [];
  return [
    ['', ...summaries.map(({ split, policy }) => `${split}, ${policy}`)],
    countsRow(summaries),
    ...methods.map((method) => [
      METHOD_WORDS[method].label,
      ...summaries.map((summary) => {
        const row = summary.methods.find((one) => one.method === method);
        if (!row || row.sectors === 0) return '-';
        return `${meanAndSd(row.mae)}${row.sectors < summary.sectors ? ` (${row.sectors})` : ''}`;
      }),
    ]),
  ];
}

/** What the columns rest on. */
function countsRow(summaries: readonly StudySummary[]): string[] {
  return summaries.some(({ draws }) => draws > 1)
    ? [
        'sectors, draws, held-out cells',
        ...summaries.map(({ sectors, draws, cells }) => `${sectors}, ${draws}, ${cells}`),
      ]
    : ['sectors, held-out cells', ...summaries.map(({ sectors, cells }) => `${sectors}, ${cells}`)];
}

function detailTable(summary: StudySummary): string[] {
  const iterated = summary.methods.some(({ iterations }) => iterations.count > 0);
  const rows = summary.methods.map((row) => [
    METHOD_WORDS[row.method].label,
    `${row.sectors}`,
    `${row.cells}`,
    meanAndSd(row.mae),
    interval(row.interval),
    row.difference ? signed(row.difference.meanDb) : '',
    row.difference ? interval(row.difference.joint) : '',
    row.pooled ? row.pooled.maeDb.toFixed(2) : '-',
    number(row.rmse),
    ...(iterated ? (row.iterations.count > 0 ? [number(row.minimumMae), number(row.lastMae)] : ['', '']) : []),
    percent(row.coverage),
    number(row.ownSeconds),
    number(row.seconds),
  ]);
  const heads = [
    '',
    'sectors',
    'cells',
    'MAE',
    '95 %',
    'to best plain',
    '95 % together',
    'pooled MAE',
    'RMSE',
    ...(iterated ? ['minimum', 'last'] : []),
    'covered %',
    'own s',
    's',
  ];
  return [
    `${summary.split}, ${summary.policy}: ${SPLIT_WORDS[summary.split]}, ${POLICY_WORDS[summary.policy]}. Errors in dB${summary.draws > 1 ? `, of each sector the mean over ${summary.draws} draws` : ''}; seconds a sector, its own and with the paths and maps that it stands on.`,
    '',
    ...alignedRows([heads, ...rows]),
  ];
}

function refusedLines(summaries: readonly StudySummary[], refused: readonly RefusedSector[]): string[] {
  const bySplit = summaries
    .filter(({ policy, refused: r }) => policy === 'covered' && r.length > 0)
    .map(
      ({ split, refused: r }) => `${split}: not possible in ${r.length} sectors; ${r[0]!.sectorId}: ${r[0]!.reason}`,
    );
  const bySector = refused.map(({ sectorId, message }) => `${sectorId} was refused: ${message}`);
  return bySplit.length + bySector.length > 0 ? ['', ...bySplit, ...bySector] : [];
}

function markdown({ options, studies }: MethodsRun, summaries: StudySummary[]): string {
  const rows = tableRows(summaries);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head, ...body] = rows;
  return `${[
    `Held-out mean absolute error [dB], mean ± standard deviation over ${studies.length} sectors${drawsOf(summaries)}; cells of ${options.study.fit.cellSizeM} m, indoor cells ${options.study.fit.indoor === 'keep' ? 'kept' : 'left out'}, seed ${options.seed}.`,
    '',
    line(head!),
    line(head!.map((_, k) => (k === 0 ? '---' : '---:'))),
    ...body.map(line),
    ...distinct(summaries).flatMap((summary) => [
      '',
      `**${summary.split}, ${summary.policy}.** ${studySentences(summary).join(' ')}`,
    ]),
  ].join('\n')}\n`;
}

function drawsOf(summaries: readonly StudySummary[]): string {
  const draws = Math.max(...summaries.map((of) => of.draws));
  return draws > 1 ? `, of each the mean over ${draws} draws` : '';
}

function meanAndSd({ mean, sd }: Spread): string {
  if (Number.isNaN(mean)) return '-';
  return Number.isNaN(sd) ? mean.toFixed(2) : `${mean.toFixed(2)} ± ${sd.toFixed(2)}`;
}

function number({ mean }: Spread): string {
  return Number.isNaN(mean) ? '-' : mean.toFixed(2);
}

function percent({ mean }: Spread): string {
  return Number.isNaN(mean) ? '-' : (100 * mean).toFixed(1);
}

function interval(of: readonly [number, number] | null): string {
  return of ? `${of[0].toFixed(2)} to ${of[1].toFixed(2)}` : '-';
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
}

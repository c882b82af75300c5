import type { CellErrors, FittedParameter, SectorReport } from '../calibration/report.ts';
import { alignedRows } from './aligned-rows.ts';
import { type CalibrationRun, stageSums } from './calibration-document.ts';
import { summarise } from './calibration-summary.ts';
import { calibrationTable } from './calibration-table.ts';

/** Most refused sectors that are listed one by one. */
const MOST_REFUSED = 10;

/** The readable result of `calibrate`: each fit of a lone sector in full, and the table where there is something to hold together. */
export function calibrationText(run: CalibrationRun): string[] {
  const { reports } = run;
  const alone = new Set(reports.map(({ sectorId }) => sectorId)).size === 1;
  const blocks = [
    ...(alone ? reports.map(reportText) : []),
    ...(reports.length > 1 ? [[...calibrationTable(summarise(reports)), ...(alone ? [] : trustLines(run))]] : []),
    refusedText(run),
    [...timesText(run), ...(run.written.length > 0 ? [`written: ${run.written.join(', ')}`] : [])],
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, k) => (k === 0 ? block : ['', ...block]));
}

function reportText(report: SectorReport): string[] {
  const { options, cells, validation, verdict, selection } = report;
  const [headline, ...reasons] = verdict.sentences;
  const how = `${options.method}, ${options.split.kind} split, seed ${options.split.seed}`;
  return [
    `${report.sectorId} (${how}): ${headline}`,
    ...reasons.map((reason) => `- ${reason}`),
    ...(selection.sentence === '' ? [] : [`- ${selection.sentence}`]),
    '',
    `${cells.measured} measured cells: ${cells.train} fitted, ${cells.validation} held out${cells.indoorMasked > 0 ? `, ${cells.indoorMasked} indoors and left out` : ''}; ${cells.uncovered} without coverage`,
    ...(report.otherCarrierRows > 0 ? [`${report.otherCarrierRows} rows of another carrier left out`] : []),
    ...report.deviceOffsets.map(
      ({ device, offsetDb, sdDb, rows }) =>
        `phone ${device}: ${sdDb === null ? 'too few rows beside others to level it' : `${offsetDb.toFixed(1)} +- ${sdDb.toFixed(1)} dB taken off`} (${rows} rows)`,
    ),
    ...alignedRows([
      ['MAE [dB]', 'fitted', 'held out', 'held out, all'],
      ...(report.before
        ? [['engine, not calibrated', '', figure(report.before.covered), figure(report.before.all)]]
        : []),
      [
        `${options.method}, iteration chosen on fitted cells`,
        figure(report.train.covered),
        ...heldOut(validation.selected),
      ],
      ['  last iteration', '', ...heldOut(validation.last)],
      ['  best on the held-out cells', '', ...heldOut(validation.minimum)],
      ...(report.withField
        ? [
            [
              `${options.method} + residual field`,
              figure(report.withField.train.covered),
              ...heldOut(report.withField.validation),
            ],
          ]
        : []),
      ...report.baselines.map(({ name, train, validation: of }) => [
        `(${name})`,
        figure(train.covered),
        ...heldOut(of),
      ]),
    ]),
    ...(report.parameters.length === 0 ? [] : ['', ...parametersText(report.parameters)]),
    ...(report.conditionNumber === null
      ? []
      : [
          `condition number ${report.conditionNumber.toPrecision(2)}; ${report.evaluations} evaluations, ${report.stoppedBy}`,
        ]),
  ];
}

function parametersText(parameters: readonly FittedParameter[]): string[] {
  const rows = parameters.map((p) => [
    p.label,
    value(p.prior),
    value(p.fit),
    p.interval ? `${value(p.interval[0])} to ${value(p.interval[1])}` : 'none',
    p.unit === '1' ? '' : p.unit,
    [p.identified ? '' : 'not identified', p.atBound ? 'at bound' : ''].filter(Boolean).join(', '),
  ]);
  return alignedRows([['parameter', 'prior', 'fit', '95 % interval', '', ''], ...rows], [0, 4, 5]);
}

function heldOut({ covered, all }: CellErrors): string[] {
  return [figure(covered), figure(all)];
}

function figure(error: number | null): string {
  return error === null ? '-' : error.toFixed(2);
}

/** Four digits, whatever the size; a dash for what does not exist. */
function value(x: number): string {
  if (!Number.isFinite(x)) return '-';
  return Math.abs(x) >= 1e4 || (x !== 0 && Math.abs(x) < 1e-3) ? x.toExponential(1) : `${Number(x.toPrecision(4))}`;
}

function trustLines({ reports }: CalibrationRun): string[] {
  const summaries = summarise(reports);
  const lines = summaries
    .filter(({ draw }) => draw === 0)
    .flatMap(({ split, methods }) =>
      methods.map(({ method, trust }) => [method, split, `${trust.good}`, `${trust.caution}`, `${trust.none}`]),
    );
  return ['', ...alignedRows([['to be trusted', 'split', 'yes', 'with caution', 'no'], ...lines])];
}

function refusedText({ refused }: CalibrationRun): string[] {
  if (refused.length === 0) return [];
  return [
    `${refused.length} refused:`,
    ...refused.slice(0, MOST_REFUSED).map(({ sectorId, message }) => `- ${sectorId}: ${message}`),
    ...(refused.length > MOST_REFUSED ? [`- and ${refused.length - MOST_REFUSED} more (--json lists all)`] : []),
  ];
}

function timesText({ reports, loadMs, totalMs, jobs, adapter }: CalibrationRun): string[] {
  const { paths, fit, validate } = stageSums(reports);
  const s = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const side = jobs > 1 ? ` (sums over ${jobs} processes)` : '';
  return [
    `load ${s(loadMs)}; paths ${s(paths)}, fit ${s(fit)}, validate ${s(validate)}${side}; in all ${s(totalMs)} on ${adapter}`,
  ];
}

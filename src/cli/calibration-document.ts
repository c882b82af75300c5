import type {
  CalibratedSector,
  CellErrors,
  FittedParameter,
  NamedErrors,
  SectorReport,
} from '../calibration/report.ts';
import type { CalibrationResult } from '../engine/calibrate.ts';
import { calibratedDocument } from '../io/formats/calibration-json.ts';
import { rejectedByReason } from '../measurements/measurement-set.ts';
import type { CalibrateOptions } from './calibrate-options.ts';
import type { CalibrationInput } from './calibration-input.ts';
import { summarise } from './calibration-summary.ts';

/** What a calibration of one or many sectors came to. */
export interface CalibrationRun extends CalibrationResult {
  readonly options: CalibrateOptions;
  readonly input: CalibrationInput;
  readonly adapter: string;
  /** Processes that shared the work. */
  readonly jobs: number;
  readonly loadMs: number;
  readonly totalMs: number;
  readonly warnings: readonly string[];
  readonly written: readonly string[];
}

/** The JSON of `calibrate`. */
export function calibrationDocument(run: CalibrationRun) {
  const { options, input, reports } = run;
  const { read, preparation } = input;
  const { settings } = options;
  return {
    adapter: run.adapter,
    engine: 'sweep',
    scene: { name: input.scene.name, source: input.scene.source, buildings: input.scene.buildings.length },
    measurements: {
      name: read.name,
      rows: read.rows,
      accepted: read.count,
      rejected: rejectedByReason(read),
      ...(preparation && { preparation }),
    },
    settings: {
      cell_size: options.fit.cellSizeM,
      receiver_height: options.receiverHeightM,
      max_depth: settings.maxDepth,
      azimuths: settings.azimuths,
      line_of_sight: settings.lineOfSight,
      reflection: settings.reflection,
      refraction: settings.refraction,
      diffraction: settings.diffraction,
      wall_thickness: settings.wallThicknessM,
      ground_material: input.scene.groundMaterial,
      seed: options.seed,
    },
    sectors: [...new Set(reports.map(({ sectorId }) => sectorId))],
    runs: reports.map((report) => runDocument(report, options.seed)),
    refused: run.refused.map(({ sectorId, ...rest }) => ({ sector: sectorId, ...rest })),
    summary: summarise(reports),
    timings: { load: run.loadMs, ...stageSums(reports), total: run.totalMs, jobs: run.jobs },
    issues: input.issues,
    warnings: run.warnings,
    written: run.written,
  };
}

function runDocument(report: SectorReport, firstSeed: number) {
  const { options, cells, validation, selection, timingsMs } = report;
  const { kind, trainShare, blockM, seed } = options.split;
  return {
    sector: report.sectorId,
    method: options.method,
    split: { kind, train: trainShare, block: blockM, seed, draw: (seed - firstSeed + 2 ** 32) % 2 ** 32 },
    options: {
      tilt: options.tilt,
      caps: options.caps,
      walls: options.walls,
      truncation: options.truncation,
      residual_field: options.residualField,
      share_materials: options.shareMaterials,
      device_offsets: options.deviceOffsets,
      indoor: options.indoor,
      optimiser: options.optimiser,
    },
    cells: {
      measured: cells.measured,
      train: cells.train,
      validation: cells.validation,
      indoor_masked: cells.indoorMasked,
      uncovered: cells.uncovered,
      other_carrier_rows: report.otherCarrierRows,
    },
    device_offsets: report.deviceOffsets.map(({ device, offsetDb, sdDb, rows }) => ({
      device,
      offset: offsetDb,
      sd: sdDb,
      rows,
    })),
    verdict: report.verdict,
    parameters: report.parameters.map(parameterDocument),
    correlation: rowsOf(report.correlation),
    condition_number: report.conditionNumber,
    iterations: report.iterations.map((point) => ({
      iteration: point.iteration,
      train_mae: point.trainMaeDb,
      validation_mae: point.validationMaeDb,
      validation_all_mae: point.validationAllMaeDb,
    })),
    stopped_by: report.stoppedBy,
    evaluations: report.evaluations,
    mae: {
      before: report.before && errorsDocument(report.before),
      train: errorsDocument(report.train),
      validation: {
        minimum: errorsDocument(validation.minimum),
        last: errorsDocument(validation.last),
        selected: errorsDocument(validation.selected),
      },
    },
    with_field: report.withField && namedDocument(report.withField),
    baselines: report.baselines.map(namedDocument),
    selection: {
      accounted_for: selection.accountedFor,
      contested_share: selection.contestedShare,
      contested_bias: selection.contestedBiasDb,
      free_bias: selection.freeBiasDb,
      sentence: selection.sentence,
    },
    timings: timingsMs,
    result: resultDocument(report.result),
  };
}

/** A residual field is as large as the measurements; it goes into --out, not here. */
function resultDocument(result: CalibratedSector) {
  const { correction, ...rest } = calibratedDocument(result);
  return { ...rest, correction: correction && { ...correction, field: correction.field !== null } };
}

function parameterDocument(p: FittedParameter) {
  return {
    key: p.key,
    label: p.label,
    unit: p.unit,
    group: p.group,
    prior: p.prior,
    fit: p.fit,
    interval95: p.interval,
    curvature_interval95: p.curvatureInterval,
    identified: p.identified,
    at_bound: p.atBound,
    note: p.note,
  };
}

function errorsDocument({ covered, all, coveredCells, allCells }: CellErrors) {
  return { covered, all, covered_cells: coveredCells, all_cells: allCells };
}

function namedDocument({ name, train, validation }: NamedErrors) {
  return { name, train: errorsDocument(train), validation: errorsDocument(validation) };
}

function rowsOf(square: readonly number[]): number[][] {
  const m = Math.round(Math.sqrt(square.length));
  return Array.from({ length: m }, (_, row) => square.slice(row * m, (row + 1) * m));
}

/**
 * Sums over sectors [ms] of recording the paths (once a sector, whatever is fitted to them), of fitting and of judging. With several
 * processes they pass side by side, so that the total is less.
 */
export function stageSums(reports: readonly SectorReport[]): { paths: number; fit: number; validate: number } {
  const paths = new Map(reports.map(({ sectorId, timingsMs }) => [sectorId, timingsMs.paths]));
  return {
    paths: [...paths.values()].reduce((sum, ms) => sum + ms, 0),
    fit: reports.reduce((sum, { timingsMs }) => sum + timingsMs.fit, 0),
    validate: reports.reduce((sum, { timingsMs }) => sum + timingsMs.validate, 0),
  };
}

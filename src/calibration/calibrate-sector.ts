import { badInput } from '../units/errors.ts';
import { fitConstant } from './baselines/constant.ts';
import { fitInverseDistance } from './baselines/inverse-distance.ts';
import { fitLogDistance, fitLogDistancePattern } from './baselines/log-distance.ts';
import { fitResidualKriging } from './baselines/residual-kriging.ts';
import { cellErrors } from './cell-errors.ts';
import { ConvergenceTrace } from './convergence.ts';
import { fieldOnFit } from './field-on-fit.ts';
import { fitFormula, fitOffset } from './fit-classical.ts';
import { fitSectorPhysics, isPhysical } from './fit-sector-physics.ts';
import { fitSpmLevel } from './fit-spm.ts';
import { fitTunedLevel } from './fit-tuned.ts';
import type { MethodFit, MethodHooks } from './method-fit.ts';
import type { Observations } from './observations.ts';
import type { CalibrationOptions, ConvergencePoint, NamedErrors, SectorReport } from './report.ts';
import { type CaseSplit, type SectorCase, splitCase } from './sector-case.ts';
import { selectionReport } from './selection.ts';
import { verdict } from './verdict.ts';

export interface CalibrationHooks {
  onPoint?(point: ConvergencePoint): void;
  onStage?(stage: 'fit' | 'validate'): void;
  shouldStop?(): boolean;
}

/** Levels that differ by less than this are one level [dB]: there is nothing to fit. */
const CONSTANT_DB = 0.05;

/**
 * Calibrates one sector: splits its cells, fits the method to the training cells, judges it on the held-out ones beside the plain
 * predictors on the same split, and says what to think of it.
 * @param pathsMs what recording the paths took [ms]
 * @throws UserError('bad-input') where the data cannot carry the fit: no cell left, levels all alike, too few cells, no coverage
 */
export async function calibrateSector(
  of: SectorCase,
  options: CalibrationOptions,
  pathsMs: number,
  hooks: CalibrationHooks = {},
): Promise<SectorReport> {
  const split = splitCase(of.observations, of.routeOf, options);
  refuseConstant(of, split);
  hooks.onStage?.('fit');
  const began = performance.now();
  const trace = new ConvergenceTrace(of.observations.levelDbm, split, hooks.onPoint?.bind(hooks));
  // Only a fit with iterations has one to choose; the others learn from every training cell.
  const fit = await fitMethod(of, isPhysical(options.method) ? split.fit : split.train, options, {
    onStep: (step, predicted) => trace.add(step, predicted),
    ...(hooks.shouldStop ? { shouldStop: () => hooks.shouldStop!() } : {}),
  });
  const fitted = performance.now();
  hooks.onStage?.('validate');
  const observed = of.observations.levelDbm;
  const errors = (name: string, levels: Float64Array): NamedErrors => ({
    name,
    train: cellErrors(levels, observed, split.train),
    validation: cellErrors(levels, observed, split.validation),
  });
  const corrected = options.residualField ? await fieldOnFit(of, split, fit) : null;
  const report = {
    sectorId: of.sector.id,
    options,
    cells: {
      measured: of.observations.count,
      train: split.train.length,
      validation: split.validation.length,
      indoorMasked: split.masked.length,
      uncovered: fit.levels.reduce((n, level) => (Number.isNaN(level) ? n + 1 : n), 0),
    },
    parameters: fit.parameters,
    correlation: fit.correlation,
    conditionNumber: fit.conditionNumber,
    iterations: trace.points,
    before: fit.before && cellErrors(fit.before, observed, split.validation),
    train: cellErrors(fit.levels, observed, split.train),
    validation: trace.errors(fit.levels),
    withField: corrected && errors('with residual field', corrected.levels),
    baselines: baselines(of, split, options).map(({ name, levels }) => errors(name, levels)),
    selection: selectionReport(of, fit.levels, split.train, fit.truncated),
    stoppedBy: fit.stoppedBy,
    evaluations: fit.evaluations,
    result: corrected ? { ...fit.result, correction: corrected.correction } : fit.result,
  };
  return {
    ...report,
    verdict: verdict(report),
    timingsMs: { paths: pathsMs, fit: fitted - began, validate: performance.now() - fitted },
  };
}

/** Fits the method to the cells at `train`. */
export async function fitMethod(
  of: SectorCase,
  train: Uint32Array,
  options: CalibrationOptions,
  hooks: MethodHooks = {},
): Promise<MethodFit> {
  const { method, split } = options;
  if (isPhysical(method)) return fitSectorPhysics(of, train, options, hooks);
  if (method === 'offset') return fitOffset(of, train, split.seed);
  if (method === 'log-distance' || method === 'log-distance-pattern') return fitFormula(of, train, method, split.seed);
  return method === 'spm' ? fitSpmLevel(of, train, split.seed) : fitTunedLevel(of, train, null, split.seed);
}

interface NamedLevels {
  readonly name: string;
  readonly levels: Float64Array;
}

/** Plain predictions of every split that was asked for: several methods on one split are held against the same. */
const plainLevels = new WeakMap<Observations, Map<string, NamedLevels[]>>();

function baselines(of: SectorCase, { train }: CaseSplit, { split, indoor }: CalibrationOptions): NamedLevels[] {
  const { sector, observations, receiverZM } = of;
  const known = plainLevels.get(observations) ?? new Map<string, NamedLevels[]>();
  plainLevels.set(observations, known);
  const key = JSON.stringify([split, indoor]);
  const made =
    known.get(key) ??
    [
      fitConstant(observations, train),
      fitLogDistance(sector, observations, train, receiverZM),
      fitLogDistancePattern(sector, observations, train, receiverZM),
      fitInverseDistance(observations, train),
      fitResidualKriging(sector, observations, train, receiverZM),
    ].map((baseline) => ({ name: baseline.name, levels: baseline.predict(observations) }));
  known.set(key, made);
  return made;
}

function refuseConstant({ observations, sector }: SectorCase, { train }: CaseSplit): void {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const i of train) {
    least = Math.min(least, observations.levelDbm[i]!);
    most = Math.max(most, observations.levelDbm[i]!);
  }
  if (most - least < CONSTANT_DB)
    throw badInput(
      `All ${train.length} training cells of sector ${sector.id} read ${most.toFixed(1)} dBm: a log that repeats one level cannot calibrate anything; check the column of RSRP.`,
    );
}

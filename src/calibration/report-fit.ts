import { fitConstant } from './baselines/constant.ts';
import { fitInverseDistance } from './baselines/inverse-distance.ts';
import { fitLogDistance, fitLogDistancePattern } from './baselines/log-distance.ts';
import { fitResidualKriging } from './baselines/residual-kriging.ts';
import { cellErrors } from './cell-errors.ts';
import { fieldOnFit } from './field-on-fit.ts';
import type { MethodFit } from './method-fit.ts';
import type { Observations } from './observations.ts';
import type { OpenCase } from './open-case.ts';
import type { CalibrationOptions, NamedErrors, SectorReport } from './report.ts';
import type { CaseSplit, SectorCase } from './sector-case.ts';
import { selectionReport } from './selection.ts';
import { verdict } from './verdict.ts';

/**
 * Judges a fit on the held-out cells beside the plain predictors on the same split, and says what to think of it.
 * @param tookMs what recording the paths and the fit took [ms]
 */
export async function reportFit(
  { of, options, split, trace }: OpenCase,
  fit: MethodFit,
  tookMs: { readonly paths: number; readonly fit: number },
): Promise<SectorReport> {
  const began = performance.now();
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
    deviceOffsets: of.deviceOffsets ?? [],
    otherCarrierRows: of.otherCarrierRows ?? 0,
    result: corrected ? { ...fit.result, correction: corrected.correction } : fit.result,
  };
  return {
    ...report,
    verdict: verdict(report),
    timingsMs: { ...tookMs, validate: performance.now() - began + (fit.intervalsMs ?? 0) },
  };
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

import { fitFormula, fitOffset } from './fit-classical.ts';
import { fitNetwork } from './fit-network.ts';
import { fitSectorPhysics, isPhysical } from './fit-sector-physics.ts';
import { fitSpmLevel } from './fit-spm.ts';
import { fitTunedLevel } from './fit-tuned.ts';
import type { MethodFit, MethodHooks } from './method-fit.ts';
import { type OpenCase, openCase } from './open-case.ts';
import type { CalibrationOptions, ConvergencePoint, SectorReport } from './report.ts';
import { reportFit } from './report-fit.ts';
import type { SectorCase } from './sector-case.ts';

export interface CalibrationHooks {
  onPoint?(point: ConvergencePoint): void;
  onStage?(stage: 'fit' | 'validate'): void;
  shouldStop?(): boolean;
}

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
  const open = openCase(of, options, hooks);
  hooks.onStage?.('fit');
  const began = performance.now();
  const fit = await fitOpenCase(open);
  const fitMs = performance.now() - began - (fit.intervalsMs ?? 0);
  hooks.onStage?.('validate');
  return reportFit(open, fit, { paths: pathsMs, fit: fitMs });
}

/** Fits the case's method to its training cells. Rejects as `calibrateSector` does. */
export async function fitOpenCase({ of, options, split, train, hooks }: OpenCase): Promise<MethodFit> {
  return options.method === 'dl' ? fitNetwork(of, split, options, hooks) : fitMethod(of, train, options, hooks);
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

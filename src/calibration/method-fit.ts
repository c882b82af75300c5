import type { FitHooks } from './fit/problem.ts';
import type { CalibratedSector, ConvergencePoint, FittedParameter } from './report.ts';
import type { LevelRaster } from './tuned/level-features.ts';

/** What every method gives back. */
export interface MethodFit {
  /** Levels [dBm] of all cells of the case, NaN without coverage. */
  readonly levels: Float64Array;
  /** The engine as it stood before; null for methods without one. */
  readonly before: Float64Array | null;
  readonly parameters: readonly FittedParameter[];
  readonly correlation: readonly number[];
  readonly conditionNumber: number | null;
  readonly evaluations: number;
  readonly stoppedBy: string;
  /** Whether the fit allowed for the choice of the serving cell. */
  readonly truncated: boolean;
  readonly result: CalibratedSector;
  /** What the intervals took beside the fit [ms]; left out where there was nothing to part. */
  readonly intervalsMs?: number;
  /** Levels about the measured cells; left out where an engine gives them from the result. */
  readonly map?: () => Promise<LevelRaster>;
}

/** What a method is told of every step, and asked whether to go on. */
export interface MethodHooks extends FitHooks {
  /** The iterations of a fit that goes on from where it was stopped, before its first step. */
  onEarlier?(points: readonly ConvergencePoint[]): void;
}

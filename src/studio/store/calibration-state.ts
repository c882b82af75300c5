import { DEFAULT_CALIBRATION } from '../../calibration/report.ts';
import type { CalibrationOptions, ConvergencePoint, SectorMeasured } from '../../worker/calibration-protocol.ts';
import type { CalibrationRun } from '../calibration/calibration-run.ts';

/** What is to be calibrated, and how. */
export interface CalibrationSetup {
  readonly options: CalibrationOptions;
  /** The sector (or the site's sectors) in hand, or those ticked in the list. */
  readonly scope: 'selected' | 'listed';
  readonly listed: readonly string[];
}

export interface SplitCounts {
  readonly train: number;
  readonly heldOut: number;
  readonly masked: number;
}

/** A calibration that runs. */
export interface CalibrationProgress {
  readonly runId: string;
  readonly startedMs: number;
  readonly sectorId: string;
  readonly index: number;
  readonly of: number;
  readonly stage: 'paths' | 'fit' | 'validate';
  readonly fraction: number;
  /** Steps of the fit so far, of the sector that is being fitted. */
  readonly points: readonly ConvergencePoint[];
  /** What it was asked to do and does once the step under way is done. */
  readonly ending: 'cancel' | 'pause' | null;
}

/** The corrected map of the open run's sector. The map itself is in the registry. */
export interface CorrectedSummary {
  readonly sectorId: string;
  readonly fraction: number;
  readonly done: boolean;
}

/** What the calibration panel shows. Split cells and corrected maps are in the registry. */
export interface CalibrationState {
  readonly open: boolean;
  readonly view: 'setup' | 'result' | 'compare';
  readonly setup: CalibrationSetup;
  /** Rows by sector; null while they are not known. */
  readonly measured: readonly SectorMeasured[] | null;
  readonly split: SplitCounts | null;
  readonly splitShown: boolean;
  readonly splitProblem: string | null;
  readonly progress: CalibrationProgress | null;
  /** Why the last run came to nothing. */
  readonly problem: string | null;
  /** Newest first. */
  readonly runs: readonly CalibrationRun[];
  readonly openRunId: string | null;
  readonly openSectorId: string | null;
  readonly comparedIds: readonly string[];
  readonly corrected: CorrectedSummary | null;
}

export const INITIAL_CALIBRATION: CalibrationState = {
  open: false,
  view: 'setup',
  // A cluster stands in one city: its sectors share materials unless they are told not to.
  setup: { options: { ...DEFAULT_CALIBRATION, shareMaterials: true }, scope: 'selected', listed: [] },
  measured: null,
  split: null,
  splitShown: true,
  splitProblem: null,
  progress: null,
  problem: null,
  runs: [],
  openRunId: null,
  openSectorId: null,
  comparedIds: [],
  corrected: null,
};

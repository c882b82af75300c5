import { type CalibrationOptions, DEFAULT_CALIBRATION } from '../calibration/report.ts';
import type { CalibrateOptions } from './calibrate-options.ts';
import { askedSplits } from './split-options.ts';

/** The fits of every sector: each draw of each kind of split by each method, so that all methods meet the same cells. */
export function calibrationRuns(options: CalibrateOptions): CalibrationOptions[] {
  const { methods, fit, seed } = options;
  return askedSplits(options, seed).flatMap((split) =>
    methods.map((method) => ({ ...DEFAULT_CALIBRATION, method, split, ...fit })),
  );
}

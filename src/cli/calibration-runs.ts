import { type CalibrationOptions, DEFAULT_CALIBRATION } from '../calibration/report.ts';
import type { CalibrateOptions } from './calibrate-options.ts';

/** The fits of every sector: each draw of each kind of split by each method, so that all methods meet the same cells. */
export function calibrationRuns(options: CalibrateOptions): CalibrationOptions[] {
  const { splits, draws, methods, fit, trainShare, blockM, seed } = options;
  return splits.flatMap((kind) =>
    Array.from({ length: draws }, (_, draw) => ({ kind, trainShare, blockM, seed: (seed + draw) % 2 ** 32 })).flatMap(
      (split) => methods.map((method) => ({ ...DEFAULT_CALIBRATION, method, split, ...fit })),
    ),
  );
}

import type { Points } from '../points.ts';

/** A number that a baseline was fitted with, to be shown beside its error. NaN: the training cells do not determine it. */
export interface BaselineParameter {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** A plain predictor that a calibration has to beat on the same split. */
export interface Baseline {
  readonly name: string;
  readonly parameters: readonly BaselineParameter[];
  /** Level [dBm] at every point; never NaN. */
  predict(points: Points): Float64Array;
}

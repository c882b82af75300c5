import type { ExpectedFile } from '../models/model-source.ts';

/** One weight of a model: where its file holds it, in the order of the vector of all weights. */
export interface StoredWeight {
  readonly name: string;
  /** First byte in the model's file; values are little-endian. */
  readonly offset: number;
  readonly type: 'float16' | 'float32';
  readonly count: number;
}

/** What is needed to train a model to a site: `tuning.json` beside its card. */
export interface TuningFacts {
  readonly model: string;
  /** Rows and columns of the maps that the step takes. */
  readonly size: number;
  /** The model's own file, which holds the weights. */
  readonly weights: ExpectedFile;
  /** One step of training. */
  readonly step: ExpectedFile;
  /** Rows and columns of each of the site's grids. */
  readonly siteSides: readonly number[];
  readonly parameters: readonly StoredWeight[];
}

/** Values of the site's grids, at the end of the delta. */
export function siteLength({ siteSides }: Pick<TuningFacts, 'siteSides'>): number {
  return siteSides.reduce((sum, side) => sum + side * side, 0);
}

/** Values of the model's weights that are trained. */
export function weightLength({ parameters }: Pick<TuningFacts, 'parameters'>): number {
  return parameters.reduce((sum, { count }) => sum + count, 0);
}

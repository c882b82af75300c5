import type { Points } from '../points.ts';
import type { BoostedTrees } from '../pooled/boosted-trees.ts';
import type { CalibrationOptions } from '../report.ts';
import type { SharedShadow } from '../residual-field/cluster-shadow.ts';
import type { CaseSplit, SectorCase } from '../sector-case.ts';
import type { LevelRaster } from '../tuned/level-features.ts';

/** A sector with all that methods stand on. What several of them share is made once, and its time kept. */
export interface MethodCase {
  readonly of: SectorCase;
  /** The map of a learned predictor as shipped, about the measured cells; null where no predictor is at hand. */
  readonly learnedMap: ((model: string) => Promise<LevelRaster>) | null;
  /** What the residuals of the other sectors say of places; null or left out where this sector is alone. */
  readonly neighbours?: ((split: CaseSplit, options: CalibrationOptions) => (places: Points) => SharedShadow) | null;
  /** Trees on what interpolation gets wrong, of the cells that this sector may see of all; null or left out where this sector is alone. */
  readonly pooled?:
    | ((split: CaseSplit, options: CalibrationOptions, shouldStop: () => boolean) => Promise<BoostedTrees>)
    | null;
  /** A map of another source; null or left out where none was given. */
  readonly givenMap?: LevelRaster | null;
  /** What has been shared so far and what it took [s], by name (see SHARED). */
  readonly sharedSeconds: ReadonlyMap<string, number>;
}

/** A method's levels of every cell of a case [dBm], NaN without coverage. */
export interface MethodLevels {
  /** Of the iteration that inner cells chose, where there are iterations. */
  readonly levels: Float64Array;
  /** With the least error on the held-out cells, and at the end; left out for methods without iterations. */
  readonly minimum?: Float64Array;
  readonly last?: Float64Array;
  readonly iterations: number | null;
  /** The same method on a whole raster about the measured cells; left out where no engine is at hand to make it. */
  readonly map?: () => Promise<LevelRaster>;
}

export interface MethodRun {
  readonly of: MethodCase;
  readonly split: CaseSplit;
  /** With the split; the method is set by the row. */
  readonly options: CalibrationOptions;
  readonly model: string;
  readonly informedModel: string;
  shouldStop(): boolean;
  /** Told of each iteration of a method that iterates. */
  onIteration?(): void;
}

/** A row of a study: fits a method to the training cells. Rejects with UserError('bad-input') where it cannot, which makes the row missing. */
export type StudyMethod = (run: MethodRun) => Promise<MethodLevels>;

/** Names under which shared work is kept in `MethodCase.sharedSeconds`. */
export const SHARED = {
  paths: 'paths',
  sweepMap: 'map of the sweep',
  modelMap: (model: string) => `map of ${model}`,
} as const;

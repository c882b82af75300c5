import type { SolveSummary } from '../results/solve-summary.ts';
import type { EngineChoice } from './project-document.ts';

/** What stands beyond the line: the project with the open calibration accepted, or computed by another engine. */
export type BeyondLine =
  | { readonly kind: 'calibration' }
  /** Null while no engine is chosen. */
  | { readonly kind: 'engine'; readonly engine: EngineChoice | null };

/** A line over the map, with another map beyond it. There is one at a time. */
export interface SwipeState {
  /** Where the line stands, 0..1 of the window's width. */
  readonly at: number;
  readonly beyond: BeyondLine;
}

/** The map beyond the line. The map itself is in the registry. */
export interface AfterMapState {
  readonly version: number;
  readonly refined: boolean;
  readonly stage: string;
  readonly hasSpread: boolean;
  readonly solves: SolveSummary;
  /** Why sectors have no map there; null where all have one. */
  readonly refusal: string | null;
}

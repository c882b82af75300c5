import type { SolveSummary } from '../results/solve-summary.ts';
import type { EngineChoice, ProjectDocument } from './project-document.ts';

/** A result that can stand on a side of a comparison. */
export type ResultRef =
  /** The project as it is. */
  | { readonly kind: 'now' }
  /** The project with the open calibration accepted. */
  | { readonly kind: 'calibration' }
  /** The project by another engine; null while none is chosen. */
  | { readonly kind: 'engine'; readonly engine: EngineChoice | null }
  /** The project as it was before an edit. */
  | { readonly kind: 'before'; readonly label: string; readonly project: ProjectDocument }
  | { readonly kind: 'kept'; readonly id: string }
  | { readonly kind: 'measured' };

/** `swipe`: a line with the second map beyond it; `side`: two maps with one camera; `difference`: one map of what sets them apart. */
export const COMPARE_MODES = ['swipe', 'side', 'difference'] as const;
export type CompareMode = (typeof COMPARE_MODES)[number];

/** What is left of the line, or of the middle, and what is right of it. */
export type Side = 'first' | 'second';

/** Two results beside one another. There is one comparison at a time. */
export interface SwipeState {
  readonly mode: CompareMode;
  /** Where the line stands, 0..1 of the window's width. */
  readonly at: number;
  readonly first: ResultRef;
  readonly second: ResultRef;
}

export const NOW: ResultRef = { kind: 'now' };

/** True where one of two compared results is what was measured. */
export function isBesideMeasured(swipe: Pick<SwipeState, Side> | null): boolean {
  return swipe?.first.kind === 'measured' || swipe?.second.kind === 'measured';
}

/** A map of a comparison that is not the one of the project as it is. The map itself is in the registry. */
export interface SideMapState {
  readonly version: number;
  readonly refined: boolean;
  readonly stage: string;
  readonly hasSpread: boolean;
  readonly solves: SolveSummary;
  /** Why sectors have no map there; null where all have one. */
  readonly refusal: string | null;
}

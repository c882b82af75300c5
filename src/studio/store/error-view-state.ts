import type { ErrorMetrics } from '../../metrics/error-metrics.ts';

/** Which chart of the error view is shown. */
export type ErrorChart = 'distribution' | 'levels' | 'distance' | 'classes' | 'results';

/** What measured cells are told apart by. */
export type CellGrouping = 'sight' | 'mechanism' | 'sector' | 'roofs' | 'land-use';

/** From `low` up to, not including, `high`; either may be infinite. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** Which measured cells are selected, by what was brushed: cells of a later map are selected by the same rule. */
export type Brush =
  | { readonly kind: 'error'; readonly errorDb: ValueRange }
  | { readonly kind: 'levels'; readonly measuredDbm: ValueRange; readonly predictedDbm: ValueRange }
  | { readonly kind: 'distance'; readonly distanceM: ValueRange }
  | { readonly kind: 'class'; readonly grouping: CellGrouping; readonly names: readonly string[] }
  /** A box on the map, the `box`-th one: its cells are in the registry. */
  | { readonly kind: 'map'; readonly box: number };

/** What the error view shows. The selected cells themselves are in the registry. */
export interface ErrorViewState {
  readonly chart: ErrorChart;
  readonly grouping: CellGrouping;
  readonly brush: Brush | null;
  /** Figures of the selected cells; null while there are none, and while the view is not shown. */
  readonly selected: ErrorMetrics | null;
}

export const INITIAL_ERROR_VIEW: ErrorViewState = {
  chart: 'distribution',
  grouping: 'sight',
  brush: null,
  selected: null,
};

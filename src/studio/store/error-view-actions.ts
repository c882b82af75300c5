import type { Brush, CellGrouping, ErrorChart, ErrorViewState } from './error-view-state.ts';
import { type StudioState, studioStore } from './studio-store.ts';
import { showDockTab } from './view-actions.ts';

export const ERROR_TAB = 'error';

function patch(change: Partial<ErrorViewState>): void {
  studioStore.setState(({ errorView }) => ({ errorView: { ...errorView, ...change } }));
}

export function showErrorChart(chart: ErrorChart): void {
  patch({ chart });
}

export function groupCells(grouping: CellGrouping): void {
  patch({ grouping });
}

/** Selects measured cells by a brush; null: none. */
export function brushCells(brush: Brush | null): void {
  patch({ brush });
}

/** What the selected cells come to, told by whoever works it out. */
export function tellSelected(selected: ErrorViewState['selected']): void {
  patch({ selected });
}

let boxes = 0;

/** Selects the cells that were put into the registry as those of a box on the map, and shows where they lie in the charts. */
export function selectBoxed(): void {
  brushCells({ kind: 'map', box: ++boxes });
  showDockTab(ERROR_TAB);
}

/** True while the error view is on the screen: only then is a selection marked on the map. */
export function isErrorViewShown({ dock, measurements, map, present }: StudioState): boolean {
  return dock.open && dock.tab === ERROR_TAB && hasErrors({ measurements, map }) && !present.on;
}

/** True where there is a map, and measurements to hold it against. */
export function hasErrors({ measurements, map }: Pick<StudioState, 'measurements' | 'map'>): boolean {
  return measurements !== null && map !== null;
}

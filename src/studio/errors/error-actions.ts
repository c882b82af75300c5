import type { ActionSource } from '../actions/action.ts';
import { takeTool } from '../store/editing-actions.ts';
import { brushCells, ERROR_TAB, hasErrors, isErrorViewShown } from '../store/error-view-actions.ts';
import { showDockTab } from '../store/view-actions.ts';

export const errorActions: ActionSource = (state) => [
  {
    id: 'select-cells',
    title: 'Select measured cells on the map',
    group: 'Measure',
    words: 'box error brush points residual review',
    enabled: hasErrors(state),
    chosen: state.editing.tool?.kind === 'select-cells',
    run: () => {
      showDockTab(ERROR_TAB);
      takeTool({ kind: 'select-cells' });
    },
  },
  {
    id: 'clear-cells',
    title: 'Clear the selected cells',
    group: 'Measure',
    words: 'error brush none',
    enabled: state.errorView.brush !== null && isErrorViewShown(state),
    run: () => brushCells(null),
  },
];

import type { ActionSource } from '../actions/action.ts';
import { closeExplanation } from '../store/explain-actions.ts';

export const explainActions: ActionSource = (state) => [
  {
    id: 'explain-cell',
    title: 'Explain the cell under the pointer',
    group: 'Measure',
    keys: ['x'],
    words: 'why pixel paths loss budget rays reflections profile',
    enabled: state.scene !== null && state.history.project.sectors.length > 0,
    run: (session) => session.explainAtPointer(),
  },
  {
    id: 'close-explanation',
    title: 'Close the explanation',
    group: 'Measure',
    words: 'paths end',
    enabled: state.explain.place !== null,
    run: closeExplanation,
  },
];

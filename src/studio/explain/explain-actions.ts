import type { ActionSource } from '../actions/action.ts';

export const explainActions: ActionSource = (state) => [
  {
    id: 'explain-cell',
    title: 'Explain the cell under the pointer',
    group: 'Measure',
    keys: ['x'],
    words: 'why pixel paths loss budget rays reflections profile',
    enabled: state.scene !== null && state.history.project.sectors.length > 0,
    run: (session) => session.places.explainAtPointer(),
  },
];

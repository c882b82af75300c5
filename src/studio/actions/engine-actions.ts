import { toggleComparison } from '../engines/compare-actions.ts';
import { engineOptions } from '../engines/engine-options.ts';
import type { Action, ActionSource } from './action.ts';

export const engineActions: ActionSource = (state, session) => {
  const chosen = state.history.project.settings.engine ?? 'auto';
  const comparing = state.swipe?.beyond.kind === 'engine';
  return [
    ...engineOptions(state.models, session.scene()).flatMap(({ group, items }) =>
      items.map(
        ({ value, label, disabled }): Action => ({
          id: `engine-${value}`,
          title: `Compute with ${label}`,
          group: 'Engine',
          words: `${group} model predictor`,
          enabled: disabled !== true,
          chosen: chosen === value,
          run: () => session.engines.choose(value),
        }),
      ),
    ),
    {
      id: 'compare-engines',
      title: comparing ? 'End the comparison' : 'Compare two engines',
      group: 'Compare',
      keys: ['c'],
      words: 'swipe difference side',
      run: () => toggleComparison(session.scene()),
    },
  ];
};

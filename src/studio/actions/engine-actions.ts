import { engineOptions } from '../engines/engine-options.ts';
import type { Action, ActionSource } from './action.ts';

export const engineActions: ActionSource = (state, session) => {
  const chosen = state.history.project.settings.engine ?? 'auto';
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
  ];
};

import { DEFAULT_SETTINGS } from '../../propagation/solve-request.ts';
import { SOLVE_LIMITS } from '../commands/hand-limits.ts';
import { patchSettings } from '../commands/project-commands.ts';
import { engineOf, heededBy } from '../engines/engine-choice.ts';
import { engineOptions } from '../engines/engine-options.ts';
import type { Action, ActionSource } from './action.ts';

export const engineActions: ActionSource = (state, session) => {
  const chosen = state.history.project.settings.engine ?? 'auto';
  const rays = state.history.project.settings.rays ?? DEFAULT_SETTINGS.rays;
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
      id: 'more-rays',
      title: 'Refine with four times the rays',
      group: 'Engine',
      words: 'launch noise standard error better',
      enabled: heededBy(engineOf(chosen, session.scene())).rays && rays < SOLVE_LIMITS.rays.max,
      run: () => patchSettings({ rays: Math.min(SOLVE_LIMITS.rays.max, 4 * rays) }, 'Change rays'),
    },
  ];
};

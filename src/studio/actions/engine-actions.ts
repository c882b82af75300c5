import { DEFAULT_SETTINGS } from '../../propagation/solve-request.ts';
import { SOLVE_LIMITS } from '../commands/hand-limits.ts';
import { patchSettings } from '../commands/project-commands.ts';
import { engineOf, heededBy } from '../engines/engine-choice.ts';
import { engineOptions } from '../engines/engine-options.ts';
import { nextTargetDb } from '../results/standard-error.ts';
import type { Action, ActionSource } from './action.ts';

export const engineActions: ActionSource = (state, session) => {
  const chosen = state.history.project.settings.engine ?? 'auto';
  const rays = state.history.project.settings.rays ?? DEFAULT_SETTINGS.rays;
  const launches = heededBy(engineOf(chosen, session.scene())).rays;
  const target = heededBy(engineOf(chosen, session.scene())).targetError
    ? nextTargetDb(state.map?.standardErrorDb ?? null)
    : null;
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
      id: 'refine',
      title: target === null ? 'Refine to a smaller standard error' : `Refine to a standard error of ${target} dB`,
      group: 'Engine',
      words: 'launch continue go on noise better rays',
      enabled: target !== null && state.run.phase === 'refined',
      run: () => patchSettings({ targetErrorDb: target ?? 0 }, 'Refine'),
    },
    {
      id: 'pause-run',
      title: 'Pause computing',
      group: 'Engine',
      words: 'hold stop launch rays',
      enabled: state.run.phase === 'solving' && launches,
      run: (session) => session.pause(),
    },
    {
      id: 'resume-run',
      title: 'Go on computing',
      group: 'Engine',
      words: 'resume continue launch rays',
      enabled: state.run.phase === 'paused' || state.run.phase === 'cancelled',
      run: (session) => session.resume(),
    },
    {
      id: 'more-rays',
      title: 'Refine with four times the rays',
      group: 'Engine',
      words: 'launch noise standard error better',
      enabled: launches && rays < SOLVE_LIMITS.rays.max,
      run: () => patchSettings({ rays: Math.min(SOLVE_LIMITS.rays.max, 4 * rays) }, 'Change rays'),
    },
  ];
};

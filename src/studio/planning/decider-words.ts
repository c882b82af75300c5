import type { DeciderName } from '../../planning/handover/handover-scenario.ts';

export const DECIDER_WORDS: Readonly<Record<DeciderName, string>> = {
  strongest: 'Strongest cell',
  a3: 'Event A3',
  greedy: 'Load-aware, greedy',
  meta: 'Online learner',
};

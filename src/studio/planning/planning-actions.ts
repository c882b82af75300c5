import type { ActionSource } from '../actions/action.ts';
import { PLANNING_TAB, patchPlanning } from '../store/planning-actions.ts';
import { showDockTab } from '../store/view-actions.ts';

export const planningActions: ActionSource = ({ planning, map }) => [
  {
    id: 'plan-power',
    title: 'Plan the least powers',
    group: 'Compare',
    words: 'planning power saving energy users demand throughput regret',
    enabled: map !== null && planning.running === null,
    run: (session) => {
      patchPlanning({ task: 'power' });
      showDockTab(PLANNING_TAB);
      void session.planning.run('power');
    },
  },
  {
    id: 'plan-handover',
    title: 'Plan handover of moving users',
    group: 'Compare',
    words: 'planning mobility walk a3 event throughput switching',
    enabled: map !== null && planning.running === null,
    run: (session) => {
      patchPlanning({ task: 'handover' });
      showDockTab(PLANNING_TAB);
      void session.planning.run('handover');
    },
  },
  {
    id: 'cancel-plan',
    title: 'Cancel the plan',
    group: 'Compare',
    words: 'planning stop end',
    enabled: planning.running !== null,
    run: (session) => session.planning.cancel(),
  },
];

import type { ActionSource } from '../actions/action.ts';
import type { NetworkTask } from '../store/network-plan-store.ts';
import { PLANNING_TAB, patchPlanning } from '../store/planning-actions.ts';
import { showDockTab } from '../store/view-actions.ts';
import { showWalk, toggleWalk } from '../store/walk-actions.ts';

/** Plans that make their own maps come with their store. */
async function showNetworkPlan(task: NetworkTask): Promise<void> {
  showDockTab(PLANNING_TAB);
  (await import('../store/network-plan-store.ts')).showNetworkTask(task);
}

export const planningActions: ActionSource = ({ planning, map, walk }) => [
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
    id: 'plan-antennas',
    title: 'Plan tilts and azimuths',
    group: 'Compare',
    words: 'planning antennas optimise downtilt coverage targets',
    run: () => void showNetworkPlan('antennas'),
  },
  {
    id: 'plan-sites',
    title: 'Rank places for new sites',
    group: 'Compare',
    words: 'planning candidates roofs coverage mast',
    run: () => void showNetworkPlan('sites'),
  },
  {
    id: 'plan-coverage',
    title: 'Count what the maps cover',
    group: 'Compare',
    words: 'planning coverage table land use class population overlap pollution throughput',
    run: () => void showNetworkPlan('coverage'),
  },
  {
    id: 'play-walk',
    title: walk.playing ? 'Pause the walking users' : 'Play the walking users',
    group: 'Compare',
    words: 'planning handover live mobility map',
    enabled: walk.shown,
    run: toggleWalk,
  },
  {
    id: 'show-walk',
    title: walk.shown ? 'Take the walking users off the map' : 'Show walking users on the map',
    group: 'Compare',
    words: 'planning handover live mobility',
    enabled: walk.recorded > 0,
    run: () => showWalk(!walk.shown),
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

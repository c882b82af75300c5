import type { ActionSource } from '../actions/action.ts';
import { showDockTab } from '../store/view-actions.ts';
import { dockTabs } from './dock-tabs.tsx';

export const dockActions: ActionSource = (state) =>
  dockTabs(state).map(({ id, title, words }) => ({
    id: `dock-${id}`,
    title: `Show ${title.charAt(0).toLowerCase()}${title.slice(1)} in the dock`,
    group: 'View',
    words,
    chosen: state.dock.open && state.dock.tab === id,
    run: () => showDockTab(id),
  }));

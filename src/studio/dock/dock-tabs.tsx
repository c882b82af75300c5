import { DRIVE_TAB } from '../store/drive-actions.ts';
import { ERROR_TAB, hasErrors } from '../store/error-view-actions.ts';
import { PLANNING_TAB } from '../store/planning-actions.ts';
import { PROFILE_TAB } from '../store/profile-actions.ts';
import type { StudioState } from '../store/studio-store.ts';
import { type Later, later } from '../ui/deferred-part.tsx';

export interface DockTab {
  readonly id: string;
  readonly title: string;
  /** Further words that its command is found by. */
  readonly words: string;
  /** Comes when it is first shown. */
  readonly Body: Later<object>;
  /** False while there is nothing to show in it; left out: always there. */
  readonly isThere?: (state: StudioState) => boolean;
}

/** One line per tab, in the order they stand in. */
const TABS: readonly DockTab[] = [
  {
    id: 'statistics',
    title: 'Statistics',
    words: 'coverage area share cdf histogram distribution error classes',
    Body: later('Statistics', async () => (await import('../statistics/statistics-tab.tsx')).StatisticsTab),
  },
  {
    id: ERROR_TAB,
    title: 'Error',
    words: 'prediction measurement residual histogram density distance box plot brush select cells review',
    Body: later('The error view', async () => (await import('../errors/error-tab.tsx')).ErrorTab),
    isThere: hasErrors,
  },
  {
    id: PROFILE_TAB,
    title: 'Profile',
    words: 'line cut section terrain fresnel zone roofs level along',
    Body: later('The profile', async () => (await import('../profile/profile-tab.tsx')).ProfileTab),
  },
  {
    id: DRIVE_TAB,
    title: 'Drive',
    words: 'replay drive test route time strip measured play',
    Body: later('The drive', async () => (await import('../drive/drive-tab.tsx')).DriveTab),
    isThere: ({ measurements }) => measurements !== null,
  },
  {
    id: 'verdict',
    title: 'Verdict',
    words: 'methods compare ray tracing learned network kriging table 2 best which differentiate',
    Body: later('The verdict', async () => (await import('../verdict/verdict-tab.tsx')).VerdictTab),
  },
  {
    id: PLANNING_TAB,
    title: 'Planning',
    words: 'power saving handover users demand mobility regret energy optimise',
    Body: later('Planning', async () => (await import('../planning/planning-tab.tsx')).PlanningTab),
  },
  {
    id: 'sectors',
    title: 'Sectors',
    words: 'table list antennas served area',
    Body: later('The sectors', async () => (await import('./sector-table.tsx')).SectorTable),
  },
];

export function dockTabs(state: StudioState): readonly DockTab[] {
  return TABS.filter(({ isThere }) => isThere?.(state) ?? true);
}

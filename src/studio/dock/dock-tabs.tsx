import type { ComponentType } from 'react';
import { StatisticsTab } from '../statistics/statistics-tab.tsx';
import type { StudioState } from '../store/studio-store.ts';
import { SectorTable } from './sector-table.tsx';

export interface DockTab {
  readonly id: string;
  readonly title: string;
  /** Further words that its command is found by. */
  readonly words: string;
  readonly Body: ComponentType;
  /** False while there is nothing to show in it; left out: always there. */
  readonly isThere?: (state: StudioState) => boolean;
}

/** One line per tab, in the order they stand in. */
const TABS: readonly DockTab[] = [
  {
    id: 'statistics',
    title: 'Statistics',
    words: 'coverage area share cdf histogram distribution error classes',
    Body: StatisticsTab,
  },
  { id: 'sectors', title: 'Sectors', words: 'table list antennas served area', Body: SectorTable },
];

export function dockTabs(state: StudioState): readonly DockTab[] {
  return TABS.filter(({ isThere }) => isThere?.(state) ?? true);
}

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { CoverageLine } from '../../planning/coverage/coverage-table.ts';
import type { OptimisedAntennas, RankedSites } from '../../worker/network-plan-protocol.ts';
import type { Setup } from '../network-plan/setup.ts';
import type { SectorSettings } from './project-document.ts';

/** What is planned of a network with maps of its own. */
export type NetworkTask = 'antennas' | 'sites' | 'coverage';

interface Asked {
  /** As it was then. */
  readonly setup: Setup;
}

interface AskedOfNetwork extends Asked {
  /** The project's sectors as they stood. */
  readonly sectors: readonly SectorSettings[];
  readonly tookMs: number;
}

export interface AntennaPlan extends AskedOfNetwork {
  readonly found: OptimisedAntennas;
}

export interface SitePlan extends AskedOfNetwork, RankedSites {
  /** Words for the engine that computed the maps. */
  readonly engine: string;
}

export interface CoveragePlan extends Asked {
  readonly lines: readonly CoverageLine[];
  /** Sectors that were counted, and those that not all chosen maps have. */
  readonly sectors: readonly string[];
  readonly leftOut: readonly string[];
}

/** A store of its own, since its code comes when it is first shown. What is asked is in the project (network-plan/read-setup.ts). */
export interface NetworkPlanState {
  /** The task in the window; null: one of those on maps in hand (planning-state.ts). */
  readonly task: NetworkTask | null;
  readonly running: {
    readonly task: NetworkTask;
    readonly fraction: number;
    readonly words: string;
    readonly cancelling: boolean;
  } | null;
  readonly problem: string | null;
  readonly antennaPlan: AntennaPlan | null;
  readonly sitePlan: SitePlan | null;
  readonly coveragePlan: CoveragePlan | null;
  /** Candidate that is shown on the map. */
  readonly shownSite: string | null;
}

const NOTHING_FOUND = {
  running: null,
  problem: null,
  antennaPlan: null,
  sitePlan: null,
  coveragePlan: null,
  shownSite: null,
} as const;

export const networkPlanStore = createStore<NetworkPlanState>(() => ({ task: null, ...NOTHING_FOUND }));

export function useNetworkPlan<T>(select: (state: NetworkPlanState) => T): T {
  return useStore(networkPlanStore, select);
}

export function patchNetworkPlan(change: Partial<NetworkPlanState>): void {
  networkPlanStore.setState(change);
}

export function showNetworkTask(task: NetworkTask | null): void {
  networkPlanStore.setState({ task, problem: null });
}

/** Another project: nothing of what was found is its own. */
export function forgetNetworkPlans(): void {
  networkPlanStore.setState(NOTHING_FOUND);
}

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { DEFAULT_LIMITS, DEFAULT_STEPS } from '../../planning/antennas/antenna-lattice.ts';
import { type CoverageTargets, DEFAULT_TARGETS } from '../../planning/coverage/coverage-targets.ts';
import type { NamedBytes } from '../../worker/engine-protocol.ts';
import type { ObjectiveWeights, OptimisedAntennas } from '../../worker/network-plan-protocol.ts';
import type { SectorSettings } from './project-document.ts';

/** What is planned of a network with maps of its own. */
export type NetworkTask = 'antennas';

/** What is sought, alike for all tasks. */
export interface ObjectiveSetup {
  readonly targets: CoverageTargets;
  readonly weighBy: ObjectiveWeights['kind'];
  /** GeoTIFF of persons a cell; null until one was chosen. */
  readonly population: NamedBytes | null;
  /** Cells of the maps that are planned on [m]. */
  readonly cellSizeM: number;
}

export interface AntennaSetup {
  /** Sectors that may be turned; null: all. */
  readonly sectors: readonly string[] | null;
  readonly tiltDeg: readonly [number, number];
  readonly azimuthRangeDeg: number;
  readonly tiltStepDeg: number;
  readonly azimuthStepDeg: number;
  readonly starts: number;
  readonly seed: number;
}

interface Asked {
  readonly objective: ObjectiveSetup;
  /** The project's sectors as they stood. */
  readonly sectors: readonly SectorSettings[];
  readonly tookMs: number;
}

export interface AntennaPlan extends Asked {
  readonly setup: AntennaSetup;
  readonly found: OptimisedAntennas;
}

/** A store of its own, since its code comes when it is first shown. */
export interface NetworkPlanState {
  /** The task in the window; null: one of those on maps in hand (planning-state.ts). */
  readonly task: NetworkTask | null;
  readonly objective: ObjectiveSetup;
  readonly antennas: AntennaSetup;
  readonly running: {
    readonly task: NetworkTask;
    readonly fraction: number;
    readonly words: string;
    readonly cancelling: boolean;
  } | null;
  readonly problem: string | null;
  readonly antennaPlan: AntennaPlan | null;
}

const INITIAL: NetworkPlanState = {
  task: null,
  objective: { targets: DEFAULT_TARGETS, weighBy: 'area', population: null, cellSizeM: 20 },
  antennas: {
    sectors: null,
    ...DEFAULT_LIMITS,
    tiltStepDeg: DEFAULT_STEPS.tiltDeg,
    azimuthStepDeg: DEFAULT_STEPS.azimuthDeg,
    starts: 4,
    seed: 42,
  },
  running: null,
  problem: null,
  antennaPlan: null,
};

export const networkPlanStore = createStore<NetworkPlanState>(() => INITIAL);

export function useNetworkPlan<T>(select: (state: NetworkPlanState) => T): T {
  return useStore(networkPlanStore, select);
}

export function patchNetworkPlan(change: Partial<NetworkPlanState>): void {
  networkPlanStore.setState(change);
}

export function showNetworkTask(task: NetworkTask | null): void {
  networkPlanStore.setState({ task, problem: null });
}

export function setObjective(change: Partial<ObjectiveSetup>): void {
  networkPlanStore.setState(({ objective }) => ({ objective: { ...objective, ...change }, problem: null }));
}

export function setTargets(change: Partial<CoverageTargets>): void {
  const { targets } = networkPlanStore.getState().objective;
  setObjective({ targets: { ...targets, ...change } });
}

export function setAntennas(change: Partial<AntennaSetup>): void {
  networkPlanStore.setState(({ antennas }) => ({ antennas: { ...antennas, ...change }, problem: null }));
}

/** Another project: nothing of what was found is its own. */
export function forgetNetworkPlans(): void {
  const { objective, antennas } = networkPlanStore.getState();
  networkPlanStore.setState({
    running: null,
    problem: null,
    antennaPlan: null,
    objective: {
      ...objective,
      weighBy: objective.weighBy === 'population' ? 'area' : objective.weighBy,
      population: null,
    },
    antennas: { ...antennas, sectors: null },
  });
}

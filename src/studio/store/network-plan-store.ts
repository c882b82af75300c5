import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { DEFAULT_LIMITS, DEFAULT_STEPS } from '../../planning/antennas/antenna-lattice.ts';
import { DEFAULT_ROOFS, type RoofRule } from '../../planning/candidates/roof-candidates.ts';
import type { CoverageLine } from '../../planning/coverage/coverage-table.ts';
import { type CoverageTargets, DEFAULT_TARGETS } from '../../planning/coverage/coverage-targets.ts';
import type { NamedBytes } from '../../worker/engine-protocol.ts';
import type {
  ObjectiveWeights,
  OptimisedAntennas,
  PointedSite,
  RankedSites,
  SitePlaces,
} from '../../worker/network-plan-protocol.ts';
import type { SectorSettings } from './project-document.ts';

/** What is planned of a network with maps of its own. */
export type NetworkTask = 'antennas' | 'sites' | 'coverage';

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

export interface SiteSetup {
  readonly from: SitePlaces['kind'];
  readonly rule: RoofRule;
  /** Picked on the map. */
  readonly points: readonly PointedSite[];
  /** A list of sites; null until one was chosen. */
  readonly file: NamedBytes | null;
  /** Sector that new ones are like; null: the first. */
  readonly likeId: string | null;
  readonly azimuthsDeg: readonly number[];
  readonly choose: number;
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

export interface SitePlan extends Asked, RankedSites {}

export interface CoveragePlan {
  readonly lines: readonly CoverageLine[];
  readonly targets: CoverageTargets;
  readonly leftOut: readonly string[];
}

/** A store of its own, since its code comes when it is first shown. */
export interface NetworkPlanState {
  /** The task in the window; null: one of those on maps in hand (planning-state.ts). */
  readonly task: NetworkTask | null;
  readonly objective: ObjectiveSetup;
  readonly antennas: AntennaSetup;
  readonly sites: SiteSetup;
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
  sites: {
    from: 'roofs',
    rule: DEFAULT_ROOFS,
    points: [],
    file: null,
    likeId: null,
    azimuthsDeg: [0, 120, 240],
    choose: 3,
  },
  running: null,
  problem: null,
  antennaPlan: null,
  sitePlan: null,
  coveragePlan: null,
  shownSite: null,
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

export function setSites(change: Partial<SiteSetup>): void {
  networkPlanStore.setState(({ sites }) => ({ sites: { ...sites, ...change }, problem: null }));
}

/** A mast on open ground [m]; on a roof it is as high above that as those of roofs by rule. */
const MAST_M = 25;

/** One more place that was picked on the map; `roofM` is the roof there above ground [m], or null. */
export function addPoint({
  x,
  y,
  roofM,
}: {
  readonly x: number;
  readonly y: number;
  readonly roofM: number | null;
}): void {
  const { points, rule } = networkPlanStore.getState().sites;
  const most = Math.max(0, ...points.map(({ id }) => Number(id.replace('place-', ''))));
  const heightM = roofM === null ? MAST_M : Math.round(roofM) + rule.mastM;
  const round = (metres: number) => Math.round(10 * metres) / 10;
  setSites({ from: 'points', points: [...points, { id: `place-${most + 1}`, x: round(x), y: round(y), heightM }] });
}

/** Another project: nothing of what was found is its own. */
export function forgetNetworkPlans(): void {
  const { objective, antennas, sites } = networkPlanStore.getState();
  networkPlanStore.setState({
    running: null,
    problem: null,
    antennaPlan: null,
    sitePlan: null,
    coveragePlan: null,
    shownSite: null,
    sites: { ...sites, points: [], file: null, likeId: null },
    objective: {
      ...objective,
      weighBy: objective.weighBy === 'population' ? 'area' : objective.weighBy,
      population: null,
    },
    antennas: { ...antennas, sectors: null },
  });
}

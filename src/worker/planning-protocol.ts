import type { CoverageLine } from '../planning/coverage/coverage-table.ts';
import type { CoverageTargets } from '../planning/coverage/coverage-targets.ts';
import type { HandoverResult } from '../planning/handover/handover-run.ts';
import type { DeciderName } from '../planning/handover/handover-scenario.ts';
import type { WalkFacts, WalkPiece } from '../planning/handover/walk-recorder.ts';
import type { PlannedSector } from '../planning/network-gains.ts';
import type { PowerRun } from '../planning/power/power-sweep.ts';
import type { ListedUsers } from '../planning/requested-users.ts';
import type { PlanScenario } from '../planning/scenario.ts';
import type { GeoFrame } from '../raster/geo-frame.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import type { NamedBytes, Outcome, SolveListener } from './engine-protocol.ts';

/** One sector's map as it goes to be planned on: path gain [dB], NaN = no data. */
export interface PlannedMap {
  readonly sectorId: string;
  readonly grid: RasterGrid;
  readonly pathGainDb: Float32Array;
}

/** A network as one source shows it. */
export interface PlannedNetwork {
  readonly name: string;
  readonly maps: readonly PlannedMap[];
}

export interface PlanningJob {
  readonly sectors: readonly PlannedSector[];
  readonly networks: readonly PlannedNetwork[];
  /** Which of the networks holds; null where none is to judge the others. */
  readonly truth: number | null;
  /** Users are placed by its land use and outdoors; null: evenly. */
  readonly scene: Pick<Scene, 'buildings' | 'landUse'> | null;
  readonly scenario: PlanScenario;
  readonly seed: number;
  /** Users that are listed; null: they are drawn. */
  readonly users: ListedUsers | null;
}

/** Maps whose coverage is to be told. */
export interface CoverageJob extends Pick<PlanningJob, 'sectors' | 'networks' | 'scene'> {
  readonly landUseWeights: PlanScenario['landUseWeights'];
  /** Where the scene lies, for rasters of people. */
  readonly place: { readonly name: string; readonly frame: GeoFrame | null };
  /** GeoTIFF of persons a cell. */
  readonly population: NamedBytes | null;
  /** GeoTIFF of class numbers, in the place of the scene's land use. */
  readonly classes: NamedBytes | null;
  readonly targets: CoverageTargets;
}

/** What the walk of the first draw is, before its first frame. */
export interface WalkStart {
  readonly facts: WalkFacts;
  readonly seed: number;
  readonly slotS: number;
  /** Ids, in the order that indices of serving sectors mean. */
  readonly sectors: readonly string[];
  readonly runs: readonly { readonly map: string; readonly decider: DeciderName }[];
  /** Names of the profiles, and the index of each user's. */
  readonly profiles: readonly string[];
  readonly profile: Uint8Array;
}

/** Sees the users walk, some ten times a second. */
export interface WalkListener {
  walkBegins(start: WalkStart): void;
  walked(piece: WalkPiece): void;
}

/** Plans in a Worker of its own: neither the page nor the engine waits for it, and to give up is to end it. */
export interface Planner {
  power(job: PlanningJob, listener: SolveListener): Promise<Outcome<readonly PowerRun[]>>;
  /** The walk of the first draw goes to `walk` while it is made; null where nobody watches. */
  handover(
    job: PlanningJob,
    listener: SolveListener,
    walk: WalkListener | null,
  ): Promise<Outcome<readonly HandoverResult[]>>;
  coverage(job: CoverageJob, listener: SolveListener): Promise<Outcome<readonly CoverageLine[]>>;
}

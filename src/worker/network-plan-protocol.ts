import type { EngineName } from '../engine/engine.ts';
import type { OptimisedAntennas } from '../engine/optimise-antennas.ts';
import type { AntennaLimits, AntennaSteps } from '../planning/antennas/antenna-lattice.ts';
import type { RankedCandidates } from '../planning/candidates/rank-candidates.ts';
import type { RoofRule } from '../planning/candidates/roof-candidates.ts';
import type { CoverageTargets } from '../planning/coverage/coverage-targets.ts';
import type { PointedSite } from '../planning/network-setup.ts';
import type { SolveSettings } from '../propagation/solve-request.ts';
import type { MaterialOverrides } from '../radio/materials.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Sector } from '../sites/sector.ts';
import type { NamedBytes } from './engine-protocol.ts';

/** What shares of the objective are of: places outdoors, users by land use outdoors, or the persons of a GeoTIFF. */
export type ObjectiveWeights =
  | { readonly kind: 'area' }
  | { readonly kind: 'users' }
  | { readonly kind: 'population'; readonly file: NamedBytes };

/** A network in its scene, with what is sought of it. */
interface NetworkJob {
  /** Cancelled by StudioEngine.cancel. */
  readonly jobId: string;
  readonly sceneId: string;
  /** The network as it stands. */
  readonly sectors: readonly Sector[];
  readonly grid: RasterGrid;
  /** Above the scene's ground [m]. */
  readonly receiverHeightM: number;
  readonly settings: SolveSettings;
  readonly materials: MaterialOverrides;
  readonly targets: CoverageTargets;
  readonly weights: ObjectiveWeights;
}

/** Tilts and azimuths to be found (engine/optimise-antennas.ts). */
export interface AntennaJob extends NetworkJob {
  /** Which sectors may be turned, by id. */
  readonly limits: ReadonlyMap<string, AntennaLimits>;
  readonly steps: AntennaSteps;
  readonly starts: number;
  readonly seed: number;
}

/** Where new sites may stand: on roofs by a rule, at places, or where a list of sites says. */
export type SitePlaces =
  | { readonly kind: 'roofs'; readonly rule: RoofRule }
  | { readonly kind: 'points'; readonly points: readonly PointedSite[] }
  | { readonly kind: 'file'; readonly file: NamedBytes };

/** Places for new sites to be ranked (engine/rank-sites.ts). */
export interface SiteJob extends NetworkJob {
  readonly engine: EngineName;
  readonly places: SitePlaces;
  /** Sector of the network whose carrier, power, pattern and tilt new sectors have. */
  readonly likeId: string;
  /** Of the sectors of a place that names none [deg]. */
  readonly azimuthsDeg: readonly number[];
  /** Most places to choose. */
  readonly choose: number;
}

export interface RankedSites {
  readonly ranked: RankedCandidates;
  /** Every sector that may be built. */
  readonly candidates: readonly Sector[];
  /** What was noted of the list of places. */
  readonly notes: readonly string[];
}

export type { OptimisedAntennas };

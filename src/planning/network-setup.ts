import { type AntennaLimits, DEFAULT_LIMITS, DEFAULT_STEPS } from './antennas/antenna-lattice.ts';
import type { ListedLimits } from './antennas/listed-limits.ts';
import { DEFAULT_ROOFS, type RoofRule } from './candidates/roof-candidates.ts';
import type { CellWeighting } from './coverage/cell-weights.ts';
import { type CoverageTargets, DEFAULT_TARGETS } from './coverage/coverage-targets.ts';

/** What is sought, alike for antennas, new sites and coverage. */
export interface ObjectiveSetup {
  readonly targets: CoverageTargets;
  readonly weighBy: CellWeighting['kind'];
  /** Cells of the maps that are planned on [m]. */
  readonly cellSizeM: number;
}

/** Within what antennas are turned, and how hard settings are searched for. */
export interface AntennaSetup extends AntennaLimits {
  /** Ids of the sectors that may be turned; null: all. */
  readonly sectors: readonly string[] | null;
  /** Limits of some sectors in the place of those of all; null: none. */
  readonly limits: ListedLimits | null;
  readonly tiltStepDeg: number;
  readonly azimuthStepDeg: number;
  readonly starts: number;
  readonly seed: number;
}

/** A place that a person points at, scene frame [m]. */
export interface PointedSite {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Antennas above the ground [m]. */
  readonly heightM: number;
}

/** Where new sites may stand: on roofs by rule, where a person points, or where a list says. */
export const PLACES_FROM = ['roofs', 'points', 'file'] as const;

export interface SiteSetup {
  readonly from: (typeof PLACES_FROM)[number];
  readonly rule: RoofRule;
  readonly points: readonly PointedSite[];
  /** Id of the sector that new ones are like; null: the first. */
  readonly likeId: string | null;
  /** Of the sectors of a place that names none [deg]. */
  readonly azimuthsDeg: readonly number[];
  /** Most places to choose. */
  readonly choose: number;
}

/** What planning asks of a network as a whole, beside the files that it may rest on. Plain values, made of nothing but JSON. */
export interface NetworkSetup {
  readonly objective: ObjectiveSetup;
  readonly antennas: AntennaSetup;
  readonly sites: SiteSetup;
}

/** Cells of 20 m and three bearings a third of a turn apart are our choice. */
export const DEFAULT_SETUP: NetworkSetup = {
  objective: { targets: DEFAULT_TARGETS, weighBy: 'area', cellSizeM: 20 },
  antennas: {
    sectors: null,
    limits: null,
    ...DEFAULT_LIMITS,
    tiltStepDeg: DEFAULT_STEPS.tiltDeg,
    azimuthStepDeg: DEFAULT_STEPS.azimuthDeg,
    starts: 4,
    seed: 42,
  },
  sites: { from: 'roofs', rule: DEFAULT_ROOFS, points: [], likeId: null, azimuthsDeg: [0, 120, 240], choose: 3 },
};

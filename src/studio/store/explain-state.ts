import type { CellExplanation } from '../../worker/engine-protocol.ts';
import type { FeatureName } from '../features/feature-name.ts';

/** A cell that is explained, by its centre [m, scene frame]. */
export interface ExplainedPlace {
  readonly x: number;
  readonly y: number;
  readonly cellSizeM: number;
  /** The building that was pointed at; left out in the open. */
  readonly met?: MetBuilding;
}

/** A building that somebody pointed at who wanted a place explained. */
export interface MetBuilding {
  /** Where it was met [m, scene frame]. */
  readonly x: number;
  readonly y: number;
  /** Its id and height [m]; null where none is known there. */
  readonly building: string | null;
  readonly heightM: number | null;
  /** True where the cell under its roof is explained, false where the nearest in the open is. */
  readonly under: boolean;
  /** Whether there is any in the open. */
  readonly hasOpen: boolean;
}

/** What a learned predictor is fed with at a cell. */
export interface CellInput {
  readonly name: FeatureName;
  readonly value: number;
}

export interface ExplainState {
  /** Null while nothing is explained. */
  readonly place: ExplainedPlace | null;
  /** The sector whose paths are wanted; null for the best server. */
  readonly sectorId: string | null;
  /** How far the search is; null while none runs. */
  readonly search: { readonly fraction: number; readonly words: string } | null;
  /** The paths of `sectorId` of it, as the project was then. */
  readonly found: { readonly sectorId: string; readonly explanation: CellExplanation } | null;
  /** Why there are no paths. */
  readonly problem: string | null;
  /** Index of the path that is looked at. */
  readonly path: number | null;
  /** Of a learned predictor; null for other engines and while they are on their way. */
  readonly inputs: readonly CellInput[] | null;
}

export const INITIAL_EXPLAIN: ExplainState = {
  place: null,
  sectorId: null,
  search: null,
  found: null,
  problem: null,
  path: null,
  inputs: null,
};

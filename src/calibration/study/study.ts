import type { CoveragePolicy } from '../../metrics/error-metrics.ts';
import type { CalibrationOptions, SplitOptions } from '../report.ts';
import type { StudyMethodId } from './method-id.ts';

export type SplitKind = SplitOptions['kind'];

/** An error on cells that were held out: never without how they were held out, which of them count, and how many these are. */
export interface HeldOutError {
  readonly split: SplitKind;
  readonly policy: CoveragePolicy;
  /** Cells that the figures rest on, at least 1. */
  readonly cells: number;
  /** [dB] */
  readonly maeDb: number;
  readonly rmseDb: number;
}

/** Under both policies; null where no held-out cell counts. */
export interface PolicyErrors {
  readonly covered: HeldOutError | null;
  readonly all: HeldOutError | null;
}

/** What is held against what, and how. */
export interface StudyOptions {
  readonly methods: readonly StudyMethodId[];
  /** One way of holding cells out each; all methods meet the same cells. */
  readonly splits: readonly SplitOptions[];
  /** How cells are made and fits are done; method and split are set by the study. */
  readonly fit: Omit<CalibrationOptions, 'method' | 'split'>;
  /** Ids of the learned predictor of the rows DL, and of that which sees a coarse map of the engine. */
  readonly model: string;
  readonly informedModel: string;
}

/** What a method made of the held-out cells of one sector. */
export interface JudgedMethod {
  readonly state: 'judged';
  readonly method: StudyMethodId;
  /** Level of every held-out cell [dBm], in their order; NaN without coverage. Of the iteration that inner cells chose, where there are iterations. */
  readonly levelDbm: Float32Array;
  /** The paper's minimum over iterations on the held-out cells themselves, and the last; null for methods without iterations. */
  readonly minimum: PolicyErrors | null;
  readonly last: PolicyErrors | null;
  readonly iterations: number | null;
  /** Wall time of the method's own fit and prediction [s], and of what it stands on and shares with others (paths, maps). */
  readonly ownSeconds: number;
  readonly sharedSeconds: number;
}

export interface MissingMethod {
  readonly state: 'missing';
  readonly method: StudyMethodId;
  readonly reason: string;
}

export type MethodOutcome = JudgedMethod | MissingMethod;

/** One sector under one way of holding cells out. Arrays are by held-out cell. */
export interface SplitStudy {
  readonly split: SplitOptions;
  readonly trainCells: number;
  /** Inside buildings, and left out. */
  readonly maskedCells: number;
  /** Centre in the scene frame [m]. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** [dBm] */
  readonly measuredDbm: Float32Array;
  /** Square block of each cell, 0..blocks - 1: what intervals resample, since neighbours repeat each other. */
  readonly block: Uint32Array;
  readonly blocks: number;
  readonly methods: readonly MethodOutcome[];
}

/** One sector, complete: plain but for its typed arrays. */
export interface SectorStudy {
  readonly sectorId: string;
  readonly measuredCells: number;
  readonly splits: readonly SplitStudy[];
  /** Ways of holding out cells that this sector's measurements do not allow, each with the reason. */
  readonly refusedSplits: readonly { readonly split: SplitKind; readonly reason: string }[];
}

/** The shipped predictor that sees a coarse map of the engine. */
export const DEFAULT_INFORMED_MODEL = 'unet-coarse';

import type { SplitOptions } from '../calibration/report.ts';
import type { ErrorShares } from '../calibration/study/error-shares.ts';
import type { StudyMethodId } from '../calibration/study/method-id.ts';
import type { PolicyErrors, SplitKind, StudyOptions } from '../calibration/study/study.ts';
import type { StudySummary } from '../calibration/study/summarise-study.ts';
import type { StudyMaps } from '../engine/study-maps.ts';
import type { StudyStage } from '../engine/study-methods.ts';
import type { SolveSettings } from '../propagation/solve-request.ts';
import type { MaterialOverrides } from '../radio/materials.ts';
import type { Sector } from '../sites/sector.ts';

/** Methods to be held against one another on the measurements of some sectors. */
export interface StudyJob {
  /** Cancelled by StudioEngine.cancel. */
  readonly jobId: string;
  readonly sceneId: string;
  readonly measurementId: string;
  readonly sectors: readonly Sector[];
  /** Above the scene's ground [m]. */
  readonly receiverHeightM: number;
  readonly settings: SolveSettings;
  readonly materials: MaterialOverrides;
  readonly study: StudyOptions;
  /** What is known already: a file of studies, of which only the lines after the head are looked at. Null begins anew. */
  readonly known: string | null;
}

/** One way of holding cells out under one policy, with what it supports in words. */
export interface StudyTable extends StudySummary {
  readonly sentences: readonly string[];
  readonly errorShares: readonly ErrorShares[];
}

export interface StudyView {
  readonly tables: readonly StudyTable[];
  /** Sectors that are complete. */
  readonly sectorIds: readonly string[];
  readonly refused: readonly { readonly sectorId: string; readonly message: string }[];
}

/** A method on one sector and split, as soon as it is known. */
export interface MethodNews {
  readonly sectorId: string;
  readonly split: SplitKind;
  readonly method: StudyMethodId;
  /** Null where the method is missing. */
  readonly errors: PolicyErrors | null;
}

export interface CompleteSector {
  readonly sectorId: string;
  readonly line: string;
}

export interface StudyListener {
  stage(stage: StudyStage): void;
  method(news: MethodNews): void;
  /** A sector that is complete, as a line of a file of studies: what a run goes on from. */
  sector(done: CompleteSector): void;
  /** A sector that its data cannot carry. */
  refused(sector: StudyView['refused'][number]): void;
  /** Tables over the sectors that are complete so far. */
  partial(view: StudyView): void;
}

/** Maps of some methods of one sector. */
export interface StudyMapsJob extends Omit<StudyJob, 'sectors' | 'known'> {
  readonly sector: Sector;
  /** All sectors of the study: some methods look at the others. */
  readonly cluster: readonly Sector[];
  readonly split: SplitOptions;
  readonly methods: readonly StudyMethodId[];
}

export type { StudyMaps };

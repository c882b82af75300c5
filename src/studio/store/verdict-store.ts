import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { needsGivenMap, STUDY_METHODS, type StudyMethodId } from '../../calibration/study/method-id.ts';
import type { PolicyErrors, SplitKind } from '../../calibration/study/study.ts';
import type { CoveragePolicy } from '../../metrics/error-metrics.ts';
import type { StudyJob, StudyMaps, StudyView } from '../../worker/study-protocol.ts';

export type VerdictSection = 'setup' | 'table' | 'errors' | 'seconds' | 'maps';

export interface VerdictSetup {
  readonly methods: readonly StudyMethodId[];
  readonly splits: readonly SplitKind[];
  readonly scope: 'all' | 'selected';
  readonly indoor: 'mask' | 'keep';
  /** Of the first draw; those after it have the numbers after it. */
  readonly seed: number;
  /** Splits of each kind that a sector's error is the mean over. */
  readonly draws: number;
}

/** All that a verdict is made of. */
export type VerdictJob = Omit<StudyJob, 'jobId' | 'known'>;

export interface VerdictRunning {
  readonly setup: VerdictSetup;
  readonly startedMs: number;
  readonly words: string;
  readonly fraction: number;
  readonly sectors: number;
  /** Fits of each method that are done, and of those how many are missing; each is done once a sector and split. */
  readonly done: Readonly<Partial<Record<StudyMethodId, { readonly fits: number; readonly missing: number }>>>;
  /** The last that was heard of each method, for a first look: errors on one sector. */
  readonly latest: Readonly<
    Partial<
      Record<
        StudyMethodId,
        { readonly sectorId: string; readonly split: SplitKind; readonly errors: PolicyErrors | null }
      >
    >
  >;
  readonly cancelling: boolean;
}

export interface VerdictResult {
  readonly view: StudyView;
  readonly setup: VerdictSetup;
  /** What it was made of; fewer of its sectors are in the view while it runs, and where it was cancelled or cut off. */
  readonly job: VerdictJob;
  /** `interrupted`: the page went away, or the engine failed. */
  readonly state: 'running' | 'finished' | 'cancelled' | 'interrupted';
  readonly tookMs: number;
}

export interface VerdictMaps {
  readonly sectorId: string;
  readonly split: SplitKind;
  readonly fraction: number;
  readonly maps: StudyMaps | null;
}

export type SortKey = 'order' | 'mae' | 'difference' | 'rmse' | 'cells' | 'coverage' | 'seconds';

/** What the verdict shows. A store of its own, since its code comes when it is first shown. */
export interface VerdictState {
  readonly setup: VerdictSetup;
  readonly section: VerdictSection;
  readonly split: SplitKind;
  readonly policy: CoveragePolicy;
  readonly sort: { readonly key: SortKey; readonly rising: boolean };
  /** The row in hand: drawn in front in charts, and as the map "after". */
  readonly method: StudyMethodId | null;
  readonly sectorId: string | null;
  readonly running: VerdictRunning | null;
  /** The verdict that is kept with the project is being read. */
  readonly reading: boolean;
  readonly problem: string | null;
  readonly result: VerdictResult | null;
  readonly maps: VerdictMaps | null;
}

export const INITIAL_SETUP: VerdictSetup = {
  // Training a network takes minutes a sector: only where it is asked for. Maps of another source are of the command line.
  methods: STUDY_METHODS.filter((method) => method !== 'dl-c' && !needsGivenMap(method)),
  splits: ['random', 'blocks'],
  scope: 'all',
  indoor: 'mask',
  seed: 42,
  draws: 1,
};

const INITIAL: VerdictState = {
  setup: INITIAL_SETUP,
  section: 'table',
  split: 'random',
  policy: 'covered',
  sort: { key: 'order', rising: true },
  method: null,
  sectorId: null,
  running: null,
  reading: false,
  problem: null,
  result: null,
  maps: null,
};

export const verdictStore = createStore<VerdictState>(() => INITIAL);

export function useVerdict<T>(select: (state: VerdictState) => T): T {
  return useStore(verdictStore, select);
}

export function patchVerdict(change: Partial<VerdictState>): void {
  verdictStore.setState(change);
}

export function setVerdict(change: Partial<VerdictSetup>): void {
  verdictStore.setState(({ setup }) => ({ setup: { ...setup, ...change }, problem: null }));
}

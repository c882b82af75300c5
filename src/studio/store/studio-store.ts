import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { createStore } from 'zustand/vanilla';
import type { KeyedFile } from '../../io/content-key.ts';
import type { ColumnQuestion } from '../../io/measurements/column-question.ts';
import type { MeasurementPreparation } from '../../measurements/preparation.ts';
import type { HeightSourceCounts } from '../../scene/height-rules.ts';
import type { SceneOrigin } from '../../scene/scene.ts';
import type { EngineInfo, LedgerReason, ModelFacts } from '../../worker/engine-protocol.ts';
import type { PathsState } from '../app/path-keeper.ts';
import type { ThemeName } from '../app/theme.ts';
import { type History, startHistory } from '../commands/history.ts';
import type { Comparison } from '../compare/comparer.ts';
import type { ErrorSummary } from '../results/error-summary.ts';
import type { HoverReadout } from '../results/hover-readout.ts';
import type { LayerCounts, LayerName } from '../results/layer-classes.ts';
import type { ShownLayer } from '../results/shown-layer.ts';
import type { SolveSummary } from '../results/solve-summary.ts';
import type { ValueScales } from '../results/value-scale.ts';
import { type CalibrationState, INITIAL_CALIBRATION } from './calibration-state.ts';
import { type DockState, INITIAL_DOCK } from './dock-state.ts';
import { type DriveState, INITIAL_DRIVE } from './drive-state.ts';
import { type EditingState, INITIAL_EDITING } from './editing-state.ts';
import { type ErrorViewState, INITIAL_ERROR_VIEW } from './error-view-state.ts';
import { type ExplainState, INITIAL_EXPLAIN } from './explain-state.ts';
import { type FeatureState, INITIAL_FEATURES } from './feature-state.ts';
import { type ImportState, INITIAL_IMPORT } from './import-state.ts';
import type { KeptResult } from './kept-results.ts';
import { INITIAL_PLANNING, type PlanningState } from './planning-state.ts';
import { NOT_PRESENTING, type PresentState } from './present-state.ts';
import { INITIAL_PROFILE, type ProfileState } from './profile-state.ts';
import { EMPTY_PROJECT, type ProjectDocument } from './project-document.ts';
import { INITIAL_PROJECTS, type ProjectsState } from './projects-state.ts';
import type { Selection } from './selection.ts';
import type { SideMapState, SwipeState } from './swipe-state.ts';
import { INITIAL_VIRTUAL_DRIVE, type VirtualDriveState } from './virtual-drive-state.ts';
import { INITIAL_WALK, type WalkState } from './walk-state.ts';
import { INITIAL_WIDTHS, type PanelWidths } from './window-layout.ts';

export type { Selection };

export type PanelName = 'navigator' | 'inspector' | 'error' | 'legend' | 'hints' | 'calibration' | 'compare';

/** What lies over the window until it is answered or closed. */
export type DialogName =
  | 'palette'
  | 'help'
  | 'projects'
  | 'report'
  | 'import-city'
  | 'virtual-drive'
  | 'columns'
  | 'ledger'
  | 'prepare'
  | 'raster';

export interface RunState {
  readonly phase: 'starting' | 'solving' | 'paused' | 'refined' | 'cancelled' | 'failed' | 'empty';
  /** What is being done, for people. */
  readonly stage: string;
  /** What the engine itself says it does to the sector that it solves, and how far that is, 0..1. */
  readonly step: { readonly words: string; readonly fraction: number } | null;
  /** 0..1 of all work that is left. */
  readonly fraction: number;
  readonly refinedSectors: number;
  readonly totalSectors: number;
  /** Wall time of the last finished refinement [ms]. */
  readonly lastSolveMs: number | null;
}

export interface Notice {
  readonly id: number;
  readonly tone: 'bad' | 'note';
  readonly title: string;
  readonly message: string;
  readonly details: readonly string[];
}

export interface SceneSummary {
  readonly id: string;
  readonly name: string;
  readonly buildings: number;
  readonly triangles: number;
  readonly widthM: number;
  readonly depthM: number;
  readonly placed: boolean;
  readonly extruded: boolean;
  /** True where ground heights can be laid under it: a mesh has its own ground. */
  readonly takesTerrain: boolean;
  readonly otherAreaShare: number | null;
  /** Where heights come from; null where the source does not tell them apart. */
  readonly heightSources: HeightSourceCounts | null;
  /** What the scene was cut out of, and whose data it is. */
  readonly origin: SceneOrigin | null;
  readonly issues: readonly string[];
}

export interface MeasurementSummary {
  readonly id: string;
  readonly name: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly issues: readonly string[];
  readonly ledger: readonly LedgerReason[];
  /** Accepted rows that are used. */
  readonly used: number;
  /** What is done to the accepted rows, and what that took out; null where nothing is. */
  readonly preparation: MeasurementPreparation | null;
  readonly removed: readonly { readonly filter: string; readonly count: number }[];
  /** True where columns were read as a person said. */
  readonly mapped: boolean;
}

export interface MapSummary {
  /** Counts every change of the map on the screen. */
  readonly version: number;
  readonly refined: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly cellSizeM: number;
  readonly coveredCells: number;
  /** Outdoor cells by best server, in the order of the map's sectors. */
  readonly served: LayerCounts;
  /** Whether the engine tells the error to be expected of some cells. */
  readonly hasSpread: boolean;
  /** Median standard error of the covered cells [dB], of the sector where it is the greatest; null where not all were launched. */
  readonly standardErrorDb: number | null;
  readonly solves: SolveSummary;
}

export interface StudioState {
  readonly history: History;
  readonly scene: SceneSummary | null;
  readonly measurements: MeasurementSummary | null;
  readonly engine: EngineInfo | null;
  /** Learned predictors, with the state that they are in. */
  readonly models: readonly ModelFacts[];
  /** Why those that come with the product cannot be listed. */
  readonly modelsProblem: string | null;
  readonly selection: Selection;
  readonly layer: LayerName;
  /** Classes and colours that were changed. */
  readonly scales: ValueScales;
  /** The layer in figures; null where there is none of it. */
  readonly shown: ShownLayer | null;
  readonly measuredShown: boolean;
  readonly folded: Readonly<Record<PanelName, boolean>>;
  readonly run: RunState;
  /** The raster of which is asked what its heights are of. */
  readonly rasterName: string | null;
  /** Name of the file that is being read. */
  readonly reading: string | null;
  /** The file that a map is written into, and how far that is, 0..1. */
  readonly exporting: { readonly name: string; readonly fraction: number } | null;
  readonly map: MapSummary | null;
  readonly errors: ErrorSummary | null;
  readonly errorView: ErrorViewState;
  /** Sectors that cannot be solved where they stand, with the reason. */
  readonly refusals: Readonly<Record<string, string>>;
  /** Whether the sector in hand follows its antenna without a solve; null while that is not settled. */
  readonly paths: PathsState | null;
  readonly hover: HoverReadout | null;
  readonly calibration: CalibrationState;
  /** Maps kept by name, newest first. */
  readonly kept: readonly KeptResult[];
  /** The comparison of two results. */
  readonly swipe: SwipeState | null;
  /** Its first map, where that is not the one of the project as it is. */
  readonly firstMap: SideMapState | null;
  /** Its second map. */
  readonly secondMap: SideMapState | null;
  /** The two maps in figures; null until both are finished. */
  readonly comparison: Comparison | null;
  readonly features: FeatureState;
  /** The cell whose level is explained. */
  readonly explain: ExplainState;
  readonly projects: ProjectsState;
  /** The line of the profile. */
  readonly profile: ProfileState;
  /** The replay of measured rows. */
  readonly drive: DriveState;
  readonly planning: PlanningState;
  /** Files of studies: the verdicts on methods that are kept with projects, by the id of the project. */
  readonly verdicts: Readonly<Record<string, KeyedFile>>;
  /** Users that walk on the map. */
  readonly walk: WalkState;
  readonly virtualDrive: VirtualDriveState;
  readonly notices: readonly Notice[];
  readonly editing: EditingState;
  /** Another version of the studio is there in full, or answers another window already; null while there is none. */
  readonly siteUpdate: 'ready' | 'started-elsewhere' | null;
  readonly dialog: DialogName | null;
  readonly cityImport: ImportState;
  /** The table whose columns a person is asked about. */
  readonly columnQuestion: ColumnQuestion | null;
  /** Whether buildings are coloured by where their heights come from. */
  readonly heightSourcesShown: boolean;
  readonly dock: DockState;
  readonly widths: PanelWidths;
  readonly present: PresentState;
  /** The colours in use, and those that a person asked for; null while the system decides. */
  readonly themeNow: ThemeName;
  readonly themeWanted: ThemeName | null;
}

const initial: StudioState = {
  history: startHistory(EMPTY_PROJECT),
  scene: null,
  measurements: null,
  engine: null,
  models: [],
  modelsProblem: null,
  selection: null,
  layer: 'rsrp',
  scales: {},
  shown: null,
  measuredShown: true,
  folded: {
    navigator: false,
    inspector: false,
    error: false,
    legend: false,
    hints: false,
    calibration: false,
    compare: false,
  },
  run: {
    phase: 'starting',
    stage: 'Starting',
    step: null,
    fraction: 0,
    refinedSectors: 0,
    totalSectors: 0,
    lastSolveMs: null,
  },
  rasterName: null,
  reading: null,
  exporting: null,
  map: null,
  errors: null,
  errorView: INITIAL_ERROR_VIEW,
  refusals: {},
  paths: null,
  hover: null,
  calibration: INITIAL_CALIBRATION,
  kept: [],
  swipe: null,
  firstMap: null,
  secondMap: null,
  comparison: null,
  features: INITIAL_FEATURES,
  explain: INITIAL_EXPLAIN,
  projects: INITIAL_PROJECTS,
  profile: INITIAL_PROFILE,
  drive: INITIAL_DRIVE,
  planning: INITIAL_PLANNING,
  verdicts: {},
  walk: INITIAL_WALK,
  virtualDrive: INITIAL_VIRTUAL_DRIVE,
  notices: [],
  editing: INITIAL_EDITING,
  siteUpdate: null,
  dialog: null,
  cityImport: INITIAL_IMPORT,
  columnQuestion: null,
  heightSourcesShown: false,
  dock: INITIAL_DOCK,
  widths: INITIAL_WIDTHS,
  present: NOT_PRESENTING,
  themeNow: 'light',
  themeWanted: null,
};

export const studioStore = createStore<StudioState>(() => initial);

export function useStudio<T>(select: (state: StudioState) => T): T {
  return useStore(studioStore, select);
}

/** For what is put together of the state: the same while its parts are. */
export function useStudioParts<T>(select: (state: StudioState) => T): T {
  return useStore(studioStore, useShallow(select));
}

export function currentProject(): ProjectDocument {
  return studioStore.getState().history.project;
}

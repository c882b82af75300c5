import type { SavedCamera } from '../../io/formats/saved-project.ts';
import { cellAt, type RasterGrid } from '../../raster/raster-grid.ts';
import { ringBounds } from '../../scene/ring.ts';
import type { Building } from '../../scene/scene.ts';
import type { ModelFacts } from '../../worker/engine-protocol.ts';
import type { Comparison } from '../compare/comparer.ts';
import { type EmbedApi, embedApi } from '../embedding/embed-api.ts';
import type { ErrorSummary } from '../results/error-summary.ts';
import type { LayerName } from '../results/layer-classes.ts';
import { medianLevel } from '../results/network-map.ts';
import type { ShownLayer } from '../results/shown-layer.ts';
import type { ValueScales } from '../results/value-scale.ts';
import type { CalibrationState } from '../store/calibration-state.ts';
import type { ErrorViewState } from '../store/error-view-state.ts';
import type { ExplainState } from '../store/explain-state.ts';
import type { FeatureState } from '../store/feature-state.ts';
import type { ImportState } from '../store/import-state.ts';
import type { KeptResult } from '../store/kept-results.ts';
import type { PresentState } from '../store/present-state.ts';
import type { ProfileState } from '../store/profile-state.ts';
import type { ProjectDocument, SectorSettings } from '../store/project-document.ts';
import type { ProjectsState } from '../store/projects-state.ts';
import {
  type MapSummary,
  type RunState,
  type SceneSummary,
  type Selection,
  studioStore,
} from '../store/studio-store.ts';
import type { SideMapState, SwipeState } from '../store/swipe-state.ts';
import type { PathsState } from './path-keeper.ts';
import type { Session } from './session.ts';

/** What tests and scripts may read, and the calls that change something (docs/embedding.md). */
export interface StudioApi extends EmbedApi {
  run(): RunState;
  map(): MapSummary | null;
  errors(): ErrorSummary | null;
  /** What the error view shows, and what is selected there. */
  errorView(): ErrorViewState;
  sectors(): readonly SectorSettings[];
  selection(): Selection;
  /** Buildings as they stand: the middle of their bounds [m, scene frame], height and walls. */
  buildings(): readonly BuildingFacts[];
  /** What was done, in words, the first step first. */
  steps(): readonly string[];
  /** Whether the sector in hand follows its antenna without a solve. */
  paths(): PathsState | null;
  /** Learned predictors with their state. */
  models(): readonly ModelFacts[];
  /** The two sides of a comparison, its second map, and how far the two are from one another. */
  swipe(): SwipeState | null;
  secondMap(): SideMapState | null;
  comparison(): Comparison | null;
  /** What a predictor sees of the sector in hand. */
  features(): FeatureState;
  /** The cell that is explained, with its paths. */
  explain(): ExplainState;
  /** The line of the profile. */
  profile(): ProfileState;
  layer(): LayerName;
  /** Present mode, and the step of the tour. */
  present(): PresentState;
  /** The layer on the screen by class. */
  shown(): ShownLayer | null;
  scales(): ValueScales;
  kept(): readonly KeptResult[];
  /** Value of the layer on the screen at scene metres, of the map or of the difference; null without data. */
  valueAt(x: number, y: number): number | null;
  /** What the calibration panel shows: set-up, progress, runs with their reports. */
  calibration(): CalibrationState;
  /** Id and name of the project in hand, how it is kept, and which others the list shows. */
  project(): ProjectsState & { readonly id: string; readonly name: string };
  /** Materials and settings that maps are computed with. */
  computedWith(): Pick<ProjectDocument, 'materials' | 'settings'>;
  camera(): SavedCamera | null;
  scene(): SceneSummary | null;
  /** What the import dialog holds: the map, the box, the rules. */
  cityImport(): ImportState;
  historyLength(): { readonly undoable: number; readonly redoable: number };
  /** Of all cells with data [dBm]. */
  medianRsrpDbm(): number | null;
  /** RSRP [dBm] at scene metres; null without data. */
  rsrpAt(x: number, y: number): number | null;
  /** A sector's refined map: its grid and path gain [dB, float32; null without data], row 0 = north; null while there is none. */
  pathGainOf(sectorId: string): { readonly grid: RasterGrid; readonly db: readonly (number | null)[] } | null;
  /** Where a place on the ground, or above it [m, scene frame], is in the window [px]. */
  screenOf(x: number, y: number, heightM?: number): { readonly x: number; readonly y: number } | null;
  /** Where a sector's mast top is in the window [px]. */
  screenOfSector(id: string): { readonly x: number; readonly y: number } | null;
}

export interface BuildingFacts {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly heightM: number;
  readonly wallMaterial: string;
}

declare global {
  interface Window {
    studio: StudioApi;
  }
}

export function installStudioApi(session: Session): void {
  const state = () => studioStore.getState();
  window.studio = {
    ...embedApi(session),
    run: () => state().run,
    map: () => state().map,
    errors: () => state().errors,
    errorView: () => state().errorView,
    sectors: () => state().history.project.sectors,
    selection: () => state().selection,
    buildings: () => session.scene()?.buildings.map(buildingFacts) ?? [],
    steps: () => state().history.undoable.map((step) => step.label),
    paths: () => state().paths,
    models: () => state().models,
    swipe: () => state().swipe,
    secondMap: () => state().secondMap,
    comparison: () => state().comparison,
    features: () => state().features,
    explain: () => state().explain,
    profile: () => state().profile,
    layer: () => state().layer,
    present: () => state().present,
    shown: () => state().shown,
    scales: () => state().scales,
    kept: () => state().kept,
    valueAt: (x, y) => {
      const { first, difference } = session.registry.shown;
      const cells = state().swipe?.mode === 'difference' ? difference : first;
      if (cells?.kind !== 'values') return null;
      const value = cells.values[cellAt(cells.grid, x, y)] ?? Number.NaN;
      return Number.isNaN(value) ? null : value;
    },
    calibration: () => state().calibration,
    project: () => ({ ...state().projects, id: state().history.project.id, name: state().history.project.name }),
    computedWith: () => {
      const { materials, settings } = state().history.project;
      return { materials, settings };
    },
    camera: () => session.mapView()?.camera() ?? null,
    scene: () => state().scene,
    cityImport: () => state().cityImport,
    historyLength: () => ({ undoable: state().history.undoable.length, redoable: state().history.redoable.length }),
    medianRsrpDbm: () => {
      const { networkMap } = session.registry;
      return networkMap && medianLevel(networkMap);
    },
    rsrpAt: (x, y) => {
      const map = session.registry.networkMap;
      const cell = map ? cellAt(map.grid, x, y) : -1;
      return map && cell >= 0 && map.server[cell]! >= 0 ? map.rsrpDbm[cell]! : null;
    },
    pathGainOf: (id) => {
      const map = session.refinedMapOf(id);
      return map && { grid: map.grid, db: Array.from(map.pathGainDb, (level) => (Number.isNaN(level) ? null : level)) };
    },
    screenOf: (x, y, heightM = 0) => session.mapView()?.screenOf(x, y, heightM) ?? null,
    screenOfSector: (id) => session.screenOfSector(id),
  };
}

function buildingFacts({ id, outer, heightM, wallMaterial }: Building): BuildingFacts {
  const { minX, maxX, minY, maxY } = ringBounds(outer);
  return { id, x: (minX + maxX) / 2, y: (minY + maxY) / 2, heightM, wallMaterial };
}

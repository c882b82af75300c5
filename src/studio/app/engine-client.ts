import { proxy, type Remote, wrap } from 'comlink';
import type { ProjectPackage } from '../../io/formats/project-file.ts';
import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import type { LonLatBox } from '../../raster/lonlat-box.ts';
import type { BuildingEdits } from '../../scene/building-edits.ts';
import type {
  CalibrationJob,
  CalibrationListener,
  CalibrationView,
  CorrectedMap,
  CorrectedMapJob,
  SectorMeasured,
  SplitView,
} from '../../worker/calibration-protocol.ts';
import type {
  AdapterChoice,
  CellExplanation,
  EngineInfo,
  ExplainJob,
  FeatureJob,
  FeatureMaps,
  KeptPaths,
  ModelsView,
  NamedBytes,
  OpenedFile,
  Outcome,
  ProjectView,
  SceneView,
  SectorMap,
  SolveJob,
  SolveListener,
  StudioEngine,
} from '../../worker/engine-protocol.ts';
import EngineWorker from '../../worker/engine-worker.ts?worker';
import type { CutJob, CutScene, MapPreview, MapView } from '../../worker/map-protocol.ts';

/** The studio's only way to the engine. */
export class EngineClient {
  readonly #worker = new EngineWorker();
  readonly #remote: Remote<StudioEngine> = wrap<StudioEngine>(this.#worker);

  /** Called when the Worker itself dies. */
  onCrash(handler: (message: string) => void): void {
    this.#worker.addEventListener('error', (event) => handler(event.message || 'The engine stopped.'));
  }

  start(adapter: AdapterChoice, siteUrl: string): Promise<EngineInfo> {
    return this.#remote.start(adapter, siteUrl);
  }

  openSynthetic(seed: number, name: string | null): Promise<Outcome<SceneView>> {
    return this.#remote.openSynthetic(seed, name);
  }

  openProject(url: string): Promise<Outcome<ProjectView>> {
    return this.#remote.openProject(url);
  }

  openFiles(files: readonly NamedBytes[], sceneId: string | null): Promise<Outcome<OpenedFile>> {
    return this.#remote.openFiles(files, sceneId);
  }

  editScene(sourceId: string, edits: BuildingEdits, id: string): Promise<Outcome<null>> {
    return this.#remote.editScene(sourceId, edits, id);
  }

  dropScene(id: string): Promise<void> {
    return this.#remote.dropScene(id);
  }

  async keepPattern(pattern: TabulatedPattern): Promise<void> {
    await this.#remote.keepPattern(pattern);
  }

  writeProject(project: ProjectPackage): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return this.#remote.writeProject(project);
  }

  openMap(jobId: string, name: string, file: Blob, listener: SolveListener): Promise<Outcome<MapView>> {
    return this.#remote.openMap(jobId, name, file, proxy(listener)) as Promise<Outcome<MapView>>;
  }

  previewMap(mapId: string, view: LonLatBox): Promise<Outcome<MapPreview>> {
    return this.#remote.previewMap(mapId, view);
  }

  cutMap(job: CutJob, listener: SolveListener): Promise<Outcome<CutScene>> {
    return this.#remote.cutMap(job, proxy(listener)) as Promise<Outcome<CutScene>>;
  }

  async closeMap(mapId: string): Promise<void> {
    await this.#remote.closeMap(mapId);
  }

  solve(job: SolveJob, listener: SolveListener): Promise<Outcome<SectorMap>> {
    return this.#remote.solve(job, proxy(listener)) as Promise<Outcome<SectorMap>>;
  }

  keepPaths(job: SolveJob, listener: SolveListener): Promise<Outcome<KeptPaths>> {
    return this.#remote.keepPaths(job, proxy(listener)) as Promise<Outcome<KeptPaths>>;
  }

  explain(job: ExplainJob, listener: SolveListener): Promise<Outcome<CellExplanation>> {
    return this.#remote.explain(job, proxy(listener)) as Promise<Outcome<CellExplanation>>;
  }

  models(): Promise<Outcome<ModelsView>> {
    return this.#remote.models();
  }

  features(job: FeatureJob, listener: SolveListener): Promise<Outcome<FeatureMaps>> {
    return this.#remote.features(job, proxy(listener)) as Promise<Outcome<FeatureMaps>>;
  }

  measuredSectors(measurementId: string): Promise<Outcome<readonly SectorMeasured[]>> {
    return this.#remote.measuredSectors(measurementId);
  }

  splitOf(job: CalibrationJob): Promise<Outcome<readonly SplitView[]>> {
    return this.#remote.splitOf(job);
  }

  calibrate(job: CalibrationJob, listener: CalibrationListener): Promise<Outcome<CalibrationView>> {
    return this.#remote.calibrate(job, proxy(listener)) as Promise<Outcome<CalibrationView>>;
  }

  correctedMap(job: CorrectedMapJob, listener: SolveListener): Promise<Outcome<CorrectedMap>> {
    return this.#remote.correctedMap(job, proxy(listener)) as Promise<Outcome<CorrectedMap>>;
  }

  async cancel(jobId: string): Promise<void> {
    await this.#remote.cancel(jobId);
  }
}

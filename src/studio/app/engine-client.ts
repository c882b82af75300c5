import { proxy } from 'comlink';
import type { ProjectPackage } from '../../io/formats/project-file.ts';
import type { ColumnQuestion } from '../../io/measurements/column-question.ts';
import type { StoredMapping } from '../../io/measurements/mapping-json.ts';
import type { MeasurementPreparation } from '../../measurements/preparation.ts';
import type { ShiftToStreets } from '../../measurements/shift-to-streets.ts';
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
  EngineListener,
  ExplainJob,
  FeatureJob,
  FeatureMaps,
  KeptPaths,
  MeasuredFacts,
  ModelsView,
  NamedBytes,
  OpenedFile,
  OpenedTerrain,
  Outcome,
  PreparationTrial,
  ProjectView,
  SceneView,
  SectionJob,
  SectionMap,
  SectorMap,
  SolveJob,
  SolveListener,
} from '../../worker/engine-protocol.ts';
import EngineWorker from '../../worker/engine-worker.ts?worker';
import type { CutJob, CutScene, MapPreview, MapView } from '../../worker/map-protocol.ts';
import type { AntennaJob, OptimisedAntennas, RankedSites, SiteJob } from '../../worker/network-plan-protocol.ts';
import type { StudyJob, StudyListener, StudyMaps, StudyMapsJob, StudyView } from '../../worker/study-protocol.ts';
import { EngineLink, type EngineRemote, type EngineStop } from './engine-link.ts';

/** The studio's only way to the engine. */
export class EngineClient {
  readonly #link = new EngineLink(() => new EngineWorker());

  /** Called when the Worker itself ends. */
  onStop(handler: (stop: EngineStop) => void): void {
    this.#link.onStop(handler);
  }

  start(adapter: AdapterChoice, siteUrl: string, listener: EngineListener): Promise<EngineInfo> {
    const start = (remote: EngineRemote) => remote.start(adapter, siteUrl, proxy(listener));
    const answer = this.#link.ask(start);
    this.#link.keep('engine', async (remote) => listener.changed(await start(remote)));
    return answer;
  }

  async openSynthetic(seed: number, name: string | null): Promise<Outcome<SceneView>> {
    const outcome = await this.#link.call((remote) => remote.openSynthetic(seed, name));
    if (outcome.ok) this.#link.keep(outcome.value.id, (remote) => remote.openSynthetic(seed, name));
    return outcome;
  }

  async openProject(url: string): Promise<Outcome<ProjectView>> {
    const outcome = await this.#link.call((remote) => remote.openProject(url));
    if (outcome.ok) this.#link.keep(outcome.value.scene.id, (remote) => remote.openProject(url));
    return outcome;
  }

  async openFiles(
    files: readonly NamedBytes[],
    sceneId: string | null,
    mappings: readonly StoredMapping[] = [],
    preparation: MeasurementPreparation = {},
  ): Promise<Outcome<OpenedFile>> {
    const outcome = await this.#link.call((remote) => remote.openFiles(files, sceneId, mappings, preparation));
    if (outcome.ok) this.#keepFiles(outcome.value, files, sceneId);
    return outcome;
  }

  async prepareMeasurements(id: string, preparation: MeasurementPreparation): Promise<Outcome<OpenedFile>> {
    const outcome = await this.#link.call((remote) => remote.prepareMeasurements(id, preparation));
    const name = outcome.ok ? keptName(outcome.value) : null;
    // What these are made of was kept before them; what was kept already must not come to depend on what came after it.
    if (name !== null && !this.#link.keeps(name))
      this.#link.keep(name, (remote) => remote.prepareMeasurements(id, preparation));
    return outcome;
  }

  tryPreparation(id: string, preparation: MeasurementPreparation): Promise<Outcome<PreparationTrial>> {
    return this.#link.call((remote) => remote.tryPreparation(id, preparation));
  }

  measuredFacts(id: string): Promise<Outcome<MeasuredFacts>> {
    return this.#link.call((remote) => remote.measuredFacts(id));
  }

  shiftToStreets(id: string): Promise<Outcome<ShiftToStreets>> {
    return this.#link.call((remote) => remote.shiftToStreets(id));
  }

  askColumns(files: readonly NamedBytes[], mappings: readonly StoredMapping[]): Promise<Outcome<ColumnQuestion>> {
    return this.#link.call((remote) => remote.askColumns(files, mappings));
  }

  ledgerCsv(measurementId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return this.#link.call((remote) => remote.ledgerCsv(measurementId) as Promise<Outcome<Uint8Array<ArrayBuffer>>>);
  }

  /** As blobs, which the browser may keep on disk. */
  #keepFiles(opened: OpenedFile, files: readonly NamedBytes[], sceneId: string | null): void {
    const name = keptName(opened);
    if (name === null) return;
    const blobs = files.map((file) => ({ name: file.name, blob: new Blob([file.bytes.slice()]) }));
    const { mappings = [], preparation = {} } = opened.source;
    this.#link.keep(name, async (remote) => remote.openFiles(await bytesOf(blobs), sceneId, mappings, preparation));
  }

  editScene(sourceId: string, edits: BuildingEdits, id: string, terrainId: string | null): Promise<Outcome<null>> {
    this.#link.keep(id, (remote) => remote.editScene(sourceId, edits, id, terrainId));
    return this.#link.call((remote) => remote.editScene(sourceId, edits, id, terrainId));
  }

  async openTerrain(file: NamedBytes, sceneId: string): Promise<Outcome<OpenedTerrain>> {
    const outcome = await this.#link.call((remote) => remote.openTerrain(file, sceneId));
    if (!outcome.ok) return outcome;
    const blobs = [{ name: file.name, blob: new Blob([file.bytes.slice()]) }];
    this.#link.keep(outcome.value.terrain.id, async (remote) =>
      remote.openTerrain((await bytesOf(blobs))[0]!, sceneId),
    );
    return outcome;
  }

  async dropScene(id: string): Promise<void> {
    this.#link.forget(id);
    await this.#link.ask((remote) => remote.dropScene(id)).catch(() => undefined);
  }

  async keepPattern(pattern: TabulatedPattern): Promise<void> {
    this.#link.keep(`pattern ${pattern.name}`, (remote) => remote.keepPattern(pattern));
    await this.#link.ask((remote) => remote.keepPattern(pattern));
  }

  writeProject(project: ProjectPackage): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return this.#link.call((remote) => remote.writeProject(project) as Promise<Outcome<Uint8Array<ArrayBuffer>>>);
  }

  openMap(jobId: string, name: string, file: Blob, listener: SolveListener): Promise<Outcome<MapView>> {
    return this.#link.call((remote) => remote.openMap(jobId, name, file, proxy(listener)) as Promise<Outcome<MapView>>);
  }

  previewMap(mapId: string, view: LonLatBox): Promise<Outcome<MapPreview>> {
    return this.#link.call((remote) => remote.previewMap(mapId, view));
  }

  async cutMap(job: CutJob, listener: SolveListener): Promise<Outcome<CutScene>> {
    const outcome = await this.#link.call(
      (remote) => remote.cutMap(job, proxy(listener)) as Promise<Outcome<CutScene>>,
    );
    if (outcome.ok) this.#keepFiles(outcome.value.opened, [outcome.value.file], null);
    return outcome;
  }

  async closeMap(mapId: string): Promise<void> {
    await this.#link.ask((remote) => remote.closeMap(mapId)).catch(() => undefined);
  }

  solve(job: SolveJob, listener: SolveListener): Promise<Outcome<SectorMap>> {
    return this.#link.call((remote) => remote.solve(job, proxy(listener)) as Promise<Outcome<SectorMap>>);
  }

  keepPaths(job: SolveJob, listener: SolveListener): Promise<Outcome<KeptPaths>> {
    return this.#link.call((remote) => remote.keepPaths(job, proxy(listener)) as Promise<Outcome<KeptPaths>>);
  }

  section(job: SectionJob, listener: SolveListener): Promise<Outcome<SectionMap>> {
    return this.#link.call((remote) => remote.section(job, proxy(listener)) as Promise<Outcome<SectionMap>>);
  }

  explain(job: ExplainJob, listener: SolveListener): Promise<Outcome<CellExplanation>> {
    return this.#link.call((remote) => remote.explain(job, proxy(listener)) as Promise<Outcome<CellExplanation>>);
  }

  models(): Promise<Outcome<ModelsView>> {
    return this.#link.call((remote) => remote.models());
  }

  features(job: FeatureJob, listener: SolveListener): Promise<Outcome<FeatureMaps>> {
    return this.#link.call((remote) => remote.features(job, proxy(listener)) as Promise<Outcome<FeatureMaps>>);
  }

  measuredSectors(measurementId: string): Promise<Outcome<readonly SectorMeasured[]>> {
    return this.#link.call((remote) => remote.measuredSectors(measurementId));
  }

  splitOf(job: CalibrationJob): Promise<Outcome<readonly SplitView[]>> {
    return this.#link.call((remote) => remote.splitOf(job));
  }

  calibrate(job: CalibrationJob, listener: CalibrationListener): Promise<Outcome<CalibrationView>> {
    return this.#link.call((remote) => remote.calibrate(job, proxy(listener)) as Promise<Outcome<CalibrationView>>);
  }

  async pauseTraining(jobId: string): Promise<void> {
    await this.#link.ask((remote) => remote.pauseTraining(jobId)).catch(() => undefined);
  }

  tunedFile(jobId: string, sectorId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return this.#link.call((remote) => remote.tunedFile(jobId, sectorId) as Promise<Outcome<Uint8Array<ArrayBuffer>>>);
  }

  async forgetTraining(jobId: string): Promise<void> {
    await this.#link.ask((remote) => remote.forgetTraining(jobId)).catch(() => undefined);
  }

  correctedMap(job: CorrectedMapJob, listener: SolveListener): Promise<Outcome<CorrectedMap>> {
    return this.#link.call((remote) => remote.correctedMap(job, proxy(listener)) as Promise<Outcome<CorrectedMap>>);
  }

  study(job: StudyJob, listener: StudyListener): Promise<Outcome<StudyView>> {
    return this.#link.call((remote) => remote.study(job, proxy(listener)) as Promise<Outcome<StudyView>>);
  }

  keptStudy(name: string, text: string, seed: number): Promise<Outcome<StudyView>> {
    return this.#link.call((remote) => remote.keptStudy(name, text, seed) as Promise<Outcome<StudyView>>);
  }

  studyMaps(job: StudyMapsJob, listener: SolveListener): Promise<Outcome<StudyMaps>> {
    return this.#link.call((remote) => remote.studyMaps(job, proxy(listener)) as Promise<Outcome<StudyMaps>>);
  }

  optimiseAntennas(job: AntennaJob, listener: SolveListener): Promise<Outcome<OptimisedAntennas>> {
    return this.#link.call(
      (remote) => remote.optimiseAntennas(job, proxy(listener)) as Promise<Outcome<OptimisedAntennas>>,
    );
  }

  rankSites(job: SiteJob, listener: SolveListener): Promise<Outcome<RankedSites>> {
    return this.#link.call((remote) => remote.rankSites(job, proxy(listener)) as Promise<Outcome<RankedSites>>);
  }

  async hold(jobId: string, held: boolean): Promise<void> {
    // What ended with its Worker is held no more.
    await this.#link.ask((remote) => remote.hold(jobId, held)).catch(() => undefined);
  }

  async cancel(jobId: string): Promise<void> {
    // What ended with its Worker needs no cancel.
    await this.#link.ask((remote) => remote.cancel(jobId)).catch(() => undefined);
  }
}

/** What the engine keeps of an opened file; null for sites, which it only reads. */
function keptName(opened: OpenedFile): string | null {
  if (opened.kind === 'scene') return opened.scene.id;
  if (opened.kind === 'measurements') return opened.measurements.id;
  if (opened.kind === 'pattern') return `pattern ${opened.pattern.name}`;
  return opened.kind === 'model' ? `model ${opened.model.id}` : null;
}

function bytesOf(blobs: readonly { readonly name: string; readonly blob: Blob }[]): Promise<NamedBytes[]> {
  return Promise.all(blobs.map(async ({ name, blob }) => ({ name, bytes: new Uint8Array(await blob.arrayBuffer()) })));
}

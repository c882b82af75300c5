import { transfer } from 'comlink';
import { correctedMap } from '../engine/corrected-map.ts';
import { checkGround, receiversFor } from '../engine/receivers-for.ts';
import { readAntennas } from '../io/antennas/read-antennas.ts';
import { baseName, type FileTree, openArchive } from '../io/archive.ts';
import { keyedFiles, keyOfFiles } from '../io/content-key.ts';
import { readDemoJson } from '../io/formats/demo-json.ts';
import { isProjectFile, type ProjectPackage, readProjectTree, writeProjectFile } from '../io/formats/project-file.ts';
import { holdsScene, readScene } from '../io/formats/scene-formats.ts';
import type { FileSource } from '../io/formats/source.ts';
import { readTunedModel } from '../io/formats/tuning-file.ts';
import type { ImportOptions } from '../io/imports/import-tables.ts';
import type { ColumnQuestion } from '../io/measurements/column-question.ts';
import type { StoredMapping } from '../io/measurements/mapping-json.ts';
import { fetchFile } from '../io/providers/fetch-file.ts';
import { openRecordStore } from '../io/storage/record-store.ts';
import type { MeasurementSet } from '../measurements/measurement-set.ts';
import { isPlain, type MeasurementPreparation } from '../measurements/preparation.ts';
import type { ShiftToStreets } from '../measurements/shift-to-streets.ts';
import { LaunchMemory } from '../propagation/launch-memory.ts';
import type { SolveHooks } from '../propagation/solve-request.ts';
import type { TabulatedPattern } from '../radio/antenna-pattern.ts';
import type { LonLatBox } from '../raster/lonlat-box.ts';
import type { BuildingEdits } from '../scene/building-edits.ts';
import type { Scene } from '../scene/scene.ts';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';
import { withLossSigns } from '../sites/loss-signs.ts';
import { placeSectors } from '../sites/place-sectors.ts';
import { badInput, type Issue } from '../units/errors.ts';
import { measuredSectors, runCalibration, splitViews } from './calibration-in-worker.ts';
import type {
  CalibrationJob,
  CalibrationListener,
  CalibrationView,
  CorrectedMap,
  CorrectedMapJob,
  SectorMeasured,
  SplitView,
} from './calibration-protocol.ts';
import { EngineKeeper } from './engine-keeper.ts';
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
  OpenedContent,
  OpenedFile,
  OpenedTerrain,
  Outcome,
  PreparationTrial,
  ProjectView,
  SceneView,
  SectionJob,
  SectionMap,
  SectorMap,
  SitesView,
  SolveJob,
  SolveListener,
  StudioEngine,
} from './engine-protocol.ts';
import { explainJob } from './explain-in-worker.ts';
import { JobHolds } from './job-holds.ts';
import type { CutJob, CutScene, MapPreview, MapView } from './map-protocol.ts';
import { MapShelf } from './map-shelf.ts';
import { MeasurementShelf } from './measurement-shelf.ts';
import { ModelShelf } from './model-shelf.ts';
import type { AntennaJob, OptimisedAntennas, RankedSites, SiteJob } from './network-plan-protocol.ts';
import { openEngine } from './open-engine.ts';
import { openTerrain } from './open-terrain.ts';
import { outcomeOf } from './outcome.ts';
import { pacedPartials } from './paced-partials.ts';
import { PathShelf } from './path-shelf.ts';
import { SceneShelf } from './scene-shelf.ts';
import { sceneView } from './scene-view.ts';
import { solveSection } from './section-in-worker.ts';
import { sectorMap, transferables } from './sector-map.ts';
import { siteDrafts } from './site-drafts.ts';
import type { StudyJob, StudyListener, StudyMaps, StudyMapsJob, StudyView } from './study-protocol.ts';
import { TrainingShelf } from './training-shelf.ts';

/** These come when they are first asked for. */
const studyRunner = () => import('./study-in-worker.ts');
const networkPlanner = () => import('./network-plan-in-worker.ts');

/** The engine as the studio calls it: holds the scenes that are open and the solves that run. */
export class EngineInWorker implements StudioEngine {
  readonly #scenes = new SceneShelf();
  readonly #patterns = new Map<string, TabulatedPattern>();
  readonly #running = new Map<string, AbortController>();
  readonly #holds = new JobHolds();
  readonly #launches = new LaunchMemory();
  readonly #measured = new MeasurementShelf();
  readonly #shelf = new PathShelf();
  readonly #models = new ModelShelf();
  readonly #trainings = new TrainingShelf(() => openRecordStore('boresight-trainings'));
  readonly #maps = new MapShelf();
  #adapter: AdapterChoice = 'auto';
  #siteUrl = '';
  #listener: EngineListener | null = null;
  readonly #keeper = new EngineKeeper(
    async () => openEngine(this.#adapter, await this.#models.open(this.#siteUrl)),
    (info) => this.#listener?.changed(info),
  );

  async start(adapter: AdapterChoice, siteUrl: string, listener: EngineListener): Promise<EngineInfo> {
    this.#adapter = adapter;
    this.#siteUrl = siteUrl;
    this.#listener = listener;
    return (await this.#keeper.engine()).info;
  }

  openSynthetic(seed: number, name: string | null): Promise<Outcome<SceneView>> {
    return outcomeOf(() => this.#synthetic(seed, name));
  }

  openProject(url: string): Promise<Outcome<ProjectView>> {
    return outcomeOf(async () => {
      const beside = (file: string) => new URL(file, url).href;
      const project = readDemoJson(baseName(url), await fetchFile(url));
      const [sites, levels] = await Promise.all([
        fetchFile(beside(project.sites)),
        project.measurements === null ? null : fetchFile(beside(project.measurements)),
        tableReader(),
      ]);
      const scene = this.#synthetic(project.citySeed, project.name);
      return {
        name: project.name,
        citySeed: project.citySeed,
        scene,
        sites: this.#readSites(project.sites, sites, scene.id),
        measurements: levels && (await this.#demoMeasurements(project.measurements ?? '', levels, scene.id)),
      };
    });
  }

  editScene(sourceId: string, edits: BuildingEdits, id: string, terrainId?: string | null): Promise<Outcome<null>> {
    return outcomeOf(() => {
      this.#scenes.edit(sourceId, edits, id, terrainId);
      return null;
    });
  }

  openTerrain(file: NamedBytes, sceneId: string): Promise<Outcome<OpenedTerrain>> {
    return outcomeOf(() => openTerrain(file, sceneId, this.#scenes));
  }

  async dropScene(id: string): Promise<void> {
    this.#scenes.drop(id);
  }

  openFiles(
    files: readonly NamedBytes[],
    sceneId: string | null,
    mappings: readonly StoredMapping[] = [],
    preparation: MeasurementPreparation = {},
  ): Promise<Outcome<OpenedFile>> {
    return outcomeOf(() => this.#openKeyed(files, sceneId, mappings, preparation));
  }

  prepareMeasurements(measurementId: string, preparation: MeasurementPreparation): Promise<Outcome<OpenedFile>> {
    return outcomeOf(async () => {
      const kept = await this.#measured.prepare(measurementId, preparation);
      return { kind: 'measurements', ...kept } as const;
    });
  }

  tryPreparation(measurementId: string, preparation: MeasurementPreparation): Promise<Outcome<PreparationTrial>> {
    return outcomeOf(() => this.#measured.tryPreparation(measurementId, preparation));
  }

  measuredFacts(measurementId: string): Promise<Outcome<MeasuredFacts>> {
    return outcomeOf(() => this.#measured.facts(measurementId));
  }

  shiftToStreets(measurementId: string): Promise<Outcome<ShiftToStreets>> {
    return outcomeOf(() => this.#measured.shiftToStreets(measurementId));
  }

  async #openKeyed(
    files: readonly NamedBytes[],
    sceneId: string | null,
    known: readonly StoredMapping[],
    preparation: MeasurementPreparation = {},
  ): Promise<OpenedFile> {
    const source: FileSource = {
      kind: 'files',
      files: await keyedFiles(files),
      ...(isPlain(preparation) ? {} : { preparation }),
    };
    return { source, ...(await this.#open(files, sceneId, source, known)) };
  }

  askColumns(files: readonly NamedBytes[], mappings: readonly StoredMapping[]): Promise<Outcome<ColumnQuestion>> {
    return outcomeOf(async () => {
      const { askColumns, askColumnsOfFolder, withTrack } = await tableReader();
      if (files.length > 1 && !withTrack(files)) return askColumnsOfFolder(files, { known: mappings });
      const { name, bytes, track } = tableFile(files, withTrack);
      return askColumns(name, bytes, { known: mappings, ...(track && { track }) });
    });
  }

  async ledgerCsv(measurementId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    const outcome = await outcomeOf(async () => {
      const { measurementLedgerCsv } = await tableReader();
      return measurementLedgerCsv(this.#measured.of(measurementId).set);
    });
    return outcome.ok ? transfer(outcome, [outcome.value.buffer]) : outcome;
  }

  openMap(jobId: string, name: string, file: Blob, listener: SolveListener): Promise<Outcome<MapView>> {
    return this.#cancellable(jobId, (signal) =>
      this.#maps.open(name, file, { signal, onProgress: progressOf(listener) }),
    );
  }

  async previewMap(mapId: string, view: LonLatBox): Promise<Outcome<MapPreview>> {
    const outcome = await outcomeOf(() => this.#maps.preview(mapId, view));
    if (!outcome.ok) return outcome;
    const { kinds, starts, xy } = outcome.value;
    return transfer(outcome, [kinds.buffer, starts.buffer, xy.buffer]);
  }

  cutMap(job: CutJob, listener: SolveListener): Promise<Outcome<CutScene>> {
    return this.#cancellable(job.jobId, async (signal) => {
      const file = await this.#maps.cut(job, { signal, onProgress: progressOf(listener) });
      const opened = await this.#openKeyed([file], null, []);
      if (opened.kind !== 'scene') throw new Error(`The cut ${file.name} was read as ${opened.kind}`);
      return { opened, file };
    });
  }

  async keepPattern(pattern: TabulatedPattern): Promise<void> {
    this.#keepPattern(pattern);
  }

  async writeProject(project: ProjectPackage): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    const outcome = await outcomeOf(() => writeProjectFile(project));
    return outcome.ok ? transfer(outcome, [outcome.value.buffer]) : outcome;
  }

  async closeMap(mapId: string): Promise<void> {
    this.#maps.close(mapId);
  }

  async solve(job: SolveJob, listener: SolveListener): Promise<Outcome<SectorMap>> {
    const outcome = await this.#cancellable(job.jobId, (signal) => this.#solve(job, listener, signal));
    return outcome.ok ? transfer(outcome, transferables(outcome.value)) : outcome;
  }

  keepPaths(job: SolveJob, listener: SolveListener): Promise<Outcome<KeptPaths>> {
    return this.#cancellable(job.jobId, async (signal) => {
      const scene = this.#scenes.of(job.sceneId);
      if (job.engine !== 'sweep') throw badInput('Only the sweep keeps paths.');
      return this.#keeper.on((engine) => this.#shelf.record(engine, job, scene, listener, signal));
    });
  }

  async section(job: SectionJob, listener: SolveListener): Promise<Outcome<SectionMap>> {
    const outcome = await this.#cancellable(job.jobId, (signal) => {
      const scene = this.#scenes.of(job.sceneId);
      const hooks = { signal, onProgress: progressOf(listener) };
      return this.#keeper.on((engine) => solveSection(engine, job, scene, hooks));
    });
    return outcome.ok ? transfer(outcome, [outcome.value.pathGainDb.buffer]) : outcome;
  }

  explain(job: ExplainJob, listener: SolveListener): Promise<Outcome<CellExplanation>> {
    return this.#cancellable(job.jobId, async (signal) => {
      const scene = this.#scenes.of(job.sceneId);
      const hooks = { signal, onProgress: progressOf(listener) };
      return this.#keeper.on((engine) => explainJob(engine, job, scene, hooks));
    });
  }

  models(): Promise<Outcome<ModelsView>> {
    return outcomeOf(async () => {
      await this.#keeper.engine();
      return this.#models.view();
    });
  }

  features(job: FeatureJob, listener: SolveListener): Promise<Outcome<FeatureMaps>> {
    // Copied, not transferred: the planes may be the engine's own, kept for a predictor.
    return this.#cancellable(job.jobId, (signal) => {
      const { sector, grid } = job;
      const scene = this.#scenes.of(job.sceneId);
      const request = { scene, sector, grid, receiverZM: (scene.groundZM ?? 0) + job.receiverHeightM };
      return this.#keeper.on((engine) => engine.features(request, { signal, onProgress: progressOf(listener) }));
    });
  }

  measuredSectors(measurementId: string): Promise<Outcome<readonly SectorMeasured[]>> {
    return outcomeOf(() => measuredSectors(this.#measured.of(measurementId)));
  }

  splitOf(job: CalibrationJob): Promise<Outcome<readonly SplitView[]>> {
    return outcomeOf(() => splitViews(job, this.#scenes.of(job.sceneId), this.#measured.of(job.measurementId)));
  }

  calibrate(job: CalibrationJob, listener: CalibrationListener): Promise<Outcome<CalibrationView>> {
    return this.#cancellable(job.jobId, async (signal) => {
      const measurements = this.#measured.of(job.measurementId);
      const scene = this.#scenes.of(job.sceneId);
      // A calibration that met the loss of the device begins anew: its seeds are the job's, so the result is the same.
      return this.#keeper.on((engine) =>
        runCalibration(engine, job, scene, measurements, listener, this.#trainings, signal),
      );
    });
  }

  async pauseTraining(jobId: string): Promise<void> {
    this.#trainings.pause(jobId);
  }

  tunedFile(jobId: string, sectorId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    return outcomeOf(() => this.#trainings.tunedFile(jobId, sectorId));
  }

  forgetTraining(jobId: string): Promise<void> {
    return this.#trainings.forget(jobId);
  }

  correctedMap(job: CorrectedMapJob, listener: SolveListener): Promise<Outcome<CorrectedMap>> {
    return this.#cancellable(job.jobId, async (signal) => {
      const { sector, grid, settings, materials } = job;
      const scene = this.#scenes.of(job.sceneId);
      const receiverZM = (scene.groundZM ?? 0) + job.receiverHeightM;
      const request = { scene, sector, grid, receiverZM, settings, materials };
      const hooks = { signal, onProgress: progressOf(listener) };
      const { levelDbm, sdDb } = await this.#keeper.on((engine) =>
        correctedMap(engine, request, job.report.result, hooks),
      );
      return { grid, rsrpDbm: levelDbm, sdDb };
    });
  }

  study(job: StudyJob, listener: StudyListener): Promise<Outcome<StudyView>> {
    return this.#cancellable(job.jobId, async (signal) => {
      const measurements = this.#measured.of(job.measurementId);
      const scene = this.#scenes.of(job.sceneId);
      const { runStudy } = await studyRunner();
      return this.#keeper.on((engine) => runStudy(engine, job, scene, measurements, listener, signal));
    });
  }

  keptStudy(name: string, text: string, seed: number): Promise<Outcome<StudyView>> {
    return outcomeOf(async () => (await studyRunner()).keptStudy(name, text, seed));
  }

  studyMaps(job: StudyMapsJob, listener: SolveListener): Promise<Outcome<StudyMaps>> {
    return this.#cancellable(job.jobId, async (signal) => {
      const measurements = this.#measured.of(job.measurementId);
      const scene = this.#scenes.of(job.sceneId);
      const onProgress = progressOf(listener);
      const { runStudyMaps } = await studyRunner();
      return this.#keeper.on((engine) => runStudyMaps(engine, job, scene, measurements, onProgress, signal));
    });
  }

  optimiseAntennas(job: AntennaJob, listener: SolveListener): Promise<Outcome<OptimisedAntennas>> {
    return this.#cancellable(job.jobId, async (signal) => {
      const scene = this.#scenes.of(job.sceneId);
      const { runAntennas } = await networkPlanner();
      return this.#keeper.on((engine) => runAntennas(engine, job, scene, progressOf(listener), signal));
    });
  }

  rankSites(job: SiteJob, listener: SolveListener): Promise<Outcome<RankedSites>> {
    return this.#cancellable(job.jobId, async (signal) => {
      const scene = this.#scenes.of(job.sceneId);
      const { runSites } = await networkPlanner();
      const readList = (file: NamedBytes, noted: Issue[]) =>
        siteDrafts(file, (wanted) => this.#patternOf(file.name, wanted), noted);
      return this.#keeper.on((engine) => runSites(engine, job, scene, readList, progressOf(listener), signal));
    });
  }

  /** Runs a job that `cancel` can end. */
  async #cancellable<T>(jobId: string, work: (signal: AbortSignal) => Promise<T>): Promise<Outcome<T>> {
    const abort = new AbortController();
    this.#running.set(jobId, abort);
    const outcome = await outcomeOf(() => work(abort.signal));
    this.#running.delete(jobId);
    this.#holds.release(jobId);
    return outcome;
  }

  async cancel(jobId: string): Promise<void> {
    this.#running.get(jobId)?.abort();
    this.#holds.release(jobId);
  }

  async hold(jobId: string, held: boolean): Promise<void> {
    if (held && this.#running.has(jobId)) this.#holds.hold(jobId);
    else this.#holds.release(jobId);
  }

  async #solve(job: SolveJob, listener: SolveListener, signal: AbortSignal): Promise<SectorMap> {
    const { sector, grid, settings } = job;
    const scene = this.#scenes.of(job.sceneId);
    const kept = job.engine === 'sweep' ? this.#shelf.mapOf(job, scene) : null;
    if (kept) return sectorMap(kept);
    checkGround(job.engine, scene);
    const { warnings, ...receivers } = receiversFor(job.engine, scene, grid, job.receiverHeightM);
    const request = { scene, sector, grid, ...receivers, settings, materials: job.materials ?? {} };
    const hooks: SolveHooks = {
      signal,
      onProgress: progressOf(listener),
      held: () => this.#holds.of(job.jobId),
      memory: this.#launches,
      ...(job.partials ? { onPartial: pacedPartials(listener) } : {}),
    };
    const map = await this.#keeper.on((engine) => engine.solve(job.engine, request, hooks));
    return sectorMap({ ...map, stats: { ...map.stats, warnings: [...warnings, ...map.stats.warnings] } });
  }

  async #open(
    files: readonly NamedBytes[],
    sceneId: string | null,
    source: FileSource,
    known: readonly StoredMapping[],
  ): Promise<OpenedContent & { readonly source?: FileSource }> {
    const [first] = files;
    if (!first) throw badInput('The folder is empty: drop a file, or a folder with a scene.');
    const tables = (name: string, bytes: Uint8Array, options: ImportOptions) =>
      this.#openTables(name, bytes, sceneId, source, options);
    const { fileKind, isTableFile, recogniseTree, withTrack } = await tableReader();
    const joined = files.length === 2 ? withTrack(files) : null;
    if (joined) return tables(joined.table.name, joined.table.bytes, { known, track: joined.track });
    const key = await keyOfFiles(source.files);
    if (files.length > 1) {
      const tree: FileTree = new Map(files.map(({ name, bytes }) => [name, bytes]));
      const isWhole = isProjectFile(tree) || holdsScene(tree) || recogniseTree(tree) === 'model';
      if (isWhole) return this.#openTree(tree, first.name.split('/')[0] ?? first.name, key);
      return this.#openFolder(files, sceneId, source, known);
    }
    const name = baseName(first.name);
    if (/\.tuned$/i.test(name)) {
      const tuned = readTunedModel(name, first.bytes);
      await this.#keeper.engine();
      return { kind: 'model', model: await this.#models.addTuned(`${tuned.model}-${key.slice(0, 8)}`, tuned) };
    }
    // Workbooks are zips themselves.
    if (isTableFile(name, first.bytes)) return tables(name, first.bytes, { known });
    const tree = openArchive(name, first.bytes);
    const [lone] = tree.size === 1 ? tree : [];
    const kind = lone ? fileKind(lone[0], lone[1]) : recogniseTree(tree);
    if (lone && kind === 'pattern') return { kind, pattern: this.#keepPatterns(lone[0], lone[1]) };
    if (lone && kind === 'sites') return { kind, sites: this.#readSites(lone[0], lone[1], sceneId) };
    if (lone && kind === 'tables') return tables(lone[0], lone[1], { known });
    if (!lone && (kind === 'sites' || kind === 'measurements')) return tables(name, first.bytes, { known });
    return this.#openTree(tree, name, key);
  }

  /** Sectors or measurements, as the tables tell. */
  async #openTables(
    name: string,
    bytes: Uint8Array,
    sceneId: string | null,
    source: FileSource,
    options: ImportOptions,
  ): Promise<OpenedContent & { readonly source: FileSource }> {
    const readPattern = (wanted: string) => this.#patternOf(name, wanted);
    const { importTables } = await tableReader();
    const imported = await importTables(name, bytes, { ...options, readPattern });
    if (imported.kind === 'sites') {
      const { drafts, rejections, issues: read } = imported.sites;
      if (drafts.length === 0) throw badInput(rejections[0]?.message ?? `${name}: no sector in it (0 rows)`);
      const issues = [...read];
      const placed = placeSectors(withLossSigns(drafts, 'auto', name, issues), this.#scenes.of(sceneId));
      return { kind: 'sites', source, sites: { name, sectors: placed.sectors, issues: [...issues, ...placed.issues] } };
    }
    const mappings = imported.read.flatMap(({ known }) => known ?? []);
    const read: FileSource = mappings.length > 0 ? { ...source, mappings } : source;
    return { kind: 'measurements', ...(await this.#keepMeasured(imported.set, sceneId, read)) };
  }

  /** Measurements of all files as one, and which files hold something else. */
  async #openFolder(
    files: readonly NamedBytes[],
    sceneId: string | null,
    source: FileSource,
    known: readonly StoredMapping[],
  ): Promise<OpenedContent & { readonly source?: FileSource }> {
    const { importFolder, unknownColumnsOf, ColumnsUnknown } = await tableReader();
    const folder = await importFolder(`${files.length} files`, files, { known });
    const named = (kind: 'antennas' | 'sites') =>
      folder.entries.flatMap((entry) => (entry.kind === 'read' && entry.imported.kind === kind ? entry.name : []));
    const apart = [...named('antennas'), ...named('sites')];
    const { measurements } = folder;
    if (measurements === null) {
      const unknown = unknownColumnsOf(folder);
      if (unknown !== null) throw new ColumnsUnknown(unknown);
      if (apart.length > 0) return { kind: 'several', apart };
      const reason = folder.entries.flatMap((entry) => (entry.kind === 'refused' ? entry.reason : []))[0];
      throw badInput(
        `none of the ${files.length} files is a scene, sites, an antenna or measurements${reason === undefined ? '' : ` (${reason})`}`,
      );
    }
    const mappings = folder.entries.flatMap((entry) =>
      entry.kind === 'read' && entry.imported.kind === 'measurements'
        ? entry.imported.read.flatMap((one) => one.known ?? [])
        : [],
    );
    const read: FileSource = mappings.length > 0 ? { ...source, mappings: [...new Set(mappings)] } : source;
    return { kind: 'measurements', ...(await this.#keepMeasured(measurements, sceneId, read)), apart };
  }

  async #openTree(tree: FileTree, name: string, key: string): Promise<OpenedContent> {
    if (isProjectFile(tree)) return { kind: 'project', package: await readProjectTree(name, tree) };
    const { recogniseTree } = await tableReader();
    if (recogniseTree(tree) === 'model') {
      await this.#keeper.engine();
      return { kind: 'model', model: await this.#models.add(name, tree) };
    }
    return { kind: 'scene', scene: this.#keepScene(`scene-${key}`, await readScene(tree, name)) };
  }

  async #demoMeasurements(name: string, bytes: Uint8Array, sceneId: string) {
    const file = { name, bytes };
    const source: FileSource = { kind: 'files', files: await keyedFiles([file]), demo: true };
    const { readMeasurements } = await tableReader();
    const { measurements } = await this.#keepMeasured(await readMeasurements(name, bytes), sceneId, source);
    return { view: measurements, source, file };
  }

  #keepMeasured(set: MeasurementSet, sceneId: string | null, source: FileSource) {
    return this.#measured.keep(set, this.#scenes.of(sceneId), sceneId, source);
  }

  #readSites(name: string, bytes: Uint8Array, sceneId: string | null): SitesView {
    const noted: Issue[] = [];
    const drafts = siteDrafts({ name, bytes }, (wanted) => this.#patternOf(name, wanted), noted);
    const placed = placeSectors(drafts, this.#scenes.of(sceneId));
    return { name, ...placed, issues: [...noted, ...placed.issues] };
  }

  #patternOf(name: string, wanted: string): TabulatedPattern {
    const known = this.#patterns.get(wanted.toLowerCase().replace(/\.(msi|pln|txt)$/, ''));
    if (known) return known;
    throw badInput(
      `${name}: pattern "${wanted}" is not one of iso, dipole, hw_dipole, tr38901; drop its .msi file first, then the sites again`,
    );
  }

  /** Keeps all antennas of a file, for sites that name them; the first is the answer. */
  #keepPatterns(name: string, bytes: Uint8Array): TabulatedPattern {
    const set = readAntennas(name, bytes);
    const first = set?.antennas[0];
    if (!set || !first)
      throw badInput(
        `${name}: no antenna in it that can be used${set?.rejections[0] ? ` (${set.rejections[0].message})` : ''}`,
      );
    for (const { pattern } of set.antennas) this.#keepPattern(pattern);
    return first.pattern;
  }

  #keepPattern(pattern: TabulatedPattern): TabulatedPattern {
    this.#patterns.set(pattern.name.toLowerCase().replace(/\.(msi|pln|txt)$/, ''), pattern);
    return pattern;
  }

  #synthetic(seed: number, name: string | null): SceneView {
    const city = synthesiseCity(seed);
    return this.#keepScene(`synthetic-${seed} ${name ?? city.name}`, { ...city, name: name ?? city.name });
  }

  #keepScene(id: string, scene: Scene): SceneView {
    this.#scenes.keep(id, scene);
    return sceneView(id, scene);
  }
}

const tableReader = () => import('./table-reader.ts');

/** The file of tables among those of a drop, with its track. */
function tableFile(
  files: readonly NamedBytes[],
  withTrack: Awaited<ReturnType<typeof tableReader>>['withTrack'],
): NamedBytes & { readonly track?: NamedBytes } {
  const joined = files.length === 2 ? withTrack(files) : null;
  const { name, bytes } = joined?.table ?? files[0] ?? { name: '', bytes: new Uint8Array(0) };
  return { name: baseName(name), bytes, ...(joined && { track: joined.track }) };
}

function progressOf(listener: SolveListener): (fraction: number, stage: string) => void {
  return (fraction, stage) => listener.progress(fraction, stage);
}

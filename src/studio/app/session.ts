import type { SavedCamera } from '../../io/formats/saved-project.ts';
import { openPageMemory, type PageMemory } from '../../io/storage/page-memory.ts';
import { openProjectRecords } from '../../io/storage/project-records.ts';
import { ProjectStore } from '../../io/storage/project-store.ts';
import { openRecordStore } from '../../io/storage/record-store.ts';
import { browserLocks } from '../../io/storage/tab-lock.ts';
import { breathe } from '../../units/breathe.ts';
import type {
  EngineInfo,
  EngineName,
  NamedBytes,
  OpenedFile,
  Outcome,
  ProjectView,
  SceneView,
  SectorMap,
} from '../../worker/engine-protocol.ts';
import { BuildingDesk } from '../buildings/building-desk.ts';
import { CalibrationDesk } from '../calibration/calibration-desk.ts';
import { CorrectedMapper } from '../calibration/corrected-mapper.ts';
import { RunArchive } from '../calibration/run-archive.ts';
import { ColumnDesk, type DropAnswers } from '../columns/column-desk.ts';
import { followSelection } from '../commands/follow-selection.ts';
import { patchSettings } from '../commands/project-commands.ts';
import { Comparer } from '../compare/comparer.ts';
import { engineOf } from '../engines/engine-choice.ts';
import { EngineDesk } from '../engines/engine-desk.ts';
import { ExplainDesk } from '../explain/explain-desk.ts';
import { MapExporter } from '../export/map-exporter.ts';
import { writeInWorker } from '../export/write-in-worker.ts';
import { FeatureMapper } from '../features/feature-mapper.ts';
import { ImportDesk } from '../import-city/import-desk.ts';
import { needsBox } from '../import-city/map-file.ts';
import type { MapView, ScreenPoint } from '../map/map-view.ts';
import type { NetworkPlanner } from '../network-plan/network-plan-desk.ts';
import { planInWorker } from '../planning/plan-in-worker.ts';
import { PlanningDesk } from '../planning/planning-desk.ts';
import { PreparationDesk } from '../preparation/preparation-desk.ts';
import { present } from '../present/present-actions.ts';
import { TourGuide } from '../present/tour-guide.ts';
import { SectionDesk } from '../profile/section-desk.ts';
import { ProjectDesk } from '../projects/project-desk.ts';
import { ProjectSharing } from '../projects/project-sharing.ts';
import { keepOpened } from '../projects/source-keeper.ts';
import { availableLayers } from '../results/available-layers.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { forgetDrive } from '../store/drive-actions.ts';
import { brushCells } from '../store/error-view-actions.ts';
import { closeExplanation } from '../store/explain-actions.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import { currentProject, type StudioState, studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { notify, reportRun, select, showLayer } from '../store/view-actions.ts';
import { isLoneRaster } from '../terrain/is-raster.ts';
import type { TerrainDesk } from '../terrain/terrain-desk.ts';
import { saveFile } from '../ui/save-file.ts';
import type { StudyEngine } from '../verdict/verdict-desk.ts';
import { readDropped } from './dropped-files.ts';
import { EditedScenes } from './edited-scenes.ts';
import { EngineClient } from './engine-client.ts';
import type { EngineStop } from './engine-link.ts';
import { type Ground, LayerKeeper } from './layer-keeper.ts';
import { openProject, openScene, takeOpened } from './open-files.ts';
import { PathKeeper } from './path-keeper.ts';
import { PointedPlaces } from './pointed-places.ts';
import { ResultKeeper } from './result-keeper.ts';
import { SectorMapCache } from './sector-map-cache.ts';
import { SideMap } from './side-map.ts';
import { siteUrl } from './site-url.ts';
import { SolveLoop } from './solve-loop.ts';
import type { StartOptions } from './start-options.ts';
import { measurementSummary, sceneSummary } from './summaries.ts';
import { SwipeFollower } from './swipe-follower.ts';
import { recallWindow, rememberWindow } from './window-memory.ts';

/** While a hand drags where the CPU draws the map, and solves too: more than this leaves no time for the hand. */
const PACED_LOOKS_APART_MS = 400;

/** What the first map asks of a CPU: a few seconds a sector; more azimuths or rays are a setting away. */
const WITHOUT_GPU = { azimuths: 2048, rays: 200_000 } as const;

/** What became of a file, or of a folder. */
export interface OpenResult {
  readonly name: string;
  /** What it was taken for; null where it was refused. */
  readonly kind: OpenedFile['kind'] | 'terrain' | null;
  /** Why it was refused. */
  readonly message: string | null;
}

/** One open studio: the engine, the arrays, and the loop that keeps results in step with the project. */
export class Session {
  readonly registry = createRegistry();
  readonly #client = new EngineClient();
  readonly #edited = new EditedScenes(this.#client, this.registry, (message) =>
    fail('What was edited is not in the map', message),
  );
  readonly #results = new ResultKeeper(this.registry);
  readonly #cache = new SectorMapCache();
  readonly #paths = new PathKeeper(this.#client, this.registry, (paths) => studioStore.setState({ paths }));
  readonly #loop = new SolveLoop(
    this.#client,
    this.registry,
    {
      map: (map) => this.#results.showMap(map),
      prepare: (map) => this.#prepare(map),
      run: reportRun,
      refused: showRefusals,
      ended: (engine, outcome) => {
        if (outcome.ok && outcome.value.fault) fail('Cells of the map are no numbers', outcome.value.fault);
        return this.engines.ended(engine, outcome);
      },
    },
    {
      cache: this.#cache,
      followsAtOnce: (project, sector) => this.#paths.followsAtOnce(project, sector),
      looksApartMs: () => (this.#view?.paced ? PACED_LOOKS_APART_MS : 0),
    },
  );
  readonly #secondMap = new SideMap(this.#client, this.registry, this.#cache, (engine, outcome) =>
    this.engines.endedCompared(engine, outcome),
  );
  readonly #firstMap = new SideMap(
    this.#client,
    this.registry,
    this.#cache,
    (engine, outcome) => this.engines.endedCompared(engine, outcome),
    'first',
  );
  readonly engines = new EngineDesk(this.#client, (engine, another) => this.#retry(engine, another));
  /** What is at places that a person points at. */
  readonly places = new PointedPlaces(this.registry, this.#results, () => this.#view);
  readonly #ground = () => ({ indoor: this.#results.roofs?.indoor ?? null, measured: this.#results.measured });
  readonly #layers = new LayerKeeper(this.registry, this.#ground);
  readonly #comparer = new Comparer(this.registry, this.#ground);
  readonly #features = new FeatureMapper(this.#client, this.registry);
  readonly explain = new ExplainDesk(this.#client, this.registry);
  readonly section = new SectionDesk(this.#client, this.registry);
  readonly calibration = new CalibrationDesk(
    this.#client,
    this.registry,
    new RunArchive(() => openRecordStore('boresight-runs'), noteRefusedStorage),
    { open: (name, bytes) => this.#openTuned(name, bytes), save: (name, bytes) => saveFile(name, bytes) },
  );
  readonly #corrected = new CorrectedMapper(this.#client, this.registry);
  readonly cityImport = new ImportDesk(this.#client, ({ opened, file }) => this.#take(opened, [file], file.name));
  readonly columns: ColumnDesk;
  readonly preparation: PreparationDesk;
  readonly buildings = new BuildingDesk(this.registry);
  readonly #sides = [
    new SwipeFollower(this.#firstMap, this.registry, 'first', (project) => this.#edited.follow(project, 'first')),
    new SwipeFollower(this.#secondMap, this.registry, 'second', (project) => this.#edited.follow(project, 'second')),
  ];
  readonly tour = new TourGuide(this);
  readonly projects = new ProjectDesk(
    this.#client,
    this.registry,
    new ProjectStore(() => openProjectRecords({ onClosed: (fault) => this.projects.lost(fault) })),
    browserLocks(),
    {
      camera: () => this.#view?.camera() ?? this.#wantedCamera?.camera ?? null,
      lookAt: (sceneId, camera) => this.#lookFrom(sceneId, camera),
    },
    (id) => this.engines.added(id),
  );
  readonly sharing = new ProjectSharing(
    this.projects,
    { writeProject: (project) => this.#client.writeProject(project), openDemo: () => this.#demo() },
    this.calibration,
    this.registry,
  );
  /** Where the verdict, whose code comes when it is shown, has methods judged. */
  readonly studies: StudyEngine = this.#client;
  /** Where networks are planned that need maps of their own. */
  readonly networks: NetworkPlanner = this.#client;
  readonly exporter = new MapExporter(this.registry, () => this.scene(), { write: writeInWorker, save: saveFile });
  readonly planning = new PlanningDesk(this.registry, () => this.scene(), { plan: planInWorker, save: saveFile });
  #terrain: Promise<TerrainDesk> | null = null;
  #view: MapView | null = null;
  #wantedCamera: { readonly sceneId: string; readonly camera: SavedCamera } | null = null;

  constructor(memory: PageMemory = openPageMemory()) {
    const take = this.#take.bind(this);
    this.columns = new ColumnDesk(this.#client, this.registry, memory, take);
    this.preparation = new PreparationDesk(this.#client, this.registry);
    studioStore.setState((state) => recallWindow(memory, state));
    this.#client.onStop((stop) => this.#afterStop(stop));
    studioStore.subscribe((state, before) => this.#follow(state, before));
    studioStore.subscribe((state, { folded, dock, widths }) => {
      if (state.folded !== folded || state.dock !== dock || state.widths !== widths) rememberWindow(memory, state);
    });
    // The last that a page hears before it is frozen, discarded or closed.
    document.addEventListener('visibilitychange', () => document.hidden && void this.projects.flush());
    window.addEventListener('beforeunload', (event) => {
      if (studioStore.getState().projects.saving === 'failed' && this.projects.keeper?.pending) event.preventDefault();
    });
    window.addEventListener('hashchange', () => void this.sharing.openLink('step'));
    window.addEventListener('pagehide', () => void this.projects.flush());
  }

  async start(options: StartOptions): Promise<void> {
    reportRun({ phase: 'starting', stage: 'Opening the project' });
    const opening = this.#openFirst(options);
    const changed = (engine: EngineInfo) => studioStore.setState({ engine });
    const engine = await this.#client.start(options.adapter, siteUrl(), { changed }).catch((cause: Error) => {
      failToOpen('The engine', cause.message);
      return null;
    });
    if (!engine) return;
    changed(engine);
    void this.engines.refresh();
    if ((await opening) === 'new') {
      const settings = { ...(engine.kind === 'gpu' ? {} : WITHOUT_GPU), ...options.settings };
      if (Object.keys(settings).length > 0) patchSettings(settings, 'Change settings');
      // The demo is where undo ends.
      studioStore.setState(({ history }) => ({ history: { ...history, undoable: [], redoable: [] } }));
    }
    this.projects.begin();
    if (options.present) present(true);
    if (options.tour) this.tour.start();
  }

  /** The project that was in hand before the page was loaded anew, the last one of this device, or what the address asks for. */
  async #openFirst(options: StartOptions): Promise<'kept' | 'new'> {
    if (await this.sharing.openLink('first')) return 'kept';
    if (await this.projects.resume(options.asksForNew)) return 'kept';
    await (options.city === null ? this.#openDemo() : this.#openCity(options.city));
    return 'new';
  }

  /** What the window says of a map, worked out in pieces. */
  *#prepare(map: NetworkMap): Generator<void, void> {
    yield* this.#results.prepare(map);
    yield;
    this.#layers.prepare(studioStore.getState(), map);
  }

  #retry(engine: EngineName, another: boolean): void {
    this.#loop.retry(engine, another);
    this.#firstMap.retry(engine, another);
    this.#secondMap.retry(engine, another);
  }

  /** The Worker ended: what it was at has failed. Once that is tried again; a second time it may be what ends it. */
  async #afterStop({ message, restarted, again }: EngineStop): Promise<void> {
    const open = restarted ? ` What was open is open again${again ? '; what it was computing is left out' : ''}.` : '';
    const title = 'The engine stopped';
    // The last word on it stands alone.
    studioStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.title !== title) }));
    fail(title, message + open);
    // After those that waited for an answer have taken note.
    await breathe();
    if (!restarted) reportRun({ phase: 'failed', stage: 'The engine stopped', step: null });
    else if (!again) this.#retry(engineOf(currentProject().settings.engine, this.scene()), false);
    if (restarted) void this.engines.refresh();
  }

  async #openDemo(): Promise<void> {
    const outcome = await this.#demo();
    if (outcome.ok) openProject(outcome.value, 'Open the demo', this.registry);
    else failToOpen('The demo', outcome.message);
  }

  #demo(): Promise<Outcome<ProjectView>> {
    return this.#client.openProject(new URL('demo/project.json', siteUrl()).href);
  }

  async #openCity(seed: number): Promise<void> {
    const outcome = await this.#client.openSynthetic(seed, null);
    if (outcome.ok) this.registry.sources.set(outcome.value.id, { kind: 'synthetic', seed, name: outcome.value.name });
    if (outcome.ok) openScene(outcome.value, `Open city ${seed}`, this.registry);
    else failToOpen(`City ${seed}`, outcome.message);
  }

  attachMap(view: MapView | null): void {
    const { sceneId } = currentProject();
    // A map that takes the place of another looks from where that one looked.
    if (view === null && this.#view && sceneId !== null) this.#wantedCamera = { sceneId, camera: this.#view.camera() };
    this.#view = view;
    if (view === null) return;
    view.onRest(() => this.projects.moved());
    if (this.#wantedCamera) view.lookFrom(this.#wantedCamera.sceneId, this.#wantedCamera.camera);
    this.#wantedCamera = null;
  }

  /** Looks at a scene from there, once it and the map are there. */
  #lookFrom(sceneId: string | null, camera: SavedCamera | null): void {
    if (sceneId === null || camera === null) return;
    if (this.#view) this.#view.lookFrom(sceneId, camera);
    else this.#wantedCamera = { sceneId, camera };
  }

  mapView(): MapView | null {
    return this.#view;
  }

  cancel(): void {
    this.#loop.cancel();
  }

  pause(): void {
    this.#loop.pause();
  }

  resume(): void {
    this.#loop.resume();
  }

  refinedMapOf(sectorId: string): SectorMap | null {
    return this.#loop.refinedMapOf(sectorId);
  }

  /** 1 for cells of the map under a roof; null without a scene. */
  indoorCells(): Uint8Array | null {
    return this.#results.roofs?.indoor ?? null;
  }

  /** What lays ground heights under the city. */
  terrain(): Promise<TerrainDesk> {
    this.#terrain ??= import('../terrain/terrain-desk.ts').then(
      ({ TerrainDesk }) => new TerrainDesk(this.#client, this.registry),
    );
    return this.#terrain;
  }

  /** Lays ground heights under the city; a failure becomes a card. */
  async layTerrain(file: NamedBytes): Promise<OpenResult> {
    const message = await (await this.terrain()).lay(file);
    if (message !== null) fail(`${file.name} was not laid under the city`, message);
    return { name: file.name, kind: message === null ? 'terrain' : null, message };
  }

  lookAtScene(): void {
    const scene = this.scene();
    if (scene) this.#view?.lookAtScene(scene, true);
  }

  /** Cells under roofs and measured cells, on the grid of the map on the screen. */
  ground(): Ground {
    return this.#ground();
  }

  /** Where a sector's antenna is in the window. */
  screenOfSector(id: string): ScreenPoint | null {
    const sector = currentProject().sectors.find((s) => s.id === id);
    return sector && this.#view ? this.#view.screenOf(sector.x, sector.y, sector.heightM) : null;
  }

  scene(): SceneView | null {
    return this.registry.scenes.get(currentProject().sceneId ?? '') ?? null;
  }

  /** Opens what was dropped or chosen; every failure becomes a card, and what was open stays. `asks`: a person is there to be asked. */
  async openFiles(dropped: DataTransfer | readonly File[], asks = true): Promise<readonly OpenResult[]> {
    const results: OpenResult[] = [];
    const drop = this.columns.startDrop();
    const importing = studioStore.getState().dialog === 'import-city';
    for (const group of await readDropped(dropped, (file) => needsBox(file, importing))) {
      if (group.map) {
        await this.cityImport.openFile(group.map);
        continue;
      }
      await this.#openGroup(group.files, group.name, drop, asks, results);
    }
    return results;
  }

  async #openGroup(
    files: readonly NamedBytes[],
    name: string,
    drop: DropAnswers,
    asks: boolean,
    results: OpenResult[],
  ): Promise<void> {
    if (asks && isLoneRaster(files) && studioStore.getState().scene?.takesTerrain) {
      const meaning = await (await this.terrain()).ask(name);
      if (meaning === null) return;
      if (meaning === 'terrain') {
        results.push(await this.layTerrain(files[0]!));
        return;
      }
    }
    studioStore.setState({ reading: name });
    const outcome = await this.columns.open(files, drop, asks);
    studioStore.setState({ reading: null });
    if (!outcome.ok) {
      if (outcome.code !== 'aborted') fail(`${name} was not opened`, outcome.message);
      results.push({ name, kind: null, message: outcome.message });
      return;
    }
    const opened = outcome.value;
    for (const other of 'apart' in opened ? (opened.apart ?? []) : []) {
      const lone = files.filter((file) => file.name === other);
      await this.#openGroup(lone, other, drop, asks, results);
    }
    if (opened.kind === 'several') return;
    if (opened.kind === 'project') await this.sharing.openPackage(opened.package);
    else this.#take(opened, files, name);
    if (opened.kind === 'model') await this.engines.added(opened.model.id);
    results.push({ name, kind: opened.kind, message: null });
  }

  /** Opens what a training came to, as if it had been dropped. */
  async #openTuned(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<EngineName | null> {
    const files = [{ name, bytes }];
    const outcome = await this.#client.openFiles(files, null);
    if (outcome.ok && outcome.value.kind === 'model') {
      keepOpened(outcome.value, files, this.registry);
      await this.engines.added(outcome.value.model.id);
      return `model:${outcome.value.model.id}`;
    }
    fail(`${name} was not opened`, outcome.ok ? `It was read as ${outcome.value.kind}.` : outcome.message);
    return null;
  }

  #take(opened: OpenedFile, files: readonly NamedBytes[], name: string): void {
    if (opened.kind === 'project' || opened.kind === 'several') return;
    keepOpened(opened, files, this.registry);
    takeOpened(opened, name, this.registry);
  }

  #follow(state: StudioState, before: StudioState): void {
    const { project } = state.history;
    const earlier = before.history.project;
    // First: everything else asks for the scene.
    if (project.sceneId !== earlier.sceneId) this.#edited.follow(project);
    if (project.id !== earlier.id) this.planning.forget();
    if (project !== earlier) this.#followSelection(project, earlier);
    if (project !== earlier) this.#followProject(project, earlier);
    if (project !== earlier || state.selection !== before.selection) {
      this.#loop.follow(project, state.selection?.kind === 'sector' ? state.selection.id : null);
    }
    this.#followPaths();
    this.calibration.follow();
    for (const side of this.#sides) side.follow(studioStore.getState());
    this.#corrected.follow(studioStore.getState());
    this.#features.follow(studioStore.getState());
    if (state.selection !== before.selection && state.selection && state.explain.place) closeExplanation();
    this.explain.follow(studioStore.getState());
    this.section.follow(studioStore.getState());
    this.projects.follow(studioStore.getState());
    const now = studioStore.getState();
    // What there is to show is known with the first map: a project may have been left on any layer.
    if (now.map !== null && !availableLayers(now).includes(now.layer)) showLayer('rsrp');
    this.#layers.follow(studioStore.getState());
    this.#comparer.follow(studioStore.getState());
  }

  /** What is in hand may have gone, or have another name. */
  #followSelection(project: ProjectDocument, earlier: ProjectDocument): void {
    const { selection } = studioStore.getState();
    const now = followSelection(selection, earlier.sectors, project.sectors, (kind, id) => {
      if (kind === 'building') return this.scene()?.buildings.some((b) => b.id === id) ?? false;
      return (kind === 'sector' ? project.sectors : project.sites).some((thing) => thing.id === id);
    });
    if (now !== selection) select(now);
  }

  /** Paths are recorded only while nothing else is to be done. */
  #followPaths(): void {
    const { run, selection, calibration, history, swipe } = studioStore.getState();
    if (run.phase === 'solving' || calibration.progress) this.#paths.standBack();
    if (run.phase !== 'refined' || calibration.progress || swipe !== null) return;
    const inHand = history.project.sectors.find((s) => selection?.kind === 'sector' && s.id === selection.id);
    this.#paths.follow(history.project, inHand && this.#loop.refinedMapOf(inHand.id) ? inHand : null);
  }

  #followProject(project: ProjectDocument, earlier: ProjectDocument): void {
    if (project.sceneId !== earlier.sceneId || project.settings.cellSizeM !== earlier.settings.cellSizeM) {
      const scene = this.scene();
      this.#results.followScene(scene, project.settings.cellSizeM);
      studioStore.setState({ scene: scene ? sceneSummary(scene) : null, hover: null });
    }
    if (project.measurementId !== earlier.measurementId) {
      const measurements = this.registry.measurements.get(project.measurementId ?? '');
      studioStore.setState({ measurements: measurements ? measurementSummary(measurements) : null });
      forgetDrive();
      this.#results.followMeasurements();
      if (studioStore.getState().errorView.brush) brushCells(null);
    }
  }
}

function fail(title: string, message: string): void {
  notify({ tone: 'bad', title, message, details: [] });
}

/** What the page should have started with is not there: nothing is being worked on, and files can be opened. */
function failToOpen(what: string, message: string): void {
  reportRun({ phase: 'failed', stage: `${what} did not open` });
  fail(`${what} did not open`, message);
}

function noteRefusedStorage(reason: string): void {
  notify({
    tone: 'note',
    title: 'Calibrations are not kept',
    message: `This browser does not let the studio store them (${reason}). They stay until the page is closed.`,
    details: [],
  });
}

function showRefusals(refusals: Readonly<Record<string, string>>): void {
  const shown = studioStore.getState().refusals;
  if (JSON.stringify(refusals) !== JSON.stringify(shown)) studioStore.setState({ refusals });
}

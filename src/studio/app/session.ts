import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import type { MeasurementsView, OpenedFile, SceneView, SitesView } from '../../worker/engine-protocol.ts';
import { replaceProject, replaceSites, setMeasurements } from '../commands/project-commands.ts';
import type { MapView, ScreenPoint } from '../map/map-view.ts';
import { type Roofs, surfaceAt } from '../map/surface-probe.ts';
import { summariseErrors } from '../results/error-summary.ts';
import { readAt } from '../results/hover-readout.ts';
import { countClasses } from '../results/layer-classes.ts';
import { binByCell, type MeasuredCells } from '../results/measured-cells.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { roofRaster } from '../results/roof-raster.ts';
import { defaultCellSizeM, mapGrid } from '../results/solve-key.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { currentProject, type StudioState, studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { notify, reportRun, select } from '../store/view-actions.ts';
import { formatCount } from '../ui/format.ts';
import { readDropped } from './dropped-files.ts';
import { EngineClient } from './engine-client.ts';
import { firstSites } from './first-sites.ts';
import { sectorsInStudio } from './sectors-in-studio.ts';
import { SolveLoop } from './solve-loop.ts';
import { measurementSummary, sceneSummary, sentencesOf } from './summaries.ts';

/** One open studio: the engine, the arrays and the loop that keeps results in step with the project. */
export class Session {
  readonly registry = createRegistry();
  readonly #client = new EngineClient();
  readonly #loop: SolveLoop;
  #view: MapView | null = null;
  #roofs: (Roofs & { readonly sceneId: string; readonly indoor: Uint8Array }) | null = null;
  #measured: (MeasuredCells & { readonly measurementId: string }) | null = null;
  #version = 0;

  constructor() {
    this.#loop = new SolveLoop(this.#client, this.registry, {
      map: (map) => this.#showMap(map),
      run: reportRun,
      refused: (refusals) => {
        if (JSON.stringify(refusals) !== JSON.stringify(studioStore.getState().refusals))
          studioStore.setState({ refusals });
      },
    });
    this.#client.onCrash((message) =>
      notify({
        tone: 'bad',
        title: 'The engine stopped',
        message: `${message} Reload the page to go on.`,
        details: [],
      }),
    );
    studioStore.subscribe((state, before) => this.#follow(state, before));
  }

  async start(): Promise<void> {
    const describing = this.#client.describe().then((engine) => studioStore.setState({ engine }));
    reportRun({ phase: 'starting', stage: 'Building the demo city' });
    const outcome = await this.#client.openSynthetic(7);
    if (outcome.ok) this.#openScene(outcome.value, null);
    else notify({ tone: 'bad', title: 'The demo did not open', message: outcome.message, details: [] });
    // The demo is where undo ends.
    studioStore.setState(({ history }) => ({ history: { ...history, undoable: [], redoable: [] } }));
    await describing;
  }

  attachMap(view: MapView | null): void {
    this.#view = view;
  }

  cancel(): void {
    this.#loop.cancel();
  }

  resume(): void {
    this.#loop.resume();
  }

  lookAtScene(): void {
    const scene = this.scene();
    if (scene) this.#view?.lookAtScene(scene, true);
  }

  screenOfSector(id: string): ScreenPoint | null {
    const sector = currentProject().sectors.find((s) => s.id === id);
    return sector && this.#view ? this.#view.screenOf(sector.x, sector.y, sector.heightM) : null;
  }

  scene(): SceneView | null {
    return this.registry.scenes.get(currentProject().sceneId ?? '') ?? null;
  }

  /** Opens what was dropped or chosen; every failure becomes a card, and what was open stays. */
  async openFiles(dropped: DataTransfer | readonly File[]): Promise<void> {
    for (const group of await readDropped(dropped)) {
      reportRun({ stage: `Reading ${group.name}` });
      const outcome = await this.#client.openFiles(group.files, currentProject().sceneId);
      if (outcome.ok) this.#open(outcome.value, group.name);
      else notify({ tone: 'bad', title: `${group.name} was not opened`, message: outcome.message, details: [] });
    }
  }

  hover(screen: ScreenPoint | null): void {
    const scene = this.scene();
    if (!screen || !scene || !this.#view) {
      studioStore.setState({ hover: null });
      return;
    }
    const roofs = this.#roofs?.sceneId === scene.id ? this.#roofs : null;
    const at = surfaceAt(this.#view, screen, roofs);
    const b = scene.groundBoundsM;
    const outside = at.x < b.minX || at.x > b.maxX || at.y < b.minY || at.y > b.maxY;
    const sources = { scene, map: this.registry.networkMap, measured: this.#measured };
    studioStore.setState({ hover: outside ? null : readAt(sources, at, screen) });
  }

  #open(opened: OpenedFile, fileName: string): void {
    if (opened.kind === 'scene') this.#openScene(opened.scene, fileName);
    else if (opened.kind === 'sites') this.#openSites(opened.sites, fileName);
    else if (opened.kind === 'measurements') this.#openMeasurements(opened.measurements, fileName);
    else this.#openPattern(opened.pattern, fileName);
  }

  #openPattern(pattern: TabulatedPattern, fileName: string): void {
    this.registry.patterns.set(pattern.name, pattern);
    const message = `Antenna "${pattern.name}", ${pattern.peakGainDbi.toFixed(1)} dBi: now among the patterns of a sector.`;
    notify({ tone: 'note', title: fileName, message, details: [] });
  }

  #openSites(opened: SitesView, fileName: string): void {
    const scene = this.scene();
    if (!scene) return;
    const { sites, sectors } = sectorsInStudio(opened.sectors, scene, this.registry);
    replaceSites(sites, sectors, `Open ${fileName}`);
    select(sectors[0] ? { kind: 'sector', id: sectors[0].id } : null);
    notify({
      tone: 'note',
      title: fileName,
      message: `${formatCount(sites.length)} sites with ${formatCount(sectors.length)} sectors.`,
      details: sentencesOf(opened.issues),
    });
  }

  #openMeasurements(measurements: MeasurementsView, fileName: string): void {
    this.registry.measurements.set(measurements.id, measurements);
    setMeasurements(measurements.id, `Open ${fileName}`);
    notify({
      tone: 'note',
      title: fileName,
      message: `${formatCount(measurements.accepted)} rows accepted, ${formatCount(measurements.rejected)} rejected.`,
      details: sentencesOf(measurements.issues),
    });
  }

  #openScene(scene: SceneView, fileName: string | null): void {
    this.registry.scenes.set(scene.id, scene);
    const placed = firstSites(scene);
    const project: ProjectDocument = {
      ...EMPTY_PROJECT,
      name: scene.name,
      sceneId: scene.id,
      ...placed,
      settings: { ...currentProject().settings, cellSizeM: defaultCellSizeM(scene.boundsM) },
    };
    replaceProject(project, `Open ${fileName ?? scene.name}`);
    select(placed.sectors[0] ? { kind: 'sector', id: placed.sectors[0].id } : null);
    if (fileName !== null) {
      const pitched = scene.fidelity
        ? ` ${(100 * scene.fidelity.otherAreaShare).toFixed(1)} % of its area is neither wall, flat roof nor ground.`
        : '';
      notify({
        tone: 'note',
        title: fileName,
        message: `${formatCount(scene.buildings.length)} buildings.${pitched}`,
        details: sentencesOf(scene.issues),
      });
    }
  }

  #follow(state: StudioState, before: StudioState): void {
    const { project } = state.history;
    const earlier = before.history.project;
    if (project !== earlier) this.#followProject(project, earlier);
    if (project !== earlier || state.selection !== before.selection) {
      this.#loop.follow(project, state.selection?.kind === 'sector' ? state.selection.id : null);
    }
  }

  #followProject(project: ProjectDocument, earlier: ProjectDocument): void {
    if (project.sceneId !== earlier.sceneId || project.settings.cellSizeM !== earlier.settings.cellSizeM) {
      const scene = this.scene();
      this.#roofs = scene ? roofsOf(scene, project.settings.cellSizeM) : null;
      this.#measured = null;
      studioStore.setState({ scene: scene ? sceneSummary(scene) : null, hover: null });
    }
    if (project.measurementId !== earlier.measurementId) {
      const measurements = this.registry.measurements.get(project.measurementId ?? '');
      this.#measured = null;
      studioStore.setState({ measurements: measurements ? measurementSummary(measurements) : null, errors: null });
      if (this.registry.networkMap) this.#showErrors(this.registry.networkMap);
    }
  }

  #showMap(map: NetworkMap): void {
    this.registry.networkMap = map;
    const levels = map.rsrpDbm.filter((level) => !Number.isNaN(level)).sort();
    const roofs = this.#roofs?.sceneId === currentProject().sceneId ? this.#roofs : null;
    studioStore.setState({
      map: {
        version: ++this.#version,
        refined: map.refined,
        columns: map.grid.columns,
        rows: map.grid.rows,
        cellSizeM: map.grid.cellSizeM,
        coveredCells: levels.length,
        medianRsrpDbm: levels.length ? levels[levels.length >> 1]! : null,
        counts: countClasses(map, roofs?.indoor ?? null),
      },
    });
    this.#showErrors(map);
  }

  #showErrors(map: NetworkMap): void {
    const measurements = this.registry.measurements.get(currentProject().measurementId ?? '');
    if (!measurements) {
      studioStore.setState({ errors: null });
      return;
    }
    if (this.#measured?.measurementId !== measurements.id || this.#measured.grid.columns !== map.grid.columns) {
      this.#measured = { ...binByCell(measurements, map.grid), measurementId: measurements.id };
    }
    studioStore.setState({ errors: summariseErrors(map, this.#measured) });
  }
}

function roofsOf(scene: SceneView, cellSizeM: number): Roofs & { sceneId: string; indoor: Uint8Array } {
  const grid = mapGrid(scene.boundsM, cellSizeM, 'refined');
  const heightM = roofRaster(scene.buildings, grid);
  const highestM = scene.buildings.reduce((most, building) => Math.max(most, building.heightM), 0);
  return { sceneId: scene.id, grid, heightM, highestM, indoor: Uint8Array.from(heightM, (h) => (h > 0 ? 1 : 0)) };
}

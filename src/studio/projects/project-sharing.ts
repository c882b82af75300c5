import { fileNameOf } from '../../io/file-name.ts';
import { PROJECT_EXTENSION, type ProjectPackage } from '../../io/formats/project-file.ts';
import { isProjectLink, linkProblem, readProjectLink, writeProjectLink } from '../../io/formats/project-link.ts';
import type { SavedProject } from '../../io/formats/saved-project.ts';
import type { Outcome, ProjectView } from '../../worker/engine-protocol.ts';
import type { CalibrationRun } from '../calibration/calibration-run.ts';
import { runFromJson, runToJson } from '../calibration/run-json.ts';
import { studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify } from '../store/view-actions.ts';
import { saveFile } from '../ui/save-file.ts';
import { type ProjectDesk, tellFailure } from './project-desk.ts';
import { newProjectId } from './project-id.ts';
import type { Snapshot } from './project-snapshot.ts';
import { keepSource } from './source-keeper.ts';

/** The part of the engine that sharing needs. */
export interface SharingEngine {
  writeProject(project: ProjectPackage): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  /** Opens the demo, whose measurements every studio has. */
  openDemo(): Promise<Outcome<ProjectView>>;
}

/** Calibrations, which go along with a file. */
export interface RunKeeper {
  adopt(runs: readonly CalibrationRun[]): Promise<void>;
}

/** Projects that leave this device and come from others: as a file, or in an address. */
export class ProjectSharing {
  readonly #desk: ProjectDesk;
  readonly #engine: SharingEngine;
  readonly #runs: RunKeeper;
  readonly #registry: TypedArrayRegistry;

  constructor(desk: ProjectDesk, engine: SharingEngine, runs: RunKeeper, registry: TypedArrayRegistry) {
    this.#runs = runs;
    this.#desk = desk;
    this.#engine = engine;
    this.#registry = registry;
  }

  /** Hands the project to the browser as a file. */
  async saveFile(): Promise<void> {
    const snapshot = this.#desk.keeper?.package();
    if (!snapshot) return;
    const { project } = snapshot;
    const files = await contentsOf(snapshot);
    const { runs } = studioStore.getState().calibration;
    const calibrations = runs.filter(({ state }) => state === 'finished').map(runToJson);
    const outcome = await this.#engine.writeProject({ project, files, calibrations });
    if (outcome.ok) saveFile(fileNameOf(project.document.name, 'project') + PROJECT_EXTENSION, outcome.value);
    else notify({ tone: 'bad', title: 'The project file was not made', message: outcome.message, details: [] });
  }

  /** Opens a project file as a project of this device. One that is here already is not touched: the file's becomes another. */
  async openPackage({ project, files, calibrations }: ProjectPackage): Promise<void> {
    // Before the project asks for its runs.
    await this.#runs.adopt(calibrations.flatMap((json) => runFromJson(json) ?? []));
    const id = (await this.#desk.isKnown(project.document.id)) ? newProjectId() : project.document.id;
    await this.#open(renamed(project, id), 'step', async (key) => {
      const bytes = files.get(key);
      return bytes ? new Blob([bytes as Uint8Array<ArrayBuffer>]) : null;
    });
  }

  /** Puts an address on the clipboard that opens the project as it stands. */
  async copyLink(): Promise<void> {
    const snapshot = this.#desk.keeper?.package();
    if (!snapshot) return;
    const { project } = snapshot;
    const problem = linkProblem(project);
    if (problem !== null) {
      notify({ tone: 'bad', title: 'No link can hold this project', message: problem, details: [] });
      return;
    }
    const measurements = project.sources[project.document.measurementId ?? ''];
    const demoMeasurements = measurements?.kind === 'files' && measurements.demo === true;
    const url = new URL(window.location.href);
    url.search = '';
    url.hash = writeProjectLink({ project, demoMeasurements });
    const left = measurements && !demoMeasurements ? ' The measurements are a file of yours and are not in it.' : '';
    try {
      await navigator.clipboard.writeText(url.href);
      const message = `It opens the city, the sites and the settings as they stand.${left}`;
      notify({ tone: 'note', title: 'Link copied', message, details: [] });
    } catch {
      // Without the right to write there, a person can.
      notify({ tone: 'note', title: 'The link, to copy', message: url.href, details: left ? [left.trim()] : [] });
    }
  }

  /**
   * Opens what stands behind the `#` of the address, and takes it out of there: a reload then finds the project as it was left.
   * @returns false where there is no link, or it could not be opened, which is told
   */
  async openLink(how: 'first' | 'step'): Promise<boolean> {
    const hash = window.location.hash.slice(1);
    if (!isProjectLink(hash)) return false;
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    try {
      const { project, demoMeasurements } = readProjectLink(hash);
      const whole = demoMeasurements ? await this.#withDemo(project) : project;
      return await this.#open(renamed(whole, newProjectId()), how, async () => null);
    } catch (error) {
      tellFailure('The link was not opened', error);
      return false;
    }
  }

  async #withDemo(project: SavedProject): Promise<SavedProject> {
    const outcome = await this.#engine.openDemo();
    const demo = outcome.ok ? outcome.value : null;
    // In another city the demo's measurements have no place.
    if (!demo?.measurements || demo.scene.id !== project.document.sceneId) return project;
    const { view, source, file } = demo.measurements;
    this.#registry.measurements.set(view.id, view);
    keepSource(view.id, source, [file], this.#registry);
    return {
      ...project,
      document: { ...project.document, measurementId: view.id },
      sources: { ...project.sources, [view.id]: source },
    };
  }

  #open(project: SavedProject, how: 'first' | 'step', find: (key: string) => Promise<Blob | null>): Promise<boolean> {
    return this.#desk.show(project, find, how, {
      id: project.document.id,
      createdMs: null,
      changedMs: null,
      keep: true,
    });
  }
}

async function contentsOf({ files }: Snapshot): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const [key, blob] of files) contents.set(key, new Uint8Array(await blob.arrayBuffer()));
  return contents;
}

function renamed(project: SavedProject, id: string): SavedProject {
  return { ...project, document: { ...project.document, id } };
}

import type { SavedCamera, SavedProject } from '../../io/formats/saved-project.ts';
import { openPageMemory, type PageMemory } from '../../io/storage/page-memory.ts';
import type { ProjectStore, ProjectSummary } from '../../io/storage/project-store.ts';
import { StorageError, storageError } from '../../io/storage/storage-error.ts';
import type { TabLock, TabLocks } from '../../io/storage/tab-lock.ts';
import { UserError } from '../../units/errors.ts';
import { openHistory, renameProject, restoreHistory } from '../commands/project-commands.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import { patchProjects } from '../store/projects-actions.ts';
import { currentProject, type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { noteVerdict } from '../store/verdict-files.ts';
import { notify } from '../store/view-actions.ts';
import type { SaveState } from './autosave.ts';
import { KeptProjects } from './kept-projects.ts';
import { KnownNames } from './known-names.ts';
import { newProjectId } from './project-id.ts';
import { type KeeperServices, type KeptProject, ProjectKeeper } from './project-keeper.ts';
import { historyOf, viewStateOf } from './restored-project.ts';
import { type FileFinder, openSources, type SourceEngine } from './source-opener.ts';

/** Under this a tab remembers what it has in hand; empty while that is nothing that is kept. */
const OPEN_PROJECT = 'boresight-open-project';

const NOT_OPENED = 'The project was not opened';

const CLEARED = { tone: 'bad', title: "This browser's storage was cleared", details: [] } as const;
const IF_A_FILE = 'If you saved a project as a file, open that.';

const DELETED_ELSEWHERE = {
  title: 'The project was deleted in another tab',
  message: 'What is in this window stays. It is a project of its own now, and is kept from the next change on.',
};

/** What the desk does with the map's camera. */
export interface CameraMan {
  camera(): SavedCamera | null;
  /** Where to look from once the scene is drawn. */
  lookAt(sceneId: string | null, camera: SavedCamera | null): void;
}

/** Opens projects and keeps the one in hand. */
export class ProjectDesk {
  readonly #engine: SourceEngine;
  readonly #registry: TypedArrayRegistry;
  readonly #store: ProjectStore;
  readonly #cameraMan: CameraMan;
  readonly #services: KeeperServices;
  readonly #kept: KeptProjects;
  /** A model of the user's own is among the engines from now on. */
  readonly #modelOpened: (id: string) => Promise<void>;
  readonly #memory: PageMemory = openPageMemory('tab');
  readonly #names = new KnownNames(openPageMemory());
  #keeper: ProjectKeeper | null = null;
  /** Why the projects of this device could not be read at the start. */
  #unread: unknown = null;
  /** What this tab kept before lets go. */
  #closing: Promise<void> = Promise.resolve();
  /** What is known of a project that is about to come in hand. */
  #coming: KeptProject | null = null;

  constructor(
    engine: SourceEngine,
    registry: TypedArrayRegistry,
    store: ProjectStore,
    locks: TabLocks,
    cameraMan: CameraMan,
    modelOpened: (id: string) => Promise<void>,
  ) {
    this.#modelOpened = modelOpened;
    this.#engine = engine;
    this.#registry = registry;
    this.#store = store;
    this.#cameraMan = cameraMan;
    this.#kept = new KeptProjects(store, locks);
    this.#services = {
      store,
      locks,
      registry,
      camera: () => cameraMan.camera(),
      tell: (keeper, saving, error) => this.#hear(keeper, saving, error),
      onHeld: (keeper) => {
        if (keeper === this.#keeper) patchProjects({ readOnly: true, saving: 'saved', problem: null });
      },
      onFreed: (keeper, lock) => {
        if (keeper === this.#keeper) void this.#takeOver(keeper, lock);
        else lock.release();
      },
    };
  }

  /** The project in hand, when something keeps it. */
  get keeper(): ProjectKeeper | null {
    return this.#keeper;
  }

  /**
   * Opens what was in hand when this tab was last loaded, else the project of this device that was changed last.
   * @param asksForNew the address asks for something of its own: only a page that is loaded again comes before it
   */
  async resume(asksForNew: boolean): Promise<boolean> {
    const inHand = this.#memory.read(OPEN_PROJECT) || null;
    const list = await this.#store.list().catch((error: unknown) => this.#unreachable(error));
    if (list) this.#tellMissing(list);
    if (inHand !== null && list !== null && (!asksForNew || isReload())) {
      if (list.some(({ id }) => id === inHand)) return this.open(inHand, 'first');
      this.#memory.write(OPEN_PROJECT, '');
    }
    const last = list?.find(({ newer }) => !newer);
    return !asksForNew && last !== undefined && this.open(last.id, 'first');
  }

  /** Where the browser stores nothing at all, that is told with the first change. */
  #unreachable(error: unknown): null {
    if (storageError(error).fault !== 'refused') this.#unread = error;
    return null;
  }

  /** Projects that were here and are not: the browser clears storage when the disk runs short, but not what it knows of it. */
  #tellMissing(list: readonly ProjectSummary[]): void {
    const missing = this.#names.missing(list);
    if (missing.length === 0) return;
    const [names, are] = [missing.map((name) => `"${name}"`).join(', '), missing.length === 1 ? 'is' : 'are'];
    notify({ ...CLEARED, message: `${names} ${are} no longer there: the browser has cleared it. ${IF_A_FILE}` });
  }

  /** The browser has closed the storage. */
  lost(fault: 'cut-off' | 'outdated'): void {
    this.#store.forget();
    const { saving } = studioStore.getState().projects;
    if (fault === 'cut-off' && saving !== 'idle') this.keep();
    else if (fault === 'outdated')
      this.#tell('failed', new StorageError(fault, 'A newer version of the studio is open in another tab'));
  }

  /** What stands now is where keeping starts: it is kept from the first change on. */
  begin(): void {
    const state = studioStore.getState();
    const { id } = state.history.project;
    this.#hand(state, this.#comingAs(id) ?? { id, createdMs: null, changedMs: null });
    if (this.#unread) this.#tell('failed', this.#unread);
    this.#unread = null;
  }

  /** The store changed. */
  follow(state: StudioState): void {
    if (!this.#keeper) return;
    const { id } = state.history.project;
    if (id === this.#keeper.id) {
      this.#keeper.see(state);
      return;
    }
    this.#closing = this.#keeper.close();
    // A project that came by opening files, or by a step back, is something to keep.
    this.#hand(state, this.#comingAs(id) ?? { id, createdMs: null, changedMs: null, keep: true });
  }

  #comingAs(id: string): KeptProject | null {
    return this.#coming?.id === id ? this.#coming : null;
  }

  /** The page may go away at any time from now on. */
  async flush(): Promise<void> {
    await this.#keeper?.flush();
  }

  moved(): void {
    this.#keeper?.moved();
  }

  /** Keeps the project now, changed or not. */
  keep(): void {
    this.#keeper?.keep();
  }

  /**
   * Opens a kept project in the place of the one in hand; one step back returns to that.
   * @returns false where it is not there, or could not be opened, which is told
   */
  async open(id: string, how: 'first' | 'step' = 'step'): Promise<boolean> {
    return (await this.#open(id, how)) === 'opened';
  }

  async #open(id: string, how: 'first' | 'step', lock?: TabLock): Promise<'opened' | 'missing' | 'refused'> {
    try {
      if (this.#keeper?.id === id) return 'opened';
      await this.flush();
      const saved = await this.#store.load(id);
      if (!saved) return 'missing';
      const { createdMs, changedMs } = saved;
      const coming = { id, createdMs, changedMs, ...(lock ? { lock } : {}) };
      return (await this.show(saved, (key) => this.#store.file(key), how, coming)) ? 'opened' : 'refused';
    } catch (error) {
      tellFailure(NOT_OPENED, error);
      return 'refused';
    }
  }

  /** True for a project that this device has, or has in hand. */
  async isKnown(id: string): Promise<boolean> {
    const list = await this.#store.list().catch(() => []);
    return currentProject().id === id || list.some((project) => project.id === id);
  }

  /** Goes on with a project of its own that is like the one in hand. */
  async openCopy(): Promise<void> {
    if (!this.#keeper) return;
    const { project } = this.#keeper.snapshot();
    const id = newProjectId();
    const copy = { ...project, document: { ...project.document, id, name: `${project.document.name} (copy)` } };
    const coming = { id, createdMs: null, changedMs: null, keep: true } as const;
    await this.show(copy, async (key) => this.#registry.files.get(key) ?? null, 'step', coming);
  }

  async refresh(): Promise<void> {
    const list = await this.#store.list().catch(() => null);
    if (list) this.#names.note(list);
    patchProjects({ list });
  }

  async rename(id: string, name: string): Promise<void> {
    if (id === currentProject().id) renameProject(name);
    else await this.#onKept('The project was not renamed', () => this.#kept.rename(id, name));
  }

  async duplicate(id: string): Promise<void> {
    await this.flush();
    await this.#onKept('The project was not duplicated', () => this.#kept.duplicate(id));
  }

  /** Takes a project off this device. What is in hand stays in the window, as something new. */
  async remove(id: string): Promise<void> {
    if (id !== this.#keeper?.id || studioStore.getState().projects.readOnly) {
      await this.#onKept('The project was not deleted', () => this.#kept.remove(id));
      return;
    }
    const keeper = this.#keeper;
    this.#keeper = null;
    const removed = await this.#onKept('The project was not deleted', () =>
      keeper.abandon(() => this.#store.remove(id)),
    );
    if (removed) this.#goOnAsNew(id);
    else if (currentProject().id === id) this.#hand(studioStore.getState(), { ...keeper.kept, keep: true });
    else this.begin();
  }

  /** What the window shows of a project stays there, as one that is not kept yet. */
  #goOnAsNew(id: string): void {
    const { history } = studioStore.getState();
    // Another may have come in hand meanwhile.
    if (history.project.id === id) {
      const project = { ...history.project, id: newProjectId() };
      noteVerdict(project.id, studioStore.getState().verdicts[id] ?? null);
      restoreHistory({ ...history, project });
    }
    this.begin();
  }

  /** @returns false where it failed, which is told */
  async #onKept(failure: string, act: () => Promise<void>): Promise<boolean> {
    let done = true;
    await act().catch((error: unknown) => {
      done = false;
      tellFailure(failure, error);
    });
    await this.refresh();
    return done;
  }

  /**
   * Puts a project in hand with all that it is made of. What was in hand is one step back, but for the first.
   * @returns false where it could not be opened, which is told; what was in hand stays then
   */
  async show(saved: SavedProject, find: FileFinder, how: 'first' | 'step', coming: KeptProject): Promise<boolean> {
    studioStore.setState({ reading: saved.document.name });
    try {
      const { ids, patternNames, verdict, problems } = await openSources(saved, find, this.#engine, this.#registry);
      const history = historyOf(saved, ids, patternNames);
      this.#cameraMan.lookAt(history.project.sceneId, saved.view.camera);
      this.#coming = coming;
      for (const id of ids.values()) if (id.startsWith('model:')) await this.#modelOpened(id.slice('model:'.length));
      noteVerdict(history.project.id, verdict);
      if (how === 'first') restoreHistory(history);
      else openHistory(history, `Open ${history.project.name}`);
      studioStore.setState(viewStateOf(saved));
      patchPlanning({ plan: saved.view.plan ?? null });
      if (problems.length > 0) {
        const [message = '', ...details] = problems;
        notify({ tone: 'bad', title: 'A part of the project is missing', message, details });
      }
      return true;
    } catch (error) {
      tellFailure(NOT_OPENED, error);
      return false;
    } finally {
      studioStore.setState({ reading: null });
    }
  }

  #hand(state: StudioState, project: KeptProject): void {
    this.#coming = null;
    const keeper = new ProjectKeeper(project, state, this.#services, this.#closing);
    this.#keeper = keeper;
    patchProjects({ readOnly: false, problem: null });
    this.#memory.write(OPEN_PROJECT, keeper.stored ? keeper.id : '');
    this.#tell(keeper.stored ? 'saved' : 'idle', null);
    if (project.keep) this.keep();
  }

  /** The other tab has let go: what it kept last is what counts. Where that is gone, what the window shows is what is left. */
  async #takeOver(keeper: ProjectKeeper, lock: TabLock): Promise<void> {
    const { id } = keeper;
    this.#keeper = null;
    await keeper.abandon();
    const outcome = await this.#open(id, 'first', lock);
    if (outcome === 'opened') {
      this.begin();
      return;
    }
    lock.release();
    if (outcome === 'missing') notify({ tone: 'note', ...DELETED_ELSEWHERE, details: [] });
    this.#goOnAsNew(id);
  }

  /** News of a keeper; the last of one that has let go is no news of the project in hand. */
  #hear(keeper: ProjectKeeper, saving: SaveState, error: unknown): void {
    if (saving === 'saved') this.#names.add(keeper.id, keeper.name);
    if (keeper === this.#keeper) {
      if (saving === 'saved') this.#memory.write(OPEN_PROJECT, keeper.id);
      this.#tell(saving, error);
    } else if (saving === 'failed') {
      const { message } = this.#refusal(error);
      notify({ tone: 'bad', title: `The last changes of "${keeper.name}" were not saved`, message, details: [] });
    }
  }

  #tell(saving: SaveState, error: unknown): void {
    if (saving !== 'failed') {
      patchProjects({ saving, ...(saving === 'saved' ? { problem: null } : {}) });
      return;
    }
    const { fault, message } = this.#refusal(error);
    patchProjects({ saving, problem: { fault, message } });
  }

  #refusal(error: unknown): StorageError {
    const refusal = storageError(error);
    if (refusal.fault === 'cut-off') this.#store.forget();
    if (refusal.fault === 'broken') console.error(error);
    return refusal;
  }
}

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type !== 'navigate';
}

export function tellFailure(title: string, error: unknown): void {
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof UserError)) console.error(error);
  notify({ tone: 'bad', title, message, details: [] });
}

import type { SavedCamera } from '../../io/formats/saved-project.ts';
import type { ProjectStore } from '../../io/storage/project-store.ts';
import type { TabLock, TabLocks } from '../../io/storage/tab-lock.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { Autosave, type SaveState } from './autosave.ts';
import { type KeptState, packageOf, type Snapshot, snapshotOf } from './project-snapshot.ts';

export interface KeeperServices {
  readonly store: ProjectStore;
  readonly locks: TabLocks;
  readonly registry: TypedArrayRegistry;
  /** Where the map's camera is; null while there is no map. */
  readonly camera: () => SavedCamera | null;
  /** Also of a keeper whose project is no longer the one in hand: its last write may still be under way. */
  readonly tell: (keeper: ProjectKeeper, state: SaveState, error: unknown) => void;
  /** Another tab holds the project. */
  readonly onHeld: (keeper: ProjectKeeper) => void;
  /** The tab that held it has let go: what is in the storage is newer than what is here. */
  readonly onFreed: (keeper: ProjectKeeper, lock: TabLock) => void;
}

export interface KeptProject {
  readonly id: string;
  /** Null for one that is not in the storage yet. */
  readonly createdMs: number | null;
  readonly changedMs: number | null;
  /** The lock, where it is held already. */
  readonly lock?: TabLock;
  /** To be kept at once, not from the first change on. */
  readonly keep?: true;
}

/** Keeps one project while it is the one in hand. */
export class ProjectKeeper {
  readonly id: string;
  readonly #services: KeeperServices;
  readonly #autosave: Autosave;
  readonly #lock: Promise<TabLock | null>;
  readonly #waiting = new AbortController();
  #seen: KeptState;
  #camera: SavedCamera | null = null;
  #createdMs: number | null;
  #changedMs: number;
  #stored: boolean;

  /** @param free resolves when what this tab kept before has let go */
  constructor(
    { id, createdMs, changedMs, lock }: KeptProject,
    state: KeptState,
    services: KeeperServices,
    free: Promise<void>,
  ) {
    this.id = id;
    this.#services = services;
    this.#seen = state;
    this.#createdMs = createdMs;
    this.#changedMs = changedMs ?? Date.now();
    this.#stored = createdMs !== null;
    this.#autosave = new Autosave(
      () => this.#save(),
      (saving, error) => services.tell(this, saving, error),
    );
    this.#lock = lock ? Promise.resolve(lock) : free.then(() => this.#takeLock());
  }

  /** The state as it is now, of the same project. */
  see(state: KeptState): void {
    const before = this.#seen;
    this.#seen = state;
    const edited = state.history !== before.history && state.history.project !== before.history.project;
    if (edited || state.verdicts[this.id] !== before.verdicts[this.id]) this.keep();
    else if (this.#stored && looksDifferent(state, before)) this.#autosave.changed(true);
  }

  /** The camera came to rest. */
  moved(): void {
    if (this.#stored) this.#autosave.changed(true);
  }

  /** Keeps the project, changed or not. */
  keep(): void {
    this.#changedMs = Date.now();
    this.#createdMs ??= this.#changedMs;
    this.#stored = true;
    this.#autosave.changed();
  }

  /** True for one that is in the storage, or on its way there. */
  get stored(): boolean {
    return this.#stored;
  }

  /** What the project is called. */
  get name(): string {
    return this.#seen.history.project.name;
  }

  /** The project as another keeper would go on with it. */
  get kept(): KeptProject {
    return { id: this.id, createdMs: this.#createdMs, changedMs: this.#changedMs };
  }

  /** True while something is not kept. */
  get pending(): boolean {
    return this.#autosave.pending;
  }

  flush(): Promise<void> {
    return this.#autosave.flush();
  }

  /** What another machine needs to open the project as it stands. */
  package(): Snapshot {
    return packageOf(this.#seen, this.#services.registry, this.#cameraNow(), this.#times());
  }

  snapshot(): Snapshot {
    return snapshotOf(this.#seen, this.#services.registry, this.#cameraNow(), this.#times());
  }

  /** Ends keeping: what is not kept yet is written first. The camera is no longer this project's. */
  async close(): Promise<void> {
    this.#camera = this.#cameraNow();
    this.#waiting.abort();
    await this.#autosave.flush();
    await this.#autosave.stop();
    (await this.#lock)?.release();
  }

  /**
   * Ends keeping without another write: the project is taken away.
   * @param last done before the project is let go: a tab that waits for it must find what is left of it
   */
  async abandon(last?: () => Promise<void>): Promise<void> {
    await this.#autosave.stop();
    this.#waiting.abort();
    const lock = await this.#lock;
    try {
      await last?.();
    } finally {
      lock?.release();
    }
  }

  async #takeLock(): Promise<TabLock | null> {
    const { locks, onHeld, onFreed } = this.#services;
    const name = lockName(this.id);
    const lock = await locks.take(name);
    if (lock) return lock;
    void this.#autosave.stop();
    onHeld(this);
    void locks.wait(name, this.#waiting.signal).then((freed) => {
      if (freed && this.#waiting.signal.aborted) freed.release();
      else if (freed) onFreed(this, freed);
    });
    return null;
  }

  async #save(): Promise<void> {
    if (!(await this.#lock)) return;
    const { project, files } = this.snapshot();
    await this.#services.store.save(project, files);
  }

  #cameraNow(): SavedCamera | null {
    return this.#camera ?? this.#services.camera();
  }

  #times() {
    return { createdMs: this.#createdMs ?? this.#changedMs, changedMs: this.#changedMs };
  }
}

export function lockName(id: string): string {
  return `boresight-project-${id}`;
}

function looksDifferent(a: KeptState, b: KeptState): boolean {
  return (
    a.planning.plan !== b.planning.plan ||
    a.layer !== b.layer ||
    a.selection !== b.selection ||
    a.measuredShown !== b.measuredShown ||
    a.scales !== b.scales
  );
}

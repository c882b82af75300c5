import { projectFiles } from '../../io/formats/project-files.ts';
import type { SavedProject } from '../../io/formats/saved-project.ts';
import type { ProjectStore } from '../../io/storage/project-store.ts';
import type { TabLocks } from '../../io/storage/tab-lock.ts';
import { badInput } from '../../units/errors.ts';
import { newProjectId } from './project-id.ts';
import { lockName } from './project-keeper.ts';

/** What can be done with projects that are not in hand. */
export class KeptProjects {
  readonly #store: ProjectStore;
  readonly #locks: TabLocks;

  constructor(store: ProjectStore, locks: TabLocks) {
    this.#store = store;
    this.#locks = locks;
  }

  /** @throws UserError where another tab has it open; StorageError */
  async rename(id: string, name: string): Promise<void> {
    await this.#alone(id, async () => {
      const project = await this.#loaded(id);
      await this.#store.save({ ...project, document: { ...project.document, name }, changedMs: Date.now() }, new Map());
    });
  }

  async duplicate(id: string): Promise<void> {
    const project = await this.#loaded(id);
    const { document } = project;
    const files = new Map<string, Blob>();
    for (const { key } of projectFiles(project)) {
      const blob = await this.#store.file(key);
      if (blob) files.set(key, blob);
    }
    const nowMs = Date.now();
    const copy = { ...document, id: newProjectId(), name: `${document.name} (copy)` };
    await this.#store.save({ ...project, document: copy, createdMs: nowMs, changedMs: nowMs }, files);
  }

  /** @throws UserError where another tab has it open; StorageError */
  async remove(id: string): Promise<void> {
    await this.#alone(id, () => this.#store.remove(id));
  }

  async #loaded(id: string): Promise<SavedProject> {
    const project = await this.#store.load(id);
    if (!project) throw badInput('The project is not in the storage any more.');
    return project;
  }

  async #alone(id: string, act: () => Promise<void>): Promise<void> {
    const lock = await this.#locks.take(lockName(id));
    if (!lock) throw badInput('The project is open in another tab: do it there, or close that tab.');
    try {
      await act();
    } finally {
      lock.release();
    }
  }
}

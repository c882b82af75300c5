import { droppedFiles, type ProjectRecord, type ProjectRecords } from '../io/storage/project-records.ts';
import type { TabLocks } from '../io/storage/tab-lock.ts';

/** Storage of projects in memory that fails when it is told to, and changes nothing then. */
export class MemoryProjects implements ProjectRecords {
  readonly projects = new Map<string, ProjectRecord>();
  readonly files = new Map<string, Blob>();
  originals: ProjectRecord[] = [];
  /** Thrown by the next writes. */
  fault: unknown = null;
  writes = 0;

  async list(): Promise<readonly ProjectRecord[]> {
    return [...this.projects.values()];
  }

  async get(id: string): Promise<ProjectRecord | null> {
    return this.projects.get(id) ?? null;
  }

  async file(key: string): Promise<Blob | null> {
    return this.files.get(key) ?? null;
  }

  async write(record: ProjectRecord, files: ReadonlyMap<string, Blob>, original?: ProjectRecord): Promise<void> {
    this.writes++;
    if (this.fault) throw this.fault;
    for (const [key, blob] of files) this.files.set(key, blob);
    if (original) this.originals.push(original);
    const before = this.projects.get(record.id);
    this.projects.set(record.id, record);
    this.#drop(before ? [before] : []);
  }

  async remove(id: string): Promise<void> {
    if (this.fault) throw this.fault;
    const gone = [...this.projects.values(), ...this.originals].filter((record) => record.id === id);
    this.projects.delete(id);
    this.originals = this.originals.filter((record) => record.id !== id);
    this.#drop(gone);
  }

  #drop(gone: readonly ProjectRecord[]): void {
    for (const key of droppedFiles(gone, [...this.projects.values(), ...this.originals])) this.files.delete(key);
  }
}

/** Locks of one browser: each `tab()` gives those of another tab. */
export class MemoryLocks {
  readonly #held = new Set<string>();
  readonly #waiting = new Map<string, (() => void)[]>();

  tab(): TabLocks {
    const grant = (name: string) => {
      this.#held.add(name);
      return {
        release: () => {
          this.#held.delete(name);
          this.#waiting.get(name)?.shift()?.();
        },
      };
    };
    return {
      take: async (name) => (this.#held.has(name) ? null : grant(name)),
      wait: (name, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(null), { once: true });
          const next = () => (signal.aborted ? this.#waiting.get(name)?.shift()?.() : resolve(grant(name)));
          if (this.#held.has(name)) this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), next]);
          else next();
        }),
    };
  }
}

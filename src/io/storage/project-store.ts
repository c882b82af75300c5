import { sourceSceneId } from '../../scene/building-edits.ts';
import { projectFiles } from '../formats/project-files.ts';
import { PROJECT_VERSION, readProjectJson, refuseNewer, writeProjectJson } from '../formats/project-json.ts';
import type { SavedProject } from '../formats/saved-project.ts';
import type { ProjectRecord, ProjectRecords } from './project-records.ts';

/** A project as a list shows it. */
export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  readonly sceneName: string;
  readonly createdMs: number;
  readonly changedMs: number;
  /** True where a newer program wrote it: it is listed and left alone. */
  readonly newer: boolean;
}

/** The projects of this device. Opens the storage when it is needed, and anew when it was lost. */
export class ProjectStore {
  readonly #open: () => Promise<ProjectRecords>;
  #records: Promise<ProjectRecords> | null = null;
  /** Projects that an older program wrote, as it wrote them, until they are kept beside what takes their place. */
  readonly #originals = new Map<string, ProjectRecord>();
  /** Keys of the files that are kept with a project, by its id. */
  readonly #kept = new Map<string, ReadonlySet<string>>();

  /** @param open gives the storage, or rejects with a StorageError where the browser refuses it */
  constructor(open: () => Promise<ProjectRecords>) {
    this.#open = open;
  }

  /** The last changed comes first. @throws StorageError */
  async list(): Promise<readonly ProjectSummary[]> {
    const records = await (await this.#opened()).list();
    return records.map(summaryOf).sort((a, b) => b.changedMs - a.changedMs);
  }

  /**
   * Null where there is none of that id.
   * @throws UserError where it cannot be read, as it is of a newer program or damaged: it is left as it is
   * @throws StorageError
   */
  async load(id: string): Promise<SavedProject | null> {
    const record = await (await this.#opened()).get(id);
    if (!record) return null;
    const name = `The project "${record.name}"`;
    refuseNewer(name, record.version);
    const project = readProjectJson(name, new TextEncoder().encode(record.json));
    this.#kept.set(id, new Set(record.fileKeys));
    if (record.version < PROJECT_VERSION) this.#originals.set(id, record);
    return project;
  }

  /** Null where the storage does not have it any more. @throws StorageError */
  async file(key: string): Promise<Blob | null> {
    return (await this.#opened()).file(key);
  }

  /**
   * Keeps the project and its files, as a whole or not at all.
   * @param files by key; those that are kept with it already are not written again
   * @throws StorageError
   */
  async save(project: SavedProject, files: ReadonlyMap<string, Blob>): Promise<void> {
    const { id } = project.document;
    const records = await this.#opened();
    const record = recordOf(project);
    const kept = this.#kept.get(id);
    const fresh = new Map([...files].filter(([key]) => !kept?.has(key)));
    await records.write(record, fresh, this.#originals.get(id));
    this.#originals.delete(id);
    this.#kept.set(id, new Set(record.fileKeys));
  }

  async remove(id: string): Promise<void> {
    this.#originals.delete(id);
    this.#kept.delete(id);
    await (await this.#opened()).remove(id);
  }

  /** The connection is gone, and with it perhaps what was kept: the next call opens another. */
  forget(): void {
    this.#records = null;
    this.#kept.clear();
  }

  async #opened(): Promise<ProjectRecords> {
    this.#records ??= this.#open();
    const opening = this.#records;
    try {
      return await opening;
    } catch (error) {
      // What was refused may be granted later.
      if (this.#records === opening) this.#records = null;
      throw error;
    }
  }
}

function recordOf(project: SavedProject): ProjectRecord {
  const { document, createdMs, changedMs } = project;
  return {
    id: document.id,
    name: document.name,
    sceneName: sceneNameOf(project),
    createdMs,
    changedMs,
    version: PROJECT_VERSION,
    fileKeys: projectFiles(project).map(({ key }) => key),
    json: writeProjectJson(project),
  };
}

function summaryOf({ id, name, sceneName, createdMs, changedMs, version }: ProjectRecord): ProjectSummary {
  return { id, name, sceneName, createdMs, changedMs, newer: version > PROJECT_VERSION };
}

function sceneNameOf({ document, sources }: SavedProject): string {
  const source = sources[sourceSceneId(document.sceneId ?? '')];
  if (!source) return '';
  return source.kind === 'synthetic' ? source.name : (source.files[0]?.name.split('/')[0] ?? '');
}

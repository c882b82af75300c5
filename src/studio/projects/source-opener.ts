import type { KeyedFile } from '../../io/content-key.ts';
import type { SavedProject } from '../../io/formats/saved-project.ts';
import type { FileSource, Source } from '../../io/formats/source.ts';
import type { StoredMapping } from '../../io/measurements/mapping-json.ts';
import type { MeasurementPreparation } from '../../measurements/preparation.ts';
import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import { sourceSceneId, withBuildingEdits } from '../../scene/building-edits.ts';
import { badInput, UserError } from '../../units/errors.ts';
import type { NamedBytes, OpenedFile, OpenedTerrain, Outcome, SceneView } from '../../worker/engine-protocol.ts';
import { patternName } from '../calibration/accept-run.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { SessionIds } from './restored-project.ts';
import { FILE_SOURCE, keepOpened, keepSource, keepTerrain } from './source-keeper.ts';

/** The part of the engine that opens what a project is made of. */
export interface SourceEngine {
  openSynthetic(seed: number, name: string | null): Promise<Outcome<SceneView>>;
  openFiles(
    files: readonly NamedBytes[],
    sceneId: string | null,
    mappings?: readonly StoredMapping[],
    preparation?: MeasurementPreparation,
  ): Promise<Outcome<OpenedFile>>;
  openTerrain(file: NamedBytes, sceneId: string): Promise<Outcome<OpenedTerrain>>;
  keepPattern(pattern: TabulatedPattern): Promise<void>;
}

/** Gives a file by its key; null where it is not at hand. */
export type FileFinder = (key: string) => Promise<Blob | null>;

export interface OpenedSources {
  readonly ids: SessionIds;
  /** Names of antennas in this session by those in the project: others where a name was taken by another antenna. */
  readonly patternNames: ReadonlyMap<string, string>;
  /** The file of the project's verdict, where it has one that is at hand. */
  readonly verdict: KeyedFile | null;
  /** What could not be opened beside the scene, in words. */
  readonly problems: readonly string[];
}

/**
 * Opens scene, measurements, models and antennas of a kept project, and has the files of planning at hand. What is open already is not read again.
 * @throws UserError that says why the scene could not be opened
 */
export async function openSources(
  { document, sources, patterns, verdict }: SavedProject,
  find: FileFinder,
  engine: SourceEngine,
  registry: TypedArrayRegistry,
): Promise<OpenedSources> {
  const patternNames = new Map<string, string>();
  for (const pattern of patterns) {
    // Maps are kept by the names of antennas: two of one name must not be taken for one another.
    const name = patternName(pattern.name, pattern, registry.patterns);
    const kept = { ...pattern, name };
    patternNames.set(pattern.name, name);
    registry.patterns.set(name, kept);
    if (kept.kind === 'table') await engine.keepPattern(kept);
  }
  const ids = new Map<string, string>();
  const opener = new Opener(find, engine, registry);
  const sceneKey = document.sceneId === null ? null : sourceSceneId(document.sceneId);
  const scene = sceneKey === null ? null : sources[sceneKey];
  let sceneId: string | null = null;
  if (sceneKey !== null && scene) {
    sceneId = await opener.scene(sceneKey, scene);
    ids.set(sceneKey, sceneId);
    // Edits that do not fit the scene are told of here, not in the middle of drawing it.
    withBuildingEdits(registry.scenes.get(sceneId)!, document.buildingEdits ?? {});
  }
  const problems: string[] = [];
  for (const [id, source] of Object.entries(sources)) {
    if (id === sceneKey || source.kind !== 'files') continue;
    try {
      ids.set(id, await opener.beside(id, source, sceneId));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
      // The project goes on naming it.
      registry.sources.set(id, source);
    }
  }
  if (!verdict || (await opener.verdict(verdict))) return { ids, patternNames, verdict: verdict ?? null, problems };
  return { ids, patternNames, verdict: null, problems: [...problems, notThere('The verdict on methods')] };
}

class Opener {
  readonly #find: FileFinder;
  readonly #engine: SourceEngine;
  readonly #registry: TypedArrayRegistry;

  constructor(find: FileFinder, engine: SourceEngine, registry: TypedArrayRegistry) {
    this.#find = find;
    this.#engine = engine;
    this.#registry = registry;
  }

  /** The id that the scene has here. */
  async scene(id: string, source: Source): Promise<string> {
    if (this.#registry.scenes.has(id)) return id;
    if (source.kind === 'files') {
      const opened = await this.#files(source, null);
      if (opened.kind !== 'scene') throw badInput(`${nameOf(source)} is read as ${opened.kind}, not as a scene.`);
      this.#registry.scenes.set(opened.scene.id, opened.scene);
      return opened.scene.id;
    }
    const scene = unwrapped(await this.#engine.openSynthetic(source.seed, source.name));
    this.#registry.sources.set(scene.id, source);
    this.#registry.scenes.set(scene.id, scene);
    return scene.id;
  }

  /** What is no scene: the id that it has here. */
  beside(id: string, source: FileSource, sceneId: string | null): Promise<string> {
    if (id.startsWith(FILE_SOURCE)) return this.#file(id, source);
    return id.startsWith('terrain-') ? this.#terrain(id, source, sceneId) : this.#other(id, source, sceneId);
  }

  /** One that is read where it is used: it is brought to where it can be had. */
  async #file(id: string, source: FileSource): Promise<string> {
    keepSource(id, source, await this.#read(source), this.#registry);
    return id;
  }

  /** Measurements or a model. */
  async #other(id: string, source: FileSource, sceneId: string | null): Promise<string> {
    if (this.#registry.measurements.has(id) || (id.startsWith('model:') && this.#registry.sources.has(id))) return id;
    const opened = await this.#files(source, sceneId);
    if (opened.kind === 'model') return `model:${opened.model.id}`;
    if (opened.kind !== 'measurements')
      throw badInput(`${nameOf(source)} is read as ${opened.kind}, not as measurements.`);
    this.#registry.measurements.set(opened.measurements.id, opened.measurements);
    return opened.measurements.id;
  }

  async #terrain(id: string, source: FileSource, sceneId: string | null): Promise<string> {
    if (this.#registry.terrains.has(id)) return id;
    const [file] = await this.#read(source);
    if (sceneId === null || !file) throw badInput(`${nameOf(source)} is a terrain, and the project has no scene.`);
    const opened = unwrapped(await this.#engine.openTerrain(file, sceneId));
    keepTerrain(opened, file, this.#registry);
    return opened.terrain.id;
  }

  /** False where the storage does not have it any more. It is read when somebody looks at it. */
  async verdict({ key }: KeyedFile): Promise<boolean> {
    const blob = this.#registry.files.get(key) ?? (await this.#find(key));
    // The bytes, not what the storage gave: that goes away with the storage.
    if (blob) this.#registry.files.set(key, new Blob([await blob.arrayBuffer()]));
    return blob !== null;
  }

  #read(source: FileSource): Promise<NamedBytes[]> {
    return Promise.all(
      source.files.map(async ({ name, key }): Promise<NamedBytes> => {
        const blob = this.#registry.files.get(key) ?? (await this.#find(key));
        if (!blob) throw badInput(notThere(name));
        return { name, bytes: new Uint8Array(await blob.arrayBuffer()) };
      }),
    );
  }

  async #files(source: FileSource, sceneId: string | null): Promise<OpenedFile> {
    const files = await this.#read(source);
    const opened = unwrapped(await this.#engine.openFiles(files, sceneId, source.mappings, source.preparation));
    // The bytes, not what the storage gave: that goes away with the storage.
    keepOpened(opened, files, this.#registry);
    return opened;
  }
}

function notThere(name: string): string {
  return `${name} is not in the browser's storage any more. Open the project's file, if you kept one.`;
}

function nameOf(source: FileSource): string {
  return source.files[0]?.name ?? 'A file';
}

function unwrapped<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  if (outcome.code === 'bug') throw new Error(outcome.message);
  throw new UserError(outcome.code, outcome.message);
}

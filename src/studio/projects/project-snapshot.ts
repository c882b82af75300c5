import type { Json } from '../../io/formats/json-document.ts';
import type { SavedCamera, SavedProject, SavedView } from '../../io/formats/saved-project.ts';
import type { Source } from '../../io/formats/source.ts';
import { sourceSceneId } from '../../scene/building-edits.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import { selectedIds } from '../store/selection.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { fileSources, sourcesOfSteps, stepsWithin } from './saved-history.ts';

/** The part of the studio's state that a project keeps. */
export type KeptState = Pick<
  StudioState,
  'history' | 'layer' | 'selection' | 'measuredShown' | 'scales' | 'planning' | 'verdicts'
>;

export interface Snapshot {
  readonly project: SavedProject;
  /** Files of its sources, by key. */
  readonly files: ReadonlyMap<string, Blob>;
}

export interface Times {
  readonly createdMs: number;
  readonly changedMs: number;
}

/** All that is needed to open the project again as it is. */
export function snapshotOf(
  state: KeptState,
  registry: TypedArrayRegistry,
  camera: SavedCamera | null,
  times: Times,
): Snapshot {
  const steps = stepsWithin(state.history);
  const document = state.history.project;
  const wanted = [...idsOf(document), ...sourcesOfSteps(steps), ...modelIds(registry)];
  return snapshot(document, wanted, [...registry.patterns.keys()], registry, {
    ...times,
    ...verdictOf(state, registry),
    view: viewOf(state, camera),
    // Steps are plain values, made of nothing but JSON.
    history: steps as unknown as Json,
  });
}

/** What goes to another machine: the project as it stands, without how it came about and without what it does not use. */
export function packageOf(
  state: KeptState,
  registry: TypedArrayRegistry,
  camera: SavedCamera | null,
  times: Times,
): Snapshot {
  const document = state.history.project;
  const used = document.sectors.map(({ pattern }) => pattern);
  return snapshot(document, idsOf(document), used, registry, {
    ...times,
    ...verdictOf(state, registry),
    view: viewOf(state, camera),
    history: null,
  });
}

function snapshot(
  document: ProjectDocument,
  sourceIds: readonly string[],
  patternNames: readonly string[],
  registry: TypedArrayRegistry,
  rest: Omit<SavedProject, 'document' | 'sources' | 'patterns'>,
): Snapshot {
  const sources: Record<string, Source> = {};
  const files = new Map<string, Blob>();
  if (rest.verdict) files.set(rest.verdict.key, registry.files.get(rest.verdict.key)!);
  for (const id of sourceIds) {
    const source = registry.sources.get(id);
    if (!source) continue;
    sources[id] = source;
    for (const { key } of source.kind === 'files' ? source.files : []) {
      const blob = registry.files.get(key);
      if (blob) files.set(key, blob);
    }
  }
  const { sceneId, terrainId, measurementId, networkSetup } = document;
  const named = [sceneId && sourceSceneId(sceneId), terrainId, measurementId, ...fileSources(networkSetup)];
  const lost = named.find((id) => id && !sources[id]);
  // Better not saved, and told, than saved and never to be opened again.
  if (lost) throw new Error(`where ${lost} came from is not known`);
  const patterns = [...new Set(patternNames)].flatMap((name) => {
    const pattern = registry.patterns.get(name);
    return pattern === undefined || typeof pattern === 'string' ? [] : [pattern];
  });
  const { engine = 'auto', ...settings } = document.settings;
  return {
    project: { ...rest, document: { ...document, settings: { ...settings, engine } }, sources, patterns },
    files,
  };
}

/**
 * Sources of the document: its scene, the terrain under it, its measurements, the model that it is computed with, where that is the
 * user's own, and the files of planning.
 */
function idsOf({ sceneId, terrainId, measurementId, settings, networkSetup }: ProjectDocument): readonly string[] {
  const source = sceneId === null ? null : sourceSceneId(sceneId);
  const ids = [source, terrainId ?? null, measurementId, settings.engine ?? null, ...fileSources(networkSetup)];
  return ids.filter((id) => id !== null);
}

/** The project's verdict, where its file is at hand. */
function verdictOf({ verdicts, history }: KeptState, registry: TypedArrayRegistry): Pick<SavedProject, 'verdict'> {
  const verdict = verdicts[history.project.id];
  return verdict && registry.files.has(verdict.key) ? { verdict } : {};
}

function modelIds(registry: TypedArrayRegistry): readonly string[] {
  return [...registry.sources.keys()].filter((id) => id.startsWith('model:'));
}

function viewOf(
  { layer, selection, measuredShown, scales, planning }: KeptState,
  camera: SavedCamera | null,
): SavedView {
  return {
    layer,
    selection: selection && { kind: selection.kind, ids: selectedIds(selection, selection.kind) },
    camera,
    measuredShown,
    scales,
    ...(planning.plan === null ? {} : { plan: planning.plan }),
  };
}

import type { SavedProject } from '../../io/formats/saved-project.ts';
import { EMPIRICAL_MODELS } from '../../radio/empirical.ts';
import { editedSceneId, sourceSceneId } from '../../scene/building-edits.ts';
import type { History } from '../commands/history.ts';
import { LAYER_TITLES, type LayerName } from '../results/layer-classes.ts';
import { SCALE_FACTS, type ScaleName, type ValueScale, type ValueScales } from '../results/value-scale.ts';
import type { EngineChoice, ProjectDocument } from '../store/project-document.ts';
import { type SelectionKind, selectionOf } from '../store/selection.ts';
import type { StudioState } from '../store/studio-store.ts';
import { restoredHistory } from './saved-history.ts';

/** What things are called in this session, by what they were kept as. Ids of sources differ only between pages with and without SHA-256. */
export type SessionIds = ReadonlyMap<string, string>;

/** The document and its steps as this session names things. */
export function historyOf(saved: SavedProject, ids: SessionIds, patternNames: SessionIds): History {
  const document = documentOf(saved, ids, patternNames);
  const renamed = [...ids, ...patternNames].some(([kept, now]) => kept !== now);
  return restoredHistory(document, renamed ? null : saved.history);
}

function documentOf({ document }: SavedProject, ids: SessionIds, patternNames: SessionIds): ProjectDocument {
  const { sceneId, sectors, buildingEdits, terrainId: keptTerrain, measurementId, settings, ...rest } = document;
  const sourceId = sceneId === null ? null : sourceSceneId(sceneId);
  const nowId = sourceId && (ids.get(sourceId) ?? sourceId);
  // One that could not be opened is told of, and cannot be computed on.
  const terrainId = keptTerrain === undefined ? null : (ids.get(keptTerrain) ?? null);
  return {
    ...rest,
    sceneId: nowId && editedSceneId(nowId, buildingEdits ?? {}, terrainId),
    ...(buildingEdits ? { buildingEdits } : {}),
    ...(terrainId === null ? {} : { terrainId }),
    sectors: sectors.map((s) => ({ ...s, pattern: patternNames.get(s.pattern) ?? s.pattern })),
    measurementId: measurementId && (ids.get(measurementId) ?? measurementId),
    settings: { ...settings, engine: engineChoice(settings.engine) },
  };
}

const ENGINES: readonly string[] = ['auto', 'sweep', 'launch', 'reference', 'free-space', ...EMPIRICAL_MODELS];

/** An engine that this program does not know gives way to its own choice. */
function engineChoice(engine: string): EngineChoice {
  return ENGINES.includes(engine) || engine.startsWith('model:') ? (engine as EngineChoice) : 'auto';
}

const KINDS: readonly SelectionKind[] = ['sector', 'site', 'building'];

type KeptView = Pick<StudioState, 'layer' | 'selection' | 'measuredShown' | 'scales'>;

/** How the project was looked at; names that this program does not know are passed over. */
export function viewStateOf({ view }: SavedProject): KeptView {
  const kind = KINDS.find((known) => known === view.selection?.kind);
  return {
    layer: Object.hasOwn(LAYER_TITLES, view.layer) ? (view.layer as LayerName) : 'rsrp',
    selection: kind && view.selection ? selectionOf(kind, view.selection.ids) : null,
    measuredShown: view.measuredShown,
    scales: scalesOf(view.scales),
  };
}

/** Classes that this program could have set; others stay as they come. */
function scalesOf(scales: SavedProject['view']['scales']): ValueScales {
  const names = Object.keys(SCALE_FACTS) as ScaleName[];
  const kept = names.flatMap((name): [ScaleName, ValueScale][] => {
    const scale = Object.hasOwn(scales, name) ? scales[name] : undefined;
    const { palettes, least, most } = SCALE_FACTS[name];
    const palette = palettes.find((known) => known === scale?.palette);
    const mode = (['stepped', 'continuous'] as const).find((known) => known === scale?.mode);
    if (!scale || !palette || !mode) return [];
    const { breaks } = scale;
    const ascends = breaks.every((edge, i) => edge >= least && edge <= most && (i === 0 || edge > breaks[i - 1]!));
    return ascends && breaks.length > 0 ? [[name, { breaks, mode, palette }]] : [];
  });
  return Object.fromEntries(kept);
}

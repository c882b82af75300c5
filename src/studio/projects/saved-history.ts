import type { Json } from '../../io/formats/json-document.ts';
import type { SavedNetworkSetup } from '../../io/formats/saved-project.ts';
import type { Edit } from '../commands/edit.ts';
import { type History, type HistoryEntry, redo, startHistory, undo } from '../commands/history.ts';
import type { ProjectDocument } from '../store/project-document.ts';

/** Most steps each way, and most characters of them, that are kept with a project. */
const MOST_STEPS = 200;
const MOST_CHARACTERS = 2_000_000;

interface SavedSteps {
  readonly undoable: readonly HistoryEntry[];
  readonly redoable: readonly HistoryEntry[];
}

/** The steps that lead from one state of this project to another; those that lead to other projects end it. */
export function stepsWithin({ project, undoable, redoable }: History): SavedSteps {
  const own = (entries: readonly HistoryEntry[]) => {
    let characters = 0;
    let from = entries.length;
    while (from > 0 && entries.length - from < MOST_STEPS) {
      const entry = entries[from - 1]!;
      characters += JSON.stringify(entry).length;
      if (characters > MOST_CHARACTERS || entry.inverses.some((edit) => leadsFrom(project.id, edit))) break;
      from--;
    }
    return entries.slice(from).map((entry) => ({ ...entry, gesture: null }));
  };
  return { undoable: own(undoable), redoable: own(redoable) };
}

/** Measurements, terrains and files of planning that a step may bring back. */
export function sourcesOfSteps({ undoable, redoable }: SavedSteps): readonly string[] {
  const edits = [...undoable, ...redoable].flatMap(({ inverses }) => inverses);
  return edits.flatMap((edit) => {
    if (edit.kind === 'set-measurements') return edit.measurementId ?? [];
    if (edit.kind === 'set-network-setup') return fileSources(edit.setup);
    return edit.kind === 'set-terrain' ? (edit.terrainId ?? []) : [];
  });
}

/** Ids of the sources of files that planning rests on. */
export function fileSources(setup: SavedNetworkSetup | null | undefined): readonly string[] {
  return Object.values(setup?.files ?? {}).map(({ source }) => source);
}

/**
 * The history as it was kept. Every step is gone through once: where one does not fit the project, as an earlier program may have
 * meant other things by it, there is no history.
 */
export function restoredHistory(project: ProjectDocument, steps: Json): History {
  const bare = startHistory(project);
  if (!isSteps(steps)) return bare;
  const history: History = { project, undoable: steps.undoable, redoable: steps.redoable };
  try {
    let there = history;
    while (there.undoable.length > 0) there = checked(undo(there));
    while (there.redoable.length > 0) there = checked(redo(there));
    return history;
  } catch {
    return bare;
  }
}

function leadsFrom(id: string, edit: Edit): boolean {
  return edit.kind === 'replace-project' && edit.project.id !== id;
}

function isSteps(value: unknown): value is SavedSteps {
  return isFields(value) && isEntries(value.undoable) && isEntries(value.redoable);
}

function isEntries(value: unknown): value is readonly HistoryEntry[] {
  return (
    Array.isArray(value) &&
    value.every(
      (entry) =>
        isFields(entry) &&
        typeof entry.label === 'string' &&
        Array.isArray(entry.inverses) &&
        entry.inverses.every((edit) => isFields(edit) && typeof edit.kind === 'string'),
    )
  );
}

function checked(history: History): History {
  const { sites, sectors, settings, materials } = history.project;
  const isWhole = Array.isArray(sites) && Array.isArray(sectors) && isFields(settings) && isFields(materials);
  if (!isWhole) throw new TypeError('A step leads to what is no project');
  return history;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

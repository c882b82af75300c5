import type { ProjectDocument } from '../store/project-document.ts';
import { applyEdit, type Edit } from './edit.ts';

export interface HistoryEntry {
  readonly label: string;
  /** Edits that share a gesture and follow each other are one step. */
  readonly gesture: string | null;
  /** Takes the step back; the last edit's inverse comes first. */
  readonly inverses: readonly Edit[];
}

/** Unlimited undo. A history is a value: every operation returns a new one beside the project it belongs to. */
export interface History {
  readonly project: ProjectDocument;
  readonly undoable: readonly HistoryEntry[];
  readonly redoable: readonly HistoryEntry[];
}

export function startHistory(project: ProjectDocument): History {
  return { project, undoable: [], redoable: [] };
}

/** Applies the edit; with the gesture of the step before it becomes part of that step. Clears what could be redone. */
export function commit(history: History, edit: Edit, gesture: string | null = null): History {
  const { project, inverse } = applyEdit(history.project, edit);
  const last = history.undoable.at(-1);
  const joins = gesture !== null && last?.gesture === gesture;
  const entry: HistoryEntry = {
    label: edit.label,
    gesture,
    inverses: joins ? coalesce(inverse, last.inverses) : [inverse],
  };
  return { project, undoable: [...(joins ? history.undoable.slice(0, -1) : history.undoable), entry], redoable: [] };
}

/** Ends the running gesture, so that the next edit is a step of its own even if it names the same gesture. */
export function endGesture(history: History): History {
  const last = history.undoable.at(-1);
  if (!last || last.gesture === null) return history;
  return { ...history, undoable: [...history.undoable.slice(0, -1), { ...last, gesture: null }] };
}

/** Takes back all that the running gesture did, as if it had not been: there is nothing to redo. */
export function takeBackGesture(history: History, gesture: string): History {
  if (history.undoable.at(-1)?.gesture !== gesture) return history;
  return { ...undo(history), redoable: [] };
}

export function undo(history: History): History {
  const entry = history.undoable.at(-1);
  if (!entry) return history;
  const back = applyAll(history.project, entry);
  return {
    project: back.project,
    undoable: history.undoable.slice(0, -1),
    redoable: [...history.redoable, back.entry],
  };
}

export function redo(history: History): History {
  const entry = history.redoable.at(-1);
  if (!entry) return history;
  const forth = applyAll(history.project, entry);
  return {
    project: forth.project,
    undoable: [...history.undoable, forth.entry],
    redoable: history.redoable.slice(0, -1),
  };
}

/** The history with so many steps done, by undo or redo. */
export function travel(history: History, done: number): History {
  let there = history;
  while (there.undoable.length > Math.max(0, done)) there = undo(there);
  while (there.undoable.length < done && there.redoable.length > 0) there = redo(there);
  return there;
}

function applyAll(start: ProjectDocument, entry: HistoryEntry): { project: ProjectDocument; entry: HistoryEntry } {
  let project = start;
  const inverses: Edit[] = [];
  for (const edit of entry.inverses) {
    const applied = applyEdit(project, edit);
    project = applied.project;
    inverses.unshift(applied.inverse);
  }
  return { project, entry: { label: entry.label, gesture: null, inverses } };
}

const WHOLE: ReadonlySet<Edit['kind']> = new Set(['set-materials', 'set-plans', 'set-network-setup']);

/** A drag patches the same fields hundreds of times; the first values are enough to go back to. */
function coalesce(inverse: Edit, earlier: readonly Edit[]): readonly Edit[] {
  const first = earlier[0];
  if (inverse.kind === 'patch-sectors' && first?.kind === 'patch-sectors' && sameFields(inverse.patches, first.patches))
    return earlier;
  if (inverse.kind === 'patch-settings' && first?.kind === 'patch-settings' && sameKeys(inverse.patch, first.patch))
    return earlier;
  if (
    inverse.kind === 'edit-buildings' &&
    first?.kind === 'edit-buildings' &&
    sameKeys(inverse.buildings, first.buildings)
  )
    return earlier;
  // All that they set is in each of these edits, so the first one takes everything back.
  if (WHOLE.has(inverse.kind) && inverse.kind === first?.kind) return earlier;
  return [inverse, ...earlier];
}

function sameFields(a: Readonly<Record<string, object>>, b: Readonly<Record<string, object>>): boolean {
  return sameKeys(a, b) && Object.keys(a).every((id) => sameKeys(a[id] ?? {}, b[id] ?? {}));
}

function sameKeys(a: object, b: object): boolean {
  return Object.keys(a).sort().join() === Object.keys(b).sort().join();
}

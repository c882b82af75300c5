import type { SectorSettings } from '../store/project-document.ts';
import { livingSelection, type Selection, type SelectionKind, selectedIds, selectionOf } from '../store/selection.ts';

type Sectors = readonly Pick<SectorSettings, 'id' | 'siteId'>[];

/** What is in hand once the project has changed: the same things under the names that they have now, without those that are gone. */
export function followSelection(
  selection: Selection,
  before: Sectors,
  after: Sectors,
  exists: (kind: SelectionKind, id: string) => boolean,
): Selection {
  return livingSelection(selection?.kind === 'sector' ? withNames(selection, before, after) : selection, exists);
}

/** A sector that was renamed keeps its place in the list. */
function withNames(selection: Selection, before: Sectors, after: Sectors): Selection {
  if (before === after || before.length !== after.length) return selection;
  const names = new Map(before.map((s, i) => [s.id, after[i]?.siteId === s.siteId ? after[i].id : s.id]));
  const ids = selectedIds(selection, 'sector');
  const now = ids.map((id) => names.get(id) ?? id);
  return now.every((id, i) => id === ids[i]) ? selection : selectionOf('sector', now);
}

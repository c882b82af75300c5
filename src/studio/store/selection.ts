import type { SectorSettings } from './project-document.ts';

export type SelectionKind = 'sector' | 'site' | 'building';

/** What is in hand: one or more things of one kind. `id` was taken last and leads; `others` were taken before it. */
export type Selection = {
  readonly kind: SelectionKind;
  readonly id: string;
  readonly others?: readonly string[];
} | null;

/** The ids of a selection of that kind, in the order in which they were taken; none of another kind. */
export function selectedIds(selection: Selection, kind: SelectionKind): readonly string[] {
  if (selection?.kind !== kind) return [];
  return [...(selection.others ?? []), selection.id];
}

/** The last of the ids leads; null without any. */
export function selectionOf(kind: SelectionKind, ids: readonly string[]): Selection {
  const others = [...new Set(ids)];
  const id = ids.at(-1);
  if (id === undefined) return null;
  others.splice(others.indexOf(id), 1);
  return others.length > 0 ? { kind, id, others } : { kind, id };
}

type SectorNames = Pick<SectorSettings, 'id' | 'siteId'>;

/** True for a sector that is selected itself or through its site. */
export function isSelected({ id, siteId }: SectorNames, selection: Selection): boolean {
  return selectedIds(selection, 'sector').includes(id) || selectedIds(selection, 'site').includes(siteId);
}

/** The sectors in hand, themselves or through their sites, in the project's order. */
export function selectedSectors<S extends SectorNames>(selection: Selection, sectors: readonly S[]): readonly S[] {
  if (selection === null || selection.kind === 'building') return [];
  const ids = new Set(selectedIds(selection, selection.kind));
  return sectors.filter((s) => ids.has(selection.kind === 'sector' ? s.id : s.siteId));
}

/**
 * The selection with one thing more, which leads now, or less. Sites and sectors go together: of a site beside sectors its sectors
 * count. Anything else begins a selection of its own.
 */
export function toggled(
  selection: Selection,
  kind: SelectionKind,
  id: string,
  sectors: readonly SectorNames[],
): Selection {
  const mixed = selection !== null && selection.kind !== kind && kind !== 'building' && selection.kind !== 'building';
  if (!mixed) {
    const ids = selectedIds(selection, kind);
    return selectionOf(kind, ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  }
  const before = selectedSectors(selection, sectors).map((s) => s.id);
  const touched = kind === 'sector' ? [id] : sectors.filter((s) => s.siteId === id).map((s) => s.id);
  const isOff = touched.every((t) => before.includes(t));
  const rest = before.filter((b) => !touched.includes(b));
  return selectionOf('sector', isOff ? rest : [...rest, ...touched]);
}

/** All sectors from the one that leads to the one given, which leads now; the given one alone where none leads. */
export function rangeTo(selection: Selection, id: string, sectors: readonly SectorNames[]): Selection {
  const lead =
    selectedSectors(selection, sectors).find((s) => s.id === selection?.id) ?? selectedSectors(selection, sectors)[0];
  const from = sectors.findIndex((s) => s.id === lead?.id);
  const to = sectors.findIndex((s) => s.id === id);
  if (from < 0 || to < 0) return selectionOf('sector', [id]);
  const range = sectors.slice(Math.min(from, to), Math.max(from, to) + 1).map((s) => s.id);
  return selectionOf('sector', [...range.filter((r) => r !== id), id]);
}

/** The selection without what is no longer there; the very same where all is. */
export function livingSelection(selection: Selection, exists: (kind: SelectionKind, id: string) => boolean): Selection {
  if (selection === null) return null;
  const ids = selectedIds(selection, selection.kind);
  const living = ids.filter((id) => exists(selection.kind, id));
  return living.length === ids.length ? selection : selectionOf(selection.kind, living);
}

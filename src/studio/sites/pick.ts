import type { MouseEvent } from 'react';
import { rangeTo, type Selection, toggled } from '../store/selection.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import { select } from '../store/view-actions.ts';

/** A click in a list: with Ctrl or Cmd one more or less, with Shift all sectors between, else this one alone. */
export function pick(event: MouseEvent, kind: 'site' | 'sector', id: string): void {
  select(picked(event, studioStore.getState().selection, kind, id));
}

function picked(event: MouseEvent, selection: Selection, kind: 'site' | 'sector', id: string): Selection {
  const { sectors } = currentProject();
  if (event.ctrlKey || event.metaKey) return toggled(selection, kind, id, sectors);
  if (event.shiftKey && kind === 'sector') return rangeTo(selection, id, sectors);
  return { kind, id };
}

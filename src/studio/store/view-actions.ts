import type { LayerName } from '../results/layer-classes.ts';
import type { Notice, PanelName, RunState, Selection } from './studio-store.ts';
import { studioStore } from './studio-store.ts';

export function select(selection: Selection): void {
  studioStore.setState({ selection });
}

export function showLayer(layer: LayerName): void {
  studioStore.setState({ layer });
}

export function showMeasured(measuredShown: boolean): void {
  studioStore.setState({ measuredShown });
}

export function toggleFolded(panel: PanelName): void {
  studioStore.setState(({ folded }) => ({ folded: { ...folded, [panel]: !folded[panel] } }));
}

export function reportRun(patch: Partial<RunState>): void {
  studioStore.setState(({ run }) => ({ run: { ...run, ...patch } }));
}

let nextNoticeId = 1;

/** Puts a card on the screen. The same words twice are one card. */
export function notify(notice: Omit<Notice, 'id'>): void {
  studioStore.setState(({ notices }) => ({
    notices: [...notices.filter((n) => n.message !== notice.message), { ...notice, id: nextNoticeId++ }].slice(-4),
  }));
}

export function dismissNotice(id: number): void {
  studioStore.setState(({ notices }) => ({ notices: notices.filter((n) => n.id !== id) }));
}

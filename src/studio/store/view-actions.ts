import type { ThemeName } from '../app/theme.ts';
import type { LayerName } from '../results/layer-classes.ts';
import { DOCK_HEIGHTS_PX } from './dock-state.ts';
import { patchedPart } from './patched-part.ts';
import type { DialogName, Notice, PanelName, RunState, Selection } from './studio-store.ts';
import { studioStore } from './studio-store.ts';
import { PANEL_WIDTHS_PX, type PanelWidths } from './window-layout.ts';

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

export function openDialog(dialog: DialogName | null): void {
  studioStore.setState({ dialog });
}

export function showHeightSources(heightSourcesShown: boolean): void {
  studioStore.setState({ heightSourcesShown });
}

export function toggleDock(): void {
  studioStore.setState(({ dock }) => ({ dock: { ...dock, open: !dock.open } }));
}

export function showDockTab(tab: string): void {
  studioStore.setState(({ dock }) => ({ dock: { ...dock, open: true, tab } }));
}

export function sizeDock(heightPx: number): void {
  const { least, most } = DOCK_HEIGHTS_PX;
  const height = Math.round(Math.min(most, Math.max(least, heightPx)));
  studioStore.setState(({ dock }) => ({ dock: { ...dock, heightPx: height } }));
}

export function sizePanel(panel: keyof PanelWidths, widthPx: number): void {
  const { least, most } = PANEL_WIDTHS_PX;
  const width = Math.round(Math.min(most, Math.max(least, widthPx)));
  studioStore.setState(({ widths }) => ({ widths: { ...widths, [panel]: width } }));
}

/** Asks for colours; the page takes them on. */
export function showTheme(themeWanted: ThemeName): void {
  studioStore.setState({ themeWanted });
}

export function reportRun(patch: Partial<RunState>): void {
  studioStore.setState((state) => {
    const run = patchedPart(state.run, patch);
    return run === state.run ? state : { run };
  });
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

import { rootScale } from './root-scale.ts';
import type { StudioState } from './studio-store.ts';

/** Space that panels cover at the edges of the window [px at a 16 px root]. */
export interface WindowInsets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Widths of the panels at the sides [px at a 16 px root]. */
export interface PanelWidths {
  readonly navigator: number;
  readonly inspector: number;
}

export const PANEL_WIDTHS_PX = { least: 232, most: 480 } as const;

export const INITIAL_WIDTHS: PanelWidths = { navigator: 252, inspector: 300 };

type Seen = Pick<StudioState, 'folded' | 'calibration' | 'explain' | 'dock' | 'present' | 'widths'>;

/** Height of the dock's tabs alone [px]. */
const FOLDED_DOCK_PX = 32;
const EDGE_PX = 8;

/** What is left of the window for the map, and for the cards over it. */
export function windowInsets({ folded, calibration, explain, dock, present, widths }: Seen): WindowInsets {
  const top = 52 + EDGE_PX;
  if (present.on) return { top, right: 0, bottom: 0, left: 0 };
  return {
    top,
    right: rightPx({ folded, calibration, explain, widths }),
    bottom: EDGE_PX + (dock.open ? dock.heightPx : FOLDED_DOCK_PX),
    left: folded.navigator ? 0 : EDGE_PX + widths.navigator,
  };
}

/** The same in pixels of the window, as the map counts them. */
export function windowInsetsPx(state: Seen): WindowInsets {
  const scale = rootScale();
  const { top, right, bottom, left } = windowInsets(state);
  return { top: top * scale, right: right * scale, bottom: bottom * scale, left: left * scale };
}

/** An explanation stands there whether the inspector is folded or not. */
function rightPx({ folded, calibration, explain, widths }: Omit<Seen, 'dock' | 'present'>): number {
  if (explain.place !== null) return EDGE_PX + Math.max(380, widths.inspector);
  if (folded.inspector) return 0;
  return EDGE_PX + (calibration.open ? Math.max(380, widths.inspector) : widths.inspector);
}

import type { PageMemory } from '../../io/storage/page-memory.ts';
import { DOCK_HEIGHTS_PX } from '../store/dock-state.ts';
import type { StudioState } from '../store/studio-store.ts';
import { PANEL_WIDTHS_PX } from '../store/window-layout.ts';

/** How a person likes the window, whatever the project: what is folded, how wide, how high. */
type WindowState = Pick<StudioState, 'folded' | 'dock' | 'widths'>;

const KEY = 'boresight-window';

/** The window as it was left; what is not as it should be keeps its value of `now`. */
export function recallWindow(memory: PageMemory, now: WindowState): WindowState {
  const kept = parse(memory.read(KEY));
  const folded = { ...now.folded };
  for (const panel of Object.keys(folded) as (keyof typeof folded)[]) {
    const value = kept.folded?.[panel];
    if (typeof value === 'boolean') folded[panel] = value;
  }
  return {
    folded,
    dock: {
      open: typeof kept.dock?.open === 'boolean' ? kept.dock.open : now.dock.open,
      tab: typeof kept.dock?.tab === 'string' ? kept.dock.tab : now.dock.tab,
      heightPx: within(kept.dock?.heightPx, DOCK_HEIGHTS_PX) ?? now.dock.heightPx,
    },
    widths: {
      navigator: within(kept.widths?.navigator, PANEL_WIDTHS_PX) ?? now.widths.navigator,
      inspector: within(kept.widths?.inspector, PANEL_WIDTHS_PX) ?? now.widths.inspector,
    },
  };
}

export function rememberWindow(memory: PageMemory, { folded, dock, widths }: WindowState): void {
  memory.write(KEY, JSON.stringify({ folded, dock, widths }));
}

interface Kept {
  readonly folded?: Readonly<Record<string, unknown>>;
  readonly dock?: Readonly<Record<string, unknown>>;
  readonly widths?: Readonly<Record<string, unknown>>;
}

function parse(text: string | null): Kept {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function within(value: unknown, { least, most }: { readonly least: number; readonly most: number }): number | null {
  return typeof value === 'number' && value >= least && value <= most ? value : null;
}

import type { Session } from '../app/session.ts';
import type { StudioState } from '../store/studio-store.ts';

export const ACTION_GROUPS = [
  'Project',
  'Edit',
  'Sites',
  'Scene',
  'Layer',
  'Engine',
  'Compare',
  'Measure',
  'Export',
  'View',
  'Help',
] as const;

export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** A command as a value: the palette lists it, menus hold it, its keys start it. */
export interface Action {
  /** Kebab-case, never changed once released: keys and menus name it. */
  readonly id: string;
  /** What it does, as an order: "Undo turn". */
  readonly title: string;
  readonly group: ActionGroup;
  /** Chords such as `mod+shift+z`, `c`, `delete`; `mod` is Ctrl, or Cmd on a Mac. */
  readonly keys?: readonly string[];
  /** True for keys that keep their own meaning in a field, or while text is marked: Ctrl+C copies that. */
  readonly yields?: boolean;
  /** True for keys that work while a field is typed into as well; those with `mod` do so anyway. */
  readonly inFields?: boolean;
  /** Further words that it is found by. */
  readonly words?: string;
  /** False where it can do nothing now; the palette shows it greyed, its keys do nothing. */
  readonly enabled?: boolean;
  /** True for a choice that is in force. */
  readonly chosen?: boolean;
  readonly run: (session: Session) => void | Promise<void>;
}

/** The commands of one feature as things stand now. Cheap: it runs on every key and every letter typed in the palette. */
export type ActionSource = (state: StudioState, session: Session) => readonly Action[];

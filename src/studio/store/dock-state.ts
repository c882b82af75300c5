/** The dock along the lower edge of the window. */
export interface DockState {
  readonly open: boolean;
  /** Id of the tab that is or was shown last. */
  readonly tab: string;
  readonly heightPx: number;
}

export const DOCK_HEIGHTS_PX = { least: 140, most: 520 } as const;

export const INITIAL_DOCK: DockState = { open: false, tab: 'sectors', heightPx: 232 };

/** A replay of measured rows in the order in which they were driven. */
export interface DriveState {
  /** Which of the file's drives, longest first. */
  readonly route: number;
  /** Sample of that drive at which the cursor stands; null: it is not on the map. */
  readonly at: number | null;
  readonly playing: boolean;
  /** Seconds of the drive in a second. */
  readonly speed: number;
  readonly axis: 'time' | 'distance';
  /** Into how many pages the strip is cut, of which it shows the one with the cursor. */
  readonly pages: number;
}

export const DRIVE_PAGES = [1, 4, 16, 64] as const;

export const DRIVE_SPEEDS = [1, 10, 60, 240] as const;

export const INITIAL_DRIVE: DriveState = { route: 0, at: null, playing: false, speed: 60, axis: 'time', pages: 1 };

import { type DriveState, INITIAL_DRIVE } from './drive-state.ts';
import { studioStore } from './studio-store.ts';
import { showDockTab } from './view-actions.ts';

export const DRIVE_TAB = 'drive';

function patch(change: Partial<DriveState>): void {
  studioStore.setState(({ drive }) => ({ drive: { ...drive, ...change } }));
}

/** Puts the cursor on a sample of the drive, or takes it off the map (null). */
export function driveTo(at: number | null): void {
  patch({ at });
}

export function playDrive(playing: boolean): void {
  patch({ playing });
}

export function setDrive(change: Partial<Pick<DriveState, 'speed' | 'axis' | 'pages'>>): void {
  patch(change);
}

export function chooseRoute(route: number): void {
  patch({ route, at: null, playing: false });
}

/** Other rows: nothing of the drive before means anything. */
export function forgetDrive(): void {
  studioStore.setState(({ drive }) => ({ drive: { ...INITIAL_DRIVE, speed: drive.speed, axis: drive.axis } }));
}

/** Opens the strip, and begins to play or stops. */
export function toggleReplay(): void {
  showDockTab(DRIVE_TAB);
  patch({ playing: !studioStore.getState().drive.playing });
}

import { patchedPart } from './patched-part.ts';
import { studioStore } from './studio-store.ts';
import type { WalkState } from './walk-state.ts';

export function patchWalk(change: Partial<WalkState>): void {
  studioStore.setState(({ walk }) => ({ walk: patchedPart(walk, change) }));
}

/** Puts the users on the map, or takes them off; a run that starts then goes by it. */
export function showWalk(wanted: boolean): void {
  const { recorded, playing } = studioStore.getState().walk;
  patchWalk({ wanted, shown: wanted && recorded > 0, playing: wanted && playing });
}

export function toggleWalk(): void {
  const { playing } = studioStore.getState().walk;
  patchWalk({ playing: !playing });
}

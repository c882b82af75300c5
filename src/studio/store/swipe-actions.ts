import { isCorrectedLayer } from '../results/corrected-classes.ts';
import { studioStore } from './studio-store.ts';
import type { BeyondLine } from './swipe-state.ts';
import { windowInsets } from './window-layout.ts';

/** Puts a line over the middle of the map. A line that is there already stays where it is. */
export function showBeyond(beyond: BeyondLine): void {
  studioStore.setState(({ swipe, layer }) => ({
    swipe: { at: swipe?.at ?? middleOfMap(), beyond },
    // Both sides show the network: a corrected map of one sector has no other side.
    layer: isCorrectedLayer(layer) ? 'rsrp' : layer,
  }));
}

export function moveLine(at: number): void {
  studioStore.setState(({ swipe }) => (swipe ? { swipe: { ...swipe, at: Math.min(0.98, Math.max(0.02, at)) } } : {}));
}

/** Takes the line away, whatever is beyond it; a kind given, only where it is of that kind. */
export function hideBeyond(kind?: BeyondLine['kind']): void {
  studioStore.setState(({ swipe }) => (kind === undefined || swipe?.beyond.kind === kind ? { swipe: null } : {}));
}

/** Middle of the map between the panels, as a share of the window's width. */
function middleOfMap(): number {
  const { left, right } = windowInsets(studioStore.getState());
  return (left + window.innerWidth - right) / 2 / window.innerWidth;
}

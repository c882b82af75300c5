import { isCorrectedLayer } from '../results/layer-classes.ts';
import { studioStore } from './studio-store.ts';
import { type CompareMode, NOW, type ResultRef } from './swipe-state.ts';
import { windowInsetsPx } from './window-layout.ts';

/** Puts another result beside the one on the screen. What is compared already stays in its mode, and its line where it is. */
export function showSecond(second: ResultRef, mode?: CompareMode): void {
  studioStore.setState(({ swipe, layer }) => ({
    swipe: {
      mode: mode ?? swipe?.mode ?? 'swipe',
      at: swipe?.at ?? middleOfMap(),
      first: swipe?.first ?? NOW,
      second,
    },
    // Both sides show the network: a corrected map of one sector has no other side.
    layer: isCorrectedLayer(layer) ? 'rsrp' : layer,
  }));
}

export function showFirst(first: ResultRef): void {
  studioStore.setState(({ swipe }) => (swipe ? { swipe: { ...swipe, first } } : {}));
}

export function compareAs(mode: CompareMode): void {
  studioStore.setState(({ swipe }) => (swipe ? { swipe: { ...swipe, mode } } : {}));
}

export function moveLine(at: number): void {
  studioStore.setState(({ swipe }) => (swipe ? { swipe: { ...swipe, at: Math.min(0.98, Math.max(0.02, at)) } } : {}));
}

/** Ends the comparison, whatever it is of; a kind given, only where that is the second. */
export function endComparison(kind?: ResultRef['kind']): void {
  studioStore.setState(({ swipe }) => (kind === undefined || swipe?.second.kind === kind ? { swipe: null } : {}));
}

/** Middle of the map between the panels, as a share of the window's width. */
function middleOfMap(): number {
  const { left, right } = windowInsetsPx(studioStore.getState());
  return (left + window.innerWidth - right) / 2 / window.innerWidth;
}

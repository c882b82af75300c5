import type { EngineScene } from '../engines/engine-choice.ts';
import { otherEngine } from '../engines/engine-options.ts';
import { studioStore } from '../store/studio-store.ts';
import { compareAs, endComparison, showSecond } from '../store/swipe-actions.ts';
import type { ShownMaps } from './compare-modes.ts';

/** Puts another engine's map beside the one on the screen, or ends the comparison. */
export function toggleComparison(scene: EngineScene | null): void {
  if (studioStore.getState().swipe) endComparison();
  else showAs('swipe', scene);
}

/** One map, or two in a way of comparing them. Without anything to compare with yet, another engine is. */
export function showAs(mode: ShownMaps, scene: EngineScene | null): void {
  const { swipe, models, history, measurements } = studioStore.getState();
  if (mode === 'single') endComparison();
  else if (swipe) compareAs(mode);
  else {
    studioStore.setState(({ folded }) => ({ folded: { ...folded, compare: false } }));
    const engine = otherEngine(history.project.settings.engine ?? 'auto', models, scene);
    showSecond(engine === null && measurements ? { kind: 'measured' } : { kind: 'engine', engine }, mode);
  }
}

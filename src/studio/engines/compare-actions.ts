import { studioStore } from '../store/studio-store.ts';
import { hideBeyond, showBeyond } from '../store/swipe-actions.ts';
import type { EngineScene } from './engine-choice.ts';
import { firstBeyond } from './engine-options.ts';

/** Puts another engine's map beyond a line, or takes it away. */
export function toggleComparison(scene: EngineScene | null): void {
  const { swipe, models, history } = studioStore.getState();
  if (swipe?.beyond.kind === 'engine') {
    hideBeyond('engine');
    return;
  }
  const engine = firstBeyond(history.project.settings.engine ?? 'auto', models, scene);
  studioStore.setState(({ folded }) => ({ folded: { ...folded, compare: false } }));
  showBeyond({ kind: 'engine', engine });
}

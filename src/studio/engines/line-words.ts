import type { StudioState } from '../store/studio-store.ts';
import { type EngineScene, engineLabel, engineOf } from './engine-choice.ts';

/** What the two sides of the line are called, and the line itself. */
export interface LineWords {
  readonly before: string;
  readonly after: string;
  readonly line: string;
}

/** Null where there is no line, or nothing beyond it yet. */
export function lineWords(
  { swipe, models, history }: Pick<StudioState, 'swipe' | 'models' | 'history'>,
  scene: EngineScene | null,
): LineWords | null {
  if (!swipe) return null;
  if (swipe.beyond.kind === 'calibration')
    return { before: 'before', after: 'after', line: 'Line between the map before and after' };
  if (swipe.beyond.engine === null) return null;
  const before = engineLabel(engineOf(history.project.settings.engine, scene), models);
  const after = engineLabel(engineOf(swipe.beyond.engine, scene), models);
  return { before, after, line: `Line between ${before} and ${after}` };
}

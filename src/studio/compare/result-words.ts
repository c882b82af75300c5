import { type EngineScene, engineLabel, engineOf } from '../engines/engine-choice.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { ResultRef } from '../store/swipe-state.ts';

/** What the two sides of a comparison are called, the line between them, and what their difference is of. */
export interface CompareWords {
  readonly first: string;
  readonly second: string;
  readonly line: string;
  /** The second less the first; beside what was measured, the other less that. */
  readonly difference: string;
}

type Seen = Pick<StudioState, 'swipe' | 'models' | 'history' | 'kept' | 'measurements'>;

/** Null where nothing is compared, or a side is not chosen yet. */
export function compareWords(state: Seen, scene: EngineScene | null): CompareWords | null {
  const { swipe } = state;
  if (!swipe) return null;
  if (swipe.first.kind === 'now' && swipe.second.kind === 'calibration')
    return { ...words('before', 'after'), line: 'Line between the map before and after' };
  const first = sideWord(swipe.first, swipe.second, state, scene);
  const second = sideWord(swipe.second, swipe.first, state, scene);
  if (first === null || second === null) return null;
  // A kept result may have been called like anything else.
  return words(first, second === first ? `${second} (2)` : second, swipe.second.kind === 'measured');
}

function words(first: string, second: string, turned = false): CompareWords {
  const difference = turned ? `${first} − ${second}` : `${second} − ${first}`;
  return { first, second, line: `Line between ${first} and ${second}`, difference };
}

/** The name of a side, as it differs from the other. */
function sideWord(ref: ResultRef, other: ResultRef, state: Seen, scene: EngineScene | null): string | null {
  const { models, history, kept } = state;
  const engine = (choice = history.project.settings.engine) => engineLabel(engineOf(choice, scene), models);
  switch (ref.kind) {
    case 'now':
      // Beside another engine, what matters is by which it is; beside another project, that it is this one.
      return other.kind === 'engine' || other.kind === 'measured' ? engine() : 'now';
    case 'engine':
      return ref.engine && engine(ref.engine);
    case 'calibration':
      return 'calibrated';
    case 'before':
      return `before “${ref.label}”`;
    case 'kept':
      return kept.find(({ id }) => id === ref.id)?.name ?? null;
    case 'measured':
      return 'measured';
  }
}

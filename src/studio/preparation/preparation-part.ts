import type { MeasuredFacts } from '../../worker/engine-protocol.ts';
import type { PreparationDraft } from './preparation-draft.ts';

/** What every part of the form takes. */
export interface PreparationPart {
  readonly draft: PreparationDraft;
  readonly facts: MeasuredFacts;
  readonly onChange: (patch: Partial<PreparationDraft>) => void;
}

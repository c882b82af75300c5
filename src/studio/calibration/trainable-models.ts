import { DEFAULT_MODEL } from '../../calibration/default-model.ts';
import type { ModelFacts } from '../../worker/engine-protocol.ts';

export interface ModelOption {
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
}

/** The predictors to choose from: those that can be trained first, the others with the reason why not. */
export function trainableModels(models: readonly ModelFacts[]): {
  readonly choices: readonly ModelOption[];
  readonly fallback: string;
} {
  const choices = models.map((model) => ({
    value: model.id,
    label: model.trainable ? model.name : `${model.name}: ${whyNot(model)}`,
    disabled: !model.trainable,
  }));
  return { choices: choices.sort((a, b) => Number(a.disabled) - Number(b.disabled)), fallback: DEFAULT_MODEL };
}

function whyNot({ trainedTo }: ModelFacts): string {
  return trainedTo.length > 0 ? 'trained already' : 'has no training step';
}

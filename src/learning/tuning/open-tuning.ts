import { badInput } from '../../units/errors.ts';
import type { InferenceRuntime } from '../models/inference-backend.ts';
import { checkModelBytes } from '../models/model-bytes.ts';
import type { ModelCard } from '../models/model-card.ts';
import type { ExpectedFile, ModelSource, ReadHooks } from '../models/model-source.ts';
import { readWeights } from './read-weights.ts';
import { KEPT_OUTPUTS } from './step-device.ts';
import type { StepSource } from './tune.ts';

/** A model that can be trained to a site. */
export interface TunableModel extends StepSource {
  readonly card: ModelCard;
}

/**
 * Reads and checks what trains a model to a site. The step runs on the GPU where there is one, and on WASM when that was lost twice.
 * @throws UserError('bad-input') for a model without a training step, and files that are not what the card says
 */
export async function openTuning(
  model: ModelSource,
  runtime: InferenceRuntime,
  hooks: ReadHooks = {},
): Promise<TunableModel> {
  const { card } = model;
  if (!card.tuning || !model.tuning)
    throw badInput(
      `Model ${card.name} has no training step, so it cannot be trained to a site: choose one that has (unet, maxvit, gan-maxvit), or export one (see training/).`,
    );
  const facts = await model.tuning(hooks);
  const read = async (file: ExpectedFile) => {
    const bytes = await model.read(file, hooks);
    await checkModelBytes(`Model ${card.id}, ${file.file}`, bytes, file);
    return bytes;
  };
  const base = readWeights(facts, await read(facts.weights));
  const bytes = await read(facts.step);
  const place = `Model ${card.id}, ${facts.step.file}`;
  return {
    card,
    facts,
    base,
    open: async (losses) => {
      const offers = (await runtime.offers()).filter(({ openGraph }) => openGraph);
      const offer = losses > 1 ? offers.find(({ name }) => name === 'wasm') : offers[0];
      if (!offer?.openGraph) throw badInput(`${place}: there is nothing here that could run it.`);
      return offer.openGraph({ place, bytes, kept: KEPT_OUTPUTS });
    },
  };
}

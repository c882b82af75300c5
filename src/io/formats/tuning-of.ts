import { checkModelBytes } from '../../learning/models/model-bytes.ts';
import type { ModelCard } from '../../learning/models/model-card.ts';
import type { ModelSource } from '../../learning/models/model-source.ts';
import { readTuningFacts } from './tuning-json.ts';

/** The part of a source that reads what trains its model, from the file that the card names. */
export function tuningOf(card: ModelCard, read: ModelSource['read']): Pick<ModelSource, 'tuning'> {
  const named = card.tuning;
  if (!named) return {};
  return {
    tuning: async (hooks) => {
      const place = `Model ${card.id}, ${named.file}`;
      const expected = { ...named, bytes: null };
      const bytes = await read(expected, hooks);
      await checkModelBytes(place, bytes, expected);
      return readTuningFacts(place, bytes);
    },
  };
}

import { badInput } from '../../units/errors.ts';
import { fromHalf, halfBits } from '../../units/half.ts';
import { checkModelBytes, sha256Hex } from '../models/model-bytes.ts';
import type { NetworkFile } from '../models/model-card.ts';
import type { ModelSource, ReadHooks } from '../models/model-source.ts';
import { readWeights, widthOf } from './read-weights.ts';
import type { TunedModel } from './tuned-model.ts';
import { siteLength, type TuningFacts, weightLength } from './tuning-facts.ts';

/**
 * The model with what a site taught it: its own files with base + delta in the places of the weights, rounded as these are. The offset
 * and the site's grids are no part of it (see `siteLevels`).
 * @throws UserError('bad-input') for another model, another version of it, or a delta that does not fit
 */
export async function tunedSource(base: ModelSource, tuned: TunedModel, hooks: ReadHooks = {}): Promise<ModelSource> {
  const { card } = base;
  const facts = await base.tuning?.(hooks);
  if (!facts) throw badInput(`Model ${card.name} has no training step, so nothing can have been trained from it.`);
  requireFits(card.name, facts, tuned);
  const own = card.files.find(({ file }) => file === facts.weights.file);
  if (!own) throw badInput(`Model ${card.name} has no network ${facts.weights.file} that its training step names.`);
  const plain = readWeights(facts, await readChecked(base, own, hooks));
  const patched = new Map<string, Uint8Array>();
  const files: NetworkFile[] = [];
  for (const entry of card.files) {
    const bytes = await readChecked(base, entry, hooks);
    // A network of another size may hold its weights elsewhere: then the tuned model has none of that size.
    if (!holdsWeights(facts, bytes, plain)) continue;
    const written = withDelta(facts, bytes, tuned.delta);
    patched.set(entry.file, written);
    files.push({ ...entry, sha256: await sha256Hex(written), golden: null });
  }
  return {
    card: { ...card, name: `${card.name} trained to ${tuned.sectorId}`, files, tuning: null },
    read: async ({ file }) => {
      const bytes = patched.get(file);
      if (!bytes) throw badInput(`Model ${card.name} trained to ${tuned.sectorId} holds no ${file}.`);
      return bytes;
    },
  };
}

function requireFits(name: string, facts: TuningFacts, tuned: TunedModel) {
  const what = `What was trained to ${tuned.sectorId}`;
  if (tuned.model !== facts.model)
    throw badInput(`${what} was trained from the model ${tuned.model}, and this is ${facts.model}.`);
  if (tuned.weightsSha256 !== facts.weights.sha256)
    throw badInput(
      `${what} was trained from another version of ${name}: its weights had the SHA-256 ${tuned.weightsSha256.slice(0, 12)}…, and those here have ${facts.weights.sha256.slice(0, 12)}…. Train it again.`,
    );
  const length = weightLength(facts) + siteLength(facts);
  if (tuned.delta.length !== length || tuned.siteSides.join() !== facts.siteSides.join())
    throw badInput(
      `${what} has ${tuned.delta.length} values and grids of ${tuned.siteSides.join(', ')}; ${name} takes ${length} and ${facts.siteSides.join(', ')}. Train it again.`,
    );
}

async function readChecked(base: ModelSource, file: NetworkFile, hooks: ReadHooks): Promise<Uint8Array> {
  const bytes = await base.read(file, hooks);
  await checkModelBytes(`Model ${base.card.id}, ${file.file}`, bytes, file);
  return bytes;
}

function holdsWeights(facts: TuningFacts, bytes: Uint8Array, plain: Float32Array): boolean {
  const end = Math.max(...facts.parameters.map(({ offset, count, type }) => offset + count * widthOf(type)));
  if (end > bytes.length) return false;
  const found = readWeights(facts, bytes);
  return found.every((value, k) => value === plain[k]);
}

function withDelta(facts: TuningFacts, bytes: Uint8Array, delta: Float32Array): Uint8Array {
  const written = bytes.slice();
  const view = new DataView(written.buffer);
  let at = 0;
  for (const { offset, type, count } of facts.parameters)
    for (let k = 0; k < count; k++, at++) {
      const from = offset + k * widthOf(type);
      if (type === 'float16') view.setUint16(from, halfBits(fromHalf(view.getUint16(from, true)) + delta[at]!), true);
      else view.setFloat32(from, view.getFloat32(from, true) + delta[at]!, true);
    }
  return written;
}

import type { ModelSource } from '../../learning/models/model-source.ts';
import { badInput } from '../../units/errors.ts';
import type { FileTree } from '../archive.ts';
import { readModelCard } from './model-card.ts';
import { tuningOf } from './tuning-of.ts';

/**
 * A user's own model: a folder or an archive that holds one `card.json` and, beside it, the files that the card names.
 * @param name of the folder or archive, for messages
 * @throws UserError('bad-input') when there is no card, or more than one, or a file that it names is missing
 */
export function modelFromTree(name: string, tree: FileTree): ModelSource {
  const cards = [...tree.keys()].filter((path) => /(^|\/)card\.json$/.test(path));
  const [path] = cards;
  if (path === undefined) throw badInput(`${name} holds no card.json: a model is a folder with its card and networks.`);
  if (cards.length > 1)
    throw badInput(`${name} holds ${cards.length} models (${cards.join(', ')}): open one at a time.`);
  const card = readModelCard(`${name}, ${path}`, tree.get(path)!);
  const folder = path.slice(0, -'card.json'.length);
  const missing = card.files
    .flatMap(({ file, golden }) => (golden ? [file, golden.file] : [file]))
    .find((file) => !tree.has(folder + file));
  if (missing !== undefined)
    throw badInput(`${name}: ${path} names ${missing}, which does not lie beside it. Add the file, or mend the card.`);
  const read: ModelSource['read'] = async ({ file }, hooks) => {
    const bytes = tree.get(folder + file);
    if (!bytes) throw badInput(`${name} holds no ${file}.`);
    hooks?.onProgress?.(bytes.length, bytes.length);
    return bytes;
  };
  return { card, read, ...tuningOf(card, read) };
}

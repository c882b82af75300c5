import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkModelBytes } from '../learning/models/model-bytes.ts';
import type { ModelSource } from '../learning/models/model-source.ts';
import { badInput } from '../units/errors.ts';
import { readModelCard } from './formats/model-card.ts';
import { readModelIndex } from './formats/model-index.ts';
import { modelFromTree } from './formats/model-tree.ts';
import { tuningOf } from './formats/tuning-of.ts';
import { readFileBytes } from './node-bytes.ts';
import { readFileTree } from './node-files.ts';

/**
 * The folder of the models that come with the program: public/models beside the package's own package.json, wherever the bundle that
 * runs lies within the package.
 * @throws UserError('bad-input') when the program lies in no package of its own
 */
export function shippedModelsFolder(from = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); folder !== dirname(folder); folder = dirname(folder))
    if (isOwnPackage(join(folder, 'package.json'))) return join(folder, 'public', 'models');
  throw badInput(`The program's own folder is not found above ${from}: install it again.`);
}

function isOwnPackage(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { name?: unknown }).name === 'boresight';
  } catch {
    return false;
  }
}

/**
 * The models in a folder with an index.json, by default those that come with the program. Networks are read when they are asked for.
 * @throws UserError('bad-input') when the index or a card is missing, damaged or not what it must be
 */
export async function nodeModels(folder = shippedModelsFolder()): Promise<readonly ModelSource[]> {
  const index = join(folder, 'index.json');
  const entries = readModelIndex(index, await readFileBytes(index));
  return Promise.all(
    entries.map(async ({ card: path, sha256 }) => {
      const cardPath = join(folder, path);
      const bytes = await readFileBytes(cardPath);
      await checkModelBytes(cardPath, bytes, { file: path, sha256, bytes: null });
      const card = readModelCard(cardPath, bytes);
      const read: ModelSource['read'] = ({ file }) => readFileBytes(join(dirname(cardPath), file));
      return { card, read, ...tuningOf(card, read) };
    }),
  );
}

/** Ids of the models that come with the program, without their cards; none where there is no index. */
export function shippedModelIds(): readonly string[] {
  const index = join(shippedModelsFolder(), 'index.json');
  return existsSync(index) ? readModelIndex(index, readFileSync(index)).map(({ id }) => id) : [];
}

/** A user's own model in a folder or an archive. @throws UserError('bad-input') as modelFromTree and readFileTree do */
export async function nodeModelAt(path: string): Promise<ModelSource> {
  return modelFromTree(path, await readFileTree(path));
}

import { checkModelBytes } from '../../learning/models/model-bytes.ts';
import type { ExpectedFile, ModelSource, ReadHooks } from '../../learning/models/model-source.ts';
import { readModelCard } from '../formats/model-card.ts';
import { readModelIndex } from '../formats/model-index.ts';
import { tuningOf } from '../formats/tuning-of.ts';
import type { FileCache } from '../storage/file-cache.ts';
import { download } from './download.ts';

/**
 * The models that the site serves: all cards at once, networks when they are asked for. Files are kept in `cache` under the model's
 * id and their SHA-256, so that a new version never meets an old file.
 * @param indexUrl address of models/index.json
 * @throws UserError('bad-input') when the index or a card cannot be reached or is not what it must be
 */
export async function siteModels(
  indexUrl: string,
  cache: FileCache | null,
  hooks: ReadHooks = {},
): Promise<readonly ModelSource[]> {
  const entries = readModelIndex('models/index.json', await download(indexUrl, null, hooks));
  return Promise.all(
    entries.map(async ({ id, card: path, sha256 }) => {
      const url = new URL(path, indexUrl).href;
      const read = (expected: ExpectedFile, readHooks?: ReadHooks) =>
        cachedFile(cache, id, new URL(expected.file, url).href, expected, readHooks);
      const bytes = await read({ file: 'card.json', sha256, bytes: null }, hooks);
      const card = readModelCard(`models/${path}`, bytes);
      return { card, read, ...tuningOf(card, read) };
    }),
  );
}

/** A file from the cache, else from the site; what comes is checked before it is kept. */
async function cachedFile(
  cache: FileCache | null,
  id: string,
  url: string,
  expected: ExpectedFile,
  hooks: ReadHooks = {},
): Promise<Uint8Array> {
  const key = `${id}@${expected.sha256}`;
  // A cache that fails costs a download, never the model.
  const kept = await cache?.get(key).catch(() => null);
  if (kept) {
    hooks.onProgress?.(kept.length, kept.length);
    return kept;
  }
  const bytes = await download(url, expected.bytes, hooks);
  await checkModelBytes(url, bytes, expected);
  await cache?.put(key, bytes).catch(() => undefined);
  return bytes;
}

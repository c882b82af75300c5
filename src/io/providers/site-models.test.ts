import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelTree, tinyNetwork } from '../../testing/model-files.ts';
import type { FileCache } from '../storage/file-cache.ts';
import { siteModels } from './site-models.ts';

const INDEX = 'https://studio.test/models/index.json';
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytes = tinyNetwork({ size: 16 });
let served: Map<string, Uint8Array | 'gone'>;
let asked: string[];

beforeEach(() => {
  const files = modelTree({ networks: [{ size: 16, bytes }] });
  const models = [{ id: 'tiny', card: 'tiny/card.json', sha256: hashOf(files.get('card.json')!) }];
  served = new Map([...files].map(([path, of]) => [`https://studio.test/models/tiny/${path}`, of]));
  served.set(INDEX, new TextEncoder().encode(JSON.stringify({ format: 'boresight-models', version: 1, models })));
  asked = [];
  vi.stubGlobal('fetch', async (url: string, { signal }: RequestInit = {}) => {
    asked.push(url);
    signal?.throwIfAborted();
    const found = served.get(url);
    if (found === 'gone') throw new TypeError('network error');
    return found ? new Response(found.slice()) : new Response('not found', { status: 404 });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function memoryCache(): FileCache & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    get: async (key) => kept.get(key) ?? null,
    put: async (key, of) => {
      kept.set(key, of);
    },
    remove: async (key) => kept.delete(key),
  };
}

describe('siteModels', () => {
  it('downloads once, with progress, and keeps files under id and checksum', async () => {
    const cache = memoryCache();
    const [model] = await siteModels(INDEX, cache);
    const file = model!.card.files[0]!;
    const onProgress = vi.fn();
    expect(await model!.read(file, { onProgress })).toEqual(bytes);
    expect(onProgress).toHaveBeenLastCalledWith(bytes.length, bytes.length);
    expect(cache.kept.has(`tiny@${hashOf(bytes)}`)).toBe(true);
    asked = [];
    expect(await model!.read(file)).toEqual(bytes);
    expect(asked).toEqual([]);
  });

  it('keeps nothing that is not what the card says', async () => {
    const cache = memoryCache();
    const [model] = await siteModels(INDEX, cache);
    served.set('https://studio.test/models/tiny/model-16.onnx', new TextEncoder().encode('<!doctype html>'));
    await expect(model!.read(model!.card.files[0]!)).rejects.toThrow(/tiny\/model-16\.onnx is a web page/);
    expect(cache.kept.has(`tiny@${hashOf(bytes)}`)).toBe(false);
  });

  it('works without a cache, and with one that fails', async () => {
    const failing: FileCache = {
      get: () => Promise.reject(new Error('no storage')),
      put: () => Promise.reject(new Error('disk full')),
      remove: () => Promise.reject(new Error('no storage')),
    };
    for (const cache of [null, failing]) {
      const [model] = await siteModels(INDEX, cache);
      expect(await model!.read(model!.card.files[0]!)).toEqual(bytes);
    }
  });

  it('says what is missing, out of reach or cancelled', async () => {
    const [model] = await siteModels(INDEX, null);
    const file = model!.card.files[0]!;
    await expect(model!.read(file, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    const url = 'https://studio.test/models/tiny/model-16.onnx';
    served.set(url, 'gone');
    await expect(model!.read(file)).rejects.toThrow(/model-16\.onnx cannot be reached \(network error\): check/);
    served.delete(url);
    await expect(model!.read(file)).rejects.toThrow(/answers with status 404: the site lacks this file/);
  });
});

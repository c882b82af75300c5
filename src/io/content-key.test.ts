import { afterEach, describe, expect, it, vi } from 'vitest';
import { contentKey, keyedFiles, keyOfFiles } from './content-key.ts';

const text = (words: string) => new TextEncoder().encode(words);

afterEach(() => vi.unstubAllGlobals());

describe('the key of a content', () => {
  it('is the beginning of its SHA-256', async () => {
    // FIPS 180-2, appendix B.1: "abc".
    expect(await contentKey(text('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223');
  });

  it('is another for every changed byte without SHA-256 too', async () => {
    vi.stubGlobal('crypto', {});
    const bytes = new Uint8Array(64);
    const keys = new Set([await contentKey(bytes)]);
    for (let i = 0; i < 64; i++)
      for (const value of [1, 128, 255]) {
        const changed = bytes.slice();
        changed[i] = value;
        keys.add(await contentKey(changed));
      }
    keys.add(await contentKey(new Uint8Array(65)));
    expect(keys.size).toBe(64 * 3 + 2);
    expect(await contentKey(text('abc'))).toBe(await contentKey(text('abc')));
    expect(await contentKey(text('abc'))).toMatch(/^plain-[0-9a-f]{16}-3$/);
  });
});

describe('the key of files', () => {
  const city = { name: 'city/scene.xml', bytes: text('<scene/>') };
  const mesh = { name: 'city/meshes/a.ply', bytes: text('ply') };

  it('does not depend on their order, but on names and contents', async () => {
    const key = await keyOfFiles(await keyedFiles([city, mesh]));
    expect(await keyOfFiles(await keyedFiles([mesh, city]))).toBe(key);
    expect(await keyOfFiles(await keyedFiles([city]))).not.toBe(key);
    expect(await keyOfFiles(await keyedFiles([{ ...city, name: 'city/other.xml' }, mesh]))).not.toBe(key);
    expect(await keyOfFiles(await keyedFiles([{ ...city, bytes: text('<scene />') }, mesh]))).not.toBe(key);
  });
});

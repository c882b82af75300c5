/** Files kept on this device under a key; anyone may clear them at any time. */
export interface FileCache {
  get(key: string): Promise<Uint8Array | null>;
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** True when there was one. */
  remove(key: string): Promise<boolean>;
}

/**
 * The browser's cache of that name (Cache API); null where there is none, as on pages that are not served securely.
 * Reading and writing reject when the browser refuses storage.
 */
export async function openFileCache(name: string): Promise<FileCache | null> {
  if (typeof caches === 'undefined') return null;
  const cache = await caches.open(name).catch(() => null);
  if (!cache) return null;
  // A cache is keyed by addresses; this one leads nowhere.
  const address = (key: string) => `https://kept.invalid/${encodeURIComponent(key)}`;
  return {
    get: async (key) => {
      const kept = await cache.match(address(key));
      return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
    },
    put: (key, bytes) => cache.put(address(key), new Response(bytes.slice())),
    remove: (key) => cache.delete(address(key)),
  };
}

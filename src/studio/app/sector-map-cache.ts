import type { SectorMap } from '../../worker/engine-protocol.ts';

/** Maps kept: a 512 x 512 one is 1.5 MiB. */
const MOST_MAPS = 80;

/** Solved maps by what they were solved for; the least recently used go first. */
export class SectorMapCache {
  readonly #maps = new Map<string, SectorMap>();
  readonly #latest = new Map<string, { readonly sceneId: string; readonly map: SectorMap }>();

  has(key: string): boolean {
    return this.#maps.has(key);
  }

  get(key: string): SectorMap | null {
    const map = this.#maps.get(key);
    if (!map) return null;
    this.#maps.delete(key);
    this.#maps.set(key, map);
    return map;
  }

  put(key: string, sectorId: string, sceneId: string, map: SectorMap): void {
    this.#maps.set(key, map);
    this.#latest.set(sectorId, { sceneId, map });
    for (const oldest of this.#maps.keys()) {
      if (this.#maps.size <= MOST_MAPS) break;
      this.#maps.delete(oldest);
    }
  }

  /** The last map that a sector had in a scene, wherever it stood then. */
  latestOf(sectorId: string, sceneId: string): SectorMap | null {
    const latest = this.#latest.get(sectorId);
    return latest?.sceneId === sceneId ? latest.map : null;
  }
}

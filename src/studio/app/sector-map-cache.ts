import type { SectorMap } from '../../worker/engine-protocol.ts';

/** Maps kept: a 512 x 512 one is 1.5 MiB. */
const MOST_MAPS = 80;

/** Solved maps by what they were solved for; the least recently used go first. */
export class SectorMapCache {
  readonly #maps = new Map<string, SectorMap>();

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

  drop(which: (key: string) => boolean): void {
    for (const key of this.#maps.keys()) if (which(key)) this.#maps.delete(key);
  }

  put(key: string, map: SectorMap): void {
    this.#maps.set(key, map);
    for (const oldest of this.#maps.keys()) {
      if (this.#maps.size <= MOST_MAPS) break;
      this.#maps.delete(oldest);
    }
  }
}

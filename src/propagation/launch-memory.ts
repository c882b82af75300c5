import type { Scene } from '../scene/scene.ts';
import type { SolveRequest } from './solve-request.ts';

/** Where a launch stopped, in whatever form its solver goes on from. */
export interface StoppedLaunch {
  readonly bytes: number;
}

/** Most memory for stopped launches [bytes]; the least recently used go first. */
const MOST_BYTES = 256 * 2 ** 20;

/** Where finished launches stopped, so that a launch of the same request that asks for a smaller error goes on from there. */
export class LaunchMemory {
  readonly #stopped = new Map<string, StoppedLaunch>();
  readonly #scenes = new WeakMap<Scene, number>();
  #sceneCount = 0;

  /**
   * @param form the solver's own: whoever keeps under it is who asks under it
   * @returns null where there is none
   */
  of<T extends StoppedLaunch>(form: string, request: SolveRequest): T | null {
    const key = this.#keyOf(form, request);
    const stopped = this.#stopped.get(key);
    if (!stopped) return null;
    this.#stopped.delete(key);
    this.#stopped.set(key, stopped);
    return stopped as T;
  }

  keep(form: string, request: SolveRequest, stopped: StoppedLaunch): void {
    const key = this.#keyOf(form, request);
    this.#stopped.delete(key);
    this.#stopped.set(key, stopped);
    let bytes = 0;
    for (const one of this.#stopped.values()) bytes += one.bytes;
    for (const [oldest, one] of this.#stopped) {
      if (bytes <= MOST_BYTES) return;
      this.#stopped.delete(oldest);
      bytes -= one.bytes;
    }
  }

  /** All that a launch's rays and sums depend on: how far it is to go is not among it. */
  #keyOf(form: string, { scene, receiverSurface, settings, ...rest }: SolveRequest): string {
    let sceneId = this.#scenes.get(scene);
    if (sceneId === undefined) {
      sceneId = ++this.#sceneCount;
      this.#scenes.set(scene, sceneId);
    }
    const { enough, ...traced } = settings;
    // Parted by what ends a launch, groups are of other sizes.
    const parted = enough !== undefined && enough.upToRays === undefined;
    const surface =
      receiverSurface?.kind === 'draped' ? ['draped', hashOf(receiverSurface.cornerZM)] : (receiverSurface ?? null);
    return JSON.stringify([form, sceneId, surface, rest, traced, parted]);
  }
}

/** Two FNV-1a hashes over the words of the numbers. */
function hashOf(numbers: Float64Array): readonly number[] {
  const words = new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
  let [a, b] = [0x811c9dc5, 0x2c1b3c6d];
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul(b ^ (word >>> 7) ^ (word << 25), 0x01000193);
  }
  return [a, b, numbers.length];
}

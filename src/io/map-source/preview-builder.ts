import type { MapPreview, PreviewKind } from './map-source.ts';
import { PREVIEW_KINDS } from './map-source.ts';

/** A preview with more points than this is no longer drawn while the hand moves. */
const POINT_LIMIT = 1_500_000;

/** Collects shapes into the flat arrays of a preview. */
export class PreviewBuilder {
  readonly #kinds: number[] = [];
  readonly #starts: number[] = [0];
  readonly #xy: number[] = [];

  /** @param place from the coordinates of `line` to the unit square of Web Mercator */
  add(kind: PreviewKind, line: ArrayLike<number>, place: (x: number, y: number) => readonly [number, number]): void {
    if (this.#xy.length + line.length > 2 * POINT_LIMIT) return;
    for (let i = 0; i < line.length; i += 2) this.#xy.push(...place(line[i]!, line[i + 1]!));
    this.#kinds.push(PREVIEW_KINDS.indexOf(kind));
    this.#starts.push(this.#xy.length / 2);
  }

  finish(): MapPreview {
    return {
      kinds: Uint8Array.from(this.#kinds),
      starts: Uint32Array.from(this.#starts),
      xy: Float64Array.from(this.#xy),
    };
  }
}

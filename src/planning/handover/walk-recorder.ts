import type { BoundsM } from '../../raster/raster-grid.ts';
import type { SlotState } from './handover-run.ts';

/** What a recorded walk is of. A frame is the state after `slotsPerFrame` more slots. */
export interface WalkFacts {
  readonly users: number;
  readonly sectors: number;
  /** Deciders on maps, in the order of `SlotState.deciders`. */
  readonly runs: number;
  readonly areaM: BoundsM;
  readonly slotsPerFrame: number;
  /** Frames of the whole walk. */
  readonly frames: number;
}

/** Consecutive frames. */
export interface WalkPiece {
  readonly firstFrame: number;
  readonly frames: number;
  /** x, y of every user as shares of the area, 0 to 65535; frames x users x 2. */
  readonly place: Uint16Array;
  /** Index of the serving sector; frames x runs x users. */
  readonly serving: Uint8Array | Uint16Array;
  /** Means over the slots of each frame; frames x runs. [Mbit/s], [handovers a slot] */
  readonly throughputMbps: Float32Array;
  readonly handovers: Float32Array;
}

/** A whole walk takes no more than that [bytes]; a longer one has fewer frames. */
const MOST_BYTES = 48 * 1024 ** 2;

/** How finely a place is kept: a share of the area's side. */
export const PLACE_STEPS = 65_535;

/** Serving sectors of so many users, frames and runs. */
export function servingArray(sectors: number, length: number): Uint8Array | Uint16Array {
  return sectors > 256 ? new Uint16Array(length) : new Uint8Array(length);
}

/** How a walk of so many slots is recorded. */
export function walkFacts(
  given: Pick<WalkFacts, 'users' | 'sectors' | 'runs' | 'areaM'> & { readonly slots: number },
): WalkFacts {
  const { users, sectors, runs, areaM, slots } = given;
  const bytesPerFrame = users * (4 + runs * (sectors > 256 ? 2 : 1)) + 8 * runs;
  const slotsPerFrame = Math.max(1, Math.ceil((slots * bytesPerFrame) / MOST_BYTES));
  return { users, sectors, runs, areaM, slotsPerFrame, frames: Math.floor(slots / slotsPerFrame) };
}

/** Takes down a walk slot by slot, small enough to be kept whole and to be sent on in pieces. */
export class WalkRecorder {
  readonly #facts: WalkFacts;
  readonly #waiting: Omit<WalkPiece, 'firstFrame' | 'frames'>[] = [];
  readonly #throughput: Float64Array;
  readonly #handovers: Float64Array;
  #taken = 0;

  constructor(facts: WalkFacts) {
    this.#facts = facts;
    this.#throughput = new Float64Array(facts.runs);
    this.#handovers = new Float64Array(facts.runs);
  }

  take({ slot, walk, deciders }: SlotState): void {
    const { users, sectors, runs, areaM, slotsPerFrame, frames } = this.#facts;
    for (const [r, { throughputMbps, handovers }] of deciders.entries()) {
      this.#throughput[r]! += throughputMbps;
      this.#handovers[r]! += handovers;
    }
    if ((slot + 1) % slotsPerFrame !== 0 || this.#taken + this.#waiting.length >= frames) return;
    const place = new Uint16Array(2 * users);
    const share = (at: number, least: number, most: number) =>
      Math.round((PLACE_STEPS * (at - least)) / (most - least));
    for (let i = 0; i < users; i++) {
      place[2 * i] = share(walk.x[i]!, areaM.minX, areaM.maxX);
      place[2 * i + 1] = share(walk.y[i]!, areaM.minY, areaM.maxY);
    }
    const serving = servingArray(sectors, runs * users);
    for (const [r, run] of deciders.entries()) serving.set(run.serving, r * users);
    const mean = (sums: Float64Array) => Float32Array.from(sums, (sum) => sum / slotsPerFrame);
    this.#waiting.push({ place, serving, throughputMbps: mean(this.#throughput), handovers: mean(this.#handovers) });
    this.#throughput.fill(0);
    this.#handovers.fill(0);
  }

  /** The frames since the last piece; null where there are none. */
  piece(): WalkPiece | null {
    const { users, sectors, runs } = this.#facts;
    const frames = this.#waiting.length;
    if (frames === 0) return null;
    const piece = {
      firstFrame: this.#taken,
      frames,
      place: new Uint16Array(frames * 2 * users),
      serving: servingArray(sectors, frames * runs * users),
      throughputMbps: new Float32Array(frames * runs),
      handovers: new Float32Array(frames * runs),
    };
    for (const [f, frame] of this.#waiting.entries()) {
      piece.place.set(frame.place, f * 2 * users);
      piece.serving.set(frame.serving, f * runs * users);
      piece.throughputMbps.set(frame.throughputMbps, f * runs);
      piece.handovers.set(frame.handovers, f * runs);
    }
    this.#taken += frames;
    this.#waiting.length = 0;
    return piece;
  }
}

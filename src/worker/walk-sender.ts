import { transfer } from 'comlink';
import type { SlotState } from '../planning/handover/handover-run.ts';
import { type WalkPiece, WalkRecorder, walkFacts } from '../planning/handover/walk-recorder.ts';
import type { BoundsM } from '../raster/raster-grid.ts';
import type { PlanningJob, WalkListener } from './planning-protocol.ts';

/** A listener hears of the walk no more often than this [ms]. */
const SEND_EVERY_MS = 100;

/** Sends the walk of the first draw to whoever watches, some frames at a time. */
export class WalkSender {
  readonly #job: PlanningJob;
  readonly #areaM: BoundsM;
  readonly #listener: WalkListener;
  #recorder: WalkRecorder | null = null;
  #sentMs = 0;

  constructor(job: PlanningJob, areaM: BoundsM, listener: WalkListener) {
    this.#job = job;
    this.#areaM = areaM;
    this.#listener = listener;
  }

  take(state: SlotState): void {
    this.#recorder ??= this.#begin(state);
    this.#recorder.take(state);
    if (performance.now() - this.#sentMs >= SEND_EVERY_MS) this.send();
  }

  send(): void {
    const piece = this.#recorder?.piece();
    if (!piece) return;
    this.#sentMs = performance.now();
    this.#listener.walked(transfer(piece, buffersOf(piece)));
  }

  #begin({ walk, deciders }: SlotState): WalkRecorder {
    const { sectors, networks, seed, scenario } = this.#job;
    const { slots, slotS, profiles, deciders: names } = scenario.handover;
    const facts = walkFacts({
      users: walk.x.length,
      sectors: sectors.length,
      runs: deciders.length,
      areaM: this.#areaM,
      slots,
    });
    this.#listener.walkBegins({
      facts,
      seed,
      slotS,
      sectors: sectors.map(({ id }) => id),
      runs: networks.flatMap(({ name: map }) => names.map((decider) => ({ map, decider }))),
      profiles: profiles.map(({ name }) => name),
      profile: walk.profile.slice(),
    });
    return new WalkRecorder(facts);
  }
}

function buffersOf({ place, serving, throughputMbps, handovers }: WalkPiece): ArrayBufferLike[] {
  return [place.buffer, serving.buffer, throughputMbps.buffer, handovers.buffer];
}

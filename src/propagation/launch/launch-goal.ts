import { median } from '../../metrics/cdf.ts';
import type { RadioMap } from '../radio-map.ts';
import type { SolveSettings } from '../solve-request.ts';
import { BATCHES_OF_GROUP, type LaunchPlan } from './launch-batches.ts';

/** Batches of the plan that a launch towards an error is first taken to need: only the progress shown depends on it. */
const FIRST_GUESS = 4;

/** When a launch has done what was asked of it: all its rays, the median standard error of its covered cells, or the time it was given. */
export class LaunchGoal {
  /** Most batches. */
  readonly batches: number;
  readonly #plan: LaunchPlan;
  readonly #enough: SolveSettings['enough'];
  /** Batches that are taken to be needed. */
  #needed: number;
  #medianErrorDb = Number.NaN;
  #shown = 0;

  constructor(plan: LaunchPlan, { enough }: SolveSettings) {
    this.#plan = plan;
    this.#enough = enough;
    const goesOn =
      enough?.upToRays === undefined ? 0 : Math.floor(enough.upToRays / plan.raysOfBatch / BATCHES_OF_GROUP);
    this.batches = Math.max(plan.batches, goesOn * BATCHES_OF_GROUP);
    this.#needed = Math.min(this.batches, this.batches > plan.batches ? FIRST_GUESS * plan.batches : plan.batches);
  }

  /** True where the map of so many batches is to be looked at: whole groups, more than one, and all rays of a launch that goes on. */
  looksAt(batches: number): boolean {
    const least = this.#enough?.upToRays === undefined ? 2 * BATCHES_OF_GROUP : this.#plan.batches;
    return this.#enough !== undefined && batches >= least && batches % BATCHES_OF_GROUP === 0;
  }

  /** @param map of so many batches, which `looksAt` */
  isReached(map: RadioMap, batches: number, elapsedMs: number): boolean {
    const { seconds, medianErrorDb } = this.#enough!;
    if (seconds !== undefined && elapsedMs >= 1000 * seconds) return true;
    if (medianErrorDb === undefined || !map.spreadDb) return false;
    const errors = map.spreadDb.filter((_, cell) => map.validity[cell] === 1);
    if (errors.length === 0) return false;
    this.#medianErrorDb = median(errors);
    const needed = batches * (this.#medianErrorDb / medianErrorDb) ** 2;
    if (this.#enough?.upToRays !== undefined) this.#needed = Math.min(this.batches, Math.max(batches, needed));
    return this.#medianErrorDb <= medianErrorDb;
  }

  /** Share of the work that is done after so many batches, 0..1, never less than before. */
  share(batches: number): number {
    this.#shown = Math.max(this.#shown, Math.min(1, batches / this.#needed));
    return this.#shown;
  }

  /** What is to be said of a launch that went on as far as it may and fell short of the error that was asked for. */
  shortfall(batches: number): readonly string[] {
    const { medianErrorDb, upToRays } = this.#enough ?? {};
    if (medianErrorDb === undefined || upToRays === undefined || batches < this.batches) return [];
    if (!(this.#medianErrorDb > medianErrorDb)) return [];
    return [
      `The median standard error is ${this.#medianErrorDb.toFixed(2)} dB after ${(batches * this.#plan.raysOfBatch).toLocaleString('en')} rays, and not ${medianErrorDb} dB: more are not launched. Larger cells get there sooner.`,
    ];
  }
}

import { type Remote, wrap } from 'comlink';
import type { Outcome, StudioEngine } from '../../worker/engine-protocol.ts';

export type EngineRemote = Remote<StudioEngine>;

/** The part of a Worker that the link needs. */
export interface EngineThread {
  postMessage: Worker['postMessage'];
  addEventListener: Worker['addEventListener'];
  removeEventListener: Worker['removeEventListener'];
  terminate(): void;
}

export interface EngineStop {
  readonly message: string;
  /** True where the engine was started again, with all that was open. */
  readonly restarted: boolean;
  /** True where the one before is so near that the same work may have ended both. */
  readonly again: boolean;
}

/** Stops nearer than this to one another count as one series [ms]. */
const SERIES_MS = 60_000;
/** Most stops of a series after which the engine is started again. */
const MOST_RESTARTS = 4;

const GONE = 'The engine has stopped and does not start any more. Export what you need and reload the page.';

/**
 * The way to the engine's Worker, over the Worker's end: what waited for an answer fails with a message, a new Worker is started, and
 * what was open is opened in it again.
 */
export class EngineLink {
  readonly #make: () => EngineThread;
  readonly #nowMs: () => number;
  readonly #waiting = new Set<(message: string) => void>();
  /** What a new Worker has to be told, by what it is about, in the order in which it was said. */
  readonly #kept = new Map<string, (remote: EngineRemote) => Promise<unknown>>();
  #thread!: EngineThread;
  #remote!: EngineRemote;
  #ready: Promise<unknown> = Promise.resolve();
  #stopped: (stop: EngineStop) => void = () => undefined;
  #stops: number[] = [];
  #gone = false;

  constructor(make: () => EngineThread, nowMs = () => Date.now()) {
    this.#make = make;
    this.#nowMs = nowMs;
    this.#begin();
  }

  onStop(handler: (stop: EngineStop) => void): void {
    this.#stopped = handler;
  }

  /** Remembers what has to be said again to a new Worker; the same name replaces. */
  keep(name: string, again: (remote: EngineRemote) => Promise<unknown>): void {
    this.#kept.set(name, again);
  }

  keeps(name: string): boolean {
    return this.#kept.has(name);
  }

  forget(name: string): void {
    this.#kept.delete(name);
  }

  /** The engine's answer, or a failure when the Worker ends before it comes. Never rejects. */
  async call<T>(work: (remote: EngineRemote) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const failure = (message: string): Outcome<T> => ({ ok: false, code: 'bug', message });
    try {
      return await this.#onceReady(work, failure);
    } catch (cause) {
      // Nobody who waits for an outcome expects another end, e.g. of a file that cannot be handed over.
      console.error(cause);
      return failure(cause instanceof Error ? cause.message : String(cause));
    }
  }

  /** An answer of another kind; rejects when the Worker ends before it comes. */
  async ask<T>(work: (remote: EngineRemote) => Promise<T>): Promise<T> {
    return this.#onceReady(work, (message) => {
      throw new Error(message);
    });
  }

  /** Waits until all that was open is open again: also when the Worker ends, and is started once more, on the way there. */
  async #onceReady<T>(work: (remote: EngineRemote) => Promise<T>, failure: (message: string) => T): Promise<T> {
    for (let ready: unknown = null; ready !== this.#ready && !this.#gone; ) {
      ready = this.#ready;
      await ready;
    }
    return this.#gone ? failure(GONE) : this.#orStop(work, failure);
  }

  #orStop<T>(work: (remote: EngineRemote) => Promise<T>, failure: (message: string) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = (message: string) => {
        try {
          resolve(failure(message));
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting.add(stop);
      work(this.#remote)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(stop));
    });
  }

  #begin(): void {
    const thread = this.#make();
    thread.addEventListener('error', (event) => this.#stop(thread, (event as ErrorEvent).message ?? ''));
    this.#thread = thread;
    this.#remote = wrap<StudioEngine>(thread as Worker);
  }

  #stop(thread: EngineThread, said: string): void {
    if (thread !== this.#thread || this.#gone) return;
    // A Worker goes on after an error that nobody caught, and may never answer what it was at.
    thread.terminate();
    const nowMs = this.#nowMs();
    this.#stops = [...this.#stops.filter((at) => nowMs - at < SERIES_MS), nowMs];
    this.#gone = this.#stops.length > MOST_RESTARTS;
    // Before the new Worker is asked for anything, which does not end with the old one.
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    if (!this.#gone) {
      this.#begin();
      this.#ready = this.#tellAgain();
    }
    const reason = said === '' ? '' : ` (${said})`;
    for (const stop of waiting) stop(`The engine stopped while it was at this${reason}.`);
    this.#stopped({
      message: this.#gone ? GONE : `The engine stopped${reason} and was started again.`,
      restarted: !this.#gone,
      again: this.#stops.length > 1,
    });
  }

  async #tellAgain(): Promise<void> {
    const remote = this.#remote;
    for (const again of this.#kept.values()) {
      if (remote !== this.#remote || this.#gone) return;
      // Bounded by the Worker's end: a scene that ends it again must not hold up all others.
      await this.#orStop(
        (to) => again(to).catch(() => undefined),
        () => undefined,
      );
    }
  }
}

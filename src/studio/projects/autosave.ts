/** `idle`: nothing was changed yet. */
export type SaveState = 'idle' | 'saving' | 'saved' | 'failed';

/** A change is kept once the hand rests this long, and no later than MOST_MS after it [ms]. */
const REST_MS = 350;
const MOST_MS = 900;
/** What failed is tried again after this, changed or not [ms]. */
const RETRY_MS = 10_000;

/** Keeps what changes, one write at a time. */
export class Autosave {
  readonly #save: () => Promise<void>;
  readonly #tell: (state: SaveState, error: unknown) => void;
  /** Counts changes. */
  #changes = 0;
  #kept = 0;
  #firstMs: number | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> | null = null;
  #stopped = false;

  /** @param save writes what stands at the time of its call; rejects where it could not */
  constructor(save: () => Promise<void>, tell: (state: SaveState, error: unknown) => void) {
    this.#save = save;
    this.#tell = tell;
  }

  /** True while something is not kept. */
  get pending(): boolean {
    return this.#changes !== this.#kept;
  }

  /** @param quiet for what nobody has to see being kept */
  changed(quiet = false): void {
    if (this.#stopped) return;
    this.#changes++;
    this.#firstMs ??= Date.now();
    if (!quiet) this.#tell('saving', null);
    this.#schedule(Math.max(0, Math.min(REST_MS, this.#firstMs + MOST_MS - Date.now())));
  }

  /** Writes now what is not kept; resolves when it is, or could not be. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.pending && !this.#stopped) await this.#write();
  }

  /** No write begins from now on; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (!this.#writing) void this.#write();
    }, delayMs);
  }

  #write(): Promise<void> {
    this.#writing = this.#writeOnce().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #writeOnce(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const changes = this.#changes;
    this.#firstMs = null;
    try {
      await this.#save();
      this.#kept = changes;
    } catch (error) {
      if (this.#stopped) return;
      this.#tell('failed', error);
      this.#schedule(RETRY_MS);
      return;
    }
    if (this.#stopped) return;
    if (this.pending) this.#schedule(REST_MS);
    else this.#tell('saved', null);
  }
}

/**
 * Draws pictures one after the other: while one is being drawn, later ones wait and only the last of them is drawn. What counts
 * as drawn is the picture that the drawing started from.
 */
export class MapUpdater<Picture> {
  readonly #draw: (picture: Picture, drawn: Picture | null) => Promise<void>;
  #wanted: Picture | null = null;
  #drawn: Picture | null = null;
  #running: Promise<void> | null = null;
  #disposed = false;

  constructor(draw: (picture: Picture, drawn: Picture | null) => Promise<void>) {
    this.#draw = draw;
  }

  request(picture: Picture): void {
    this.#wanted = picture;
    this.#running ??= this.#run();
  }

  /** Resolves when everything asked for so far is drawn. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  dispose(): void {
    this.#disposed = true;
    this.#wanted = null;
  }

  async #run(): Promise<void> {
    // Off the caller's stack, so that requests of one turn are one drawing.
    await Promise.resolve();
    try {
      while (this.#wanted !== null && this.#wanted !== this.#drawn && !this.#disposed) {
        const started = this.#wanted;
        await this.#draw(started, this.#drawn);
        this.#drawn = started;
      }
    } finally {
      // In the same turn as the last look at what is wanted: no request can fall between.
      this.#running = null;
    }
  }
}

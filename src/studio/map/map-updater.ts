/**
 * Draws pictures one after the other: while one is being drawn, and for a pause after it, later ones wait and only the last of them
 * is drawn. What counts as drawn is the picture that the drawing started from.
 */
export class MapUpdater<Picture> {
  readonly #draw: (picture: Picture, drawn: Picture | null) => Promise<void>;
  readonly #pauseMs: () => number;
  #wanted: Picture | null = null;
  #drawn: Picture | null = null;
  #running: Promise<void> | null = null;
  #disposed = false;

  /** @param pauseMs rest after the drawing of a picture, asked for when it is drawn */
  constructor(draw: (picture: Picture, drawn: Picture | null) => Promise<void>, pauseMs: () => number = () => 0) {
    this.#draw = draw;
    this.#pauseMs = pauseMs;
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
        const pause = this.#pauseMs();
        if (pause > 0) await new Promise((resume) => setTimeout(resume, pause));
      }
    } finally {
      // In the same turn as the last look at what is wanted: no request can fall between.
      this.#running = null;
    }
  }
}

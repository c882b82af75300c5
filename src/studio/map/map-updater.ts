import { breathe } from '../../units/breathe.ts';

/**
 * Draws pictures one after the other: while one is being drawn, and for a pause after it, later ones wait and only the last of them
 * is drawn. What counts as drawn is the last picture that was not merely sketched.
 */
export class MapUpdater<Picture> {
  readonly #draw: (picture: Picture, drawn: Picture | null) => Promise<Drawing>;
  readonly #pauseMs: () => number;
  #wanted: Picture | null = null;
  #drawn: Picture | null = null;
  #shown: Picture | null = null;
  #running: Promise<void> | null = null;
  #disposed = false;

  /** @param pauseMs rest after the drawing of a picture, asked for when it is drawn */
  constructor(draw: (picture: Picture, drawn: Picture | null) => Promise<Drawing>, pauseMs: () => number = () => 0) {
    this.#draw = draw;
    this.#pauseMs = pauseMs;
  }

  /** The last picture that was drawn as it is. */
  get drawn(): Picture | null {
    return this.#drawn;
  }

  request(picture: Picture): void {
    this.#wanted = picture;
    this.#running ??= this.#run();
  }

  /** Draws what has only been sketched. */
  finish(): void {
    this.#shown = this.#drawn;
    if (this.#wanted !== null) this.request(this.#wanted);
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
    // Off the caller's stack, so that requests of one turn are one drawing; where drawings rest, out of its work too.
    await (this.#pauseMs() > 0 ? breathe() : Promise.resolve());
    try {
      while (this.#wanted !== null && this.#wanted !== this.#shown && !this.#disposed) {
        const started = this.#wanted;
        const drawing = await this.#draw(started, this.#drawn);
        this.#shown = started;
        if (drawing === 'drawn') this.#drawn = started;
        const pause = this.#pauseMs();
        if (pause > 0) await new Promise((resume) => setTimeout(resume, pause));
      }
    } finally {
      // In the same turn as the last look at what is wanted: no request can fall between.
      this.#running = null;
    }
  }
}

/** Whether a picture was drawn as it is, or stands there in another way until it is. */
export type Drawing = 'drawn' | 'sketched';

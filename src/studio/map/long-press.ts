import type { ScreenPoint } from './map-view.ts';

/** How long a finger rests before that means something of its own [ms]. */
export const LONG_PRESS_MS = 500;
/** Farther than this it does not rest [px]. */
const STILL_PX = 10;

/** Tells a finger that rests on one place from one that taps or moves. */
export class LongPress {
  readonly #pressed: (at: ScreenPoint) => void;
  #at: ScreenPoint | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pressed: (at: ScreenPoint) => void) {
    this.#pressed = pressed;
  }

  start(at: ScreenPoint): void {
    this.end();
    this.#at = at;
    this.#timer = setTimeout(() => {
      this.#at = null;
      this.#pressed(at);
    }, LONG_PRESS_MS);
  }

  moved(to: ScreenPoint): void {
    if (this.#at && Math.hypot(to.x - this.#at.x, to.y - this.#at.y) > STILL_PX) this.end();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#at = null;
  }
}

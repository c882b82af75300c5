import type { MapPresses } from './map-presses.ts';
import type { MapView, ScreenPoint } from './map-view.ts';

/** The place that is read: under the pointer, or where a finger tapped last. */
export class HoverGesture {
  readonly #hover: (screen: ScreenPoint | null) => void;
  #place: ScreenPoint | null = null;
  #tapped = false;
  #waiting = false;

  constructor(view: MapView, presses: MapPresses, hover: (screen: ScreenPoint | null) => void) {
    this.#hover = hover;
    // After a tap the browser makes movements of a mouse that is not there.
    view.map.on('mousemove', (event) => {
      if (presses.byTouch) return;
      this.#tapped = false;
      this.#place = event.point;
      this.again();
    });
    view.map.on('mouseout', () => !presses.byTouch && this.tap(null));
    view.map.on('movestart', () => this.#tapped && this.tap(null));
  }

  /** A place that was tapped is read until the next one is, or the map moves. */
  tap(screen: ScreenPoint | null): void {
    this.#tapped = screen !== null;
    this.#place = screen;
    this.#hover(screen);
  }

  /** What is there may be another: read in the next frame, once, however often it is asked. */
  again(): void {
    if (this.#waiting || !this.#place) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      if (this.#place) this.#hover(this.#place);
    });
  }
}

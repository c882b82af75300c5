import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';
import { type Drag, followPointer, type Press } from './follow-pointer.ts';
import { LongPress } from './long-press.ts';
import type { ScreenPoint } from './map-view.ts';

/** True where it takes hold of something; then the map stays put. */
type Taker = (press: Press) => boolean;

/**
 * Presses on the map by mouse, pen and finger alike. Whoever takes one drags what is under it; those that nobody takes are the
 * map's own: one finger moves it, two zoom, turn and tilt it.
 */
export class MapPresses {
  readonly #map: MapLibreMap;
  readonly #takers: Taker[] = [];
  readonly #rest: LongPress;
  readonly #held: (dragging: boolean) => void;
  #byTouch = false;
  #dragging = false;
  /** True from a long press on that meant something: its release is no tap. */
  #spent = false;

  /** `rest`: a finger stays where it went down; false where that means nothing. `held`: something is dragged, until it is let go. */
  constructor(map: MapLibreMap, rest: (screen: ScreenPoint) => boolean, held: (dragging: boolean) => void) {
    this.#map = map;
    this.#held = held;
    this.#rest = new LongPress((screen) => {
      this.#spent = rest(screen);
    });
    const container = map.getContainer();
    const canvas = map.getCanvasContainer();
    const noted = (event: PointerEvent) => {
      this.#byTouch = event.pointerType === 'touch';
      if (event.type === 'pointerdown') this.#spent = false;
    };
    for (const type of ['pointerdown', 'pointermove'] as const) container.addEventListener(type, noted, true);
    canvas.addEventListener('pointerdown', (event) => this.#onDown(event));
    canvas.addEventListener('pointermove', (event) => this.#rest.moved(this.#pointOf(event)));
    for (const type of ['pointerup', 'pointercancel'] as const) canvas.addEventListener(type, () => this.#rest.end());
    canvas.addEventListener('contextmenu', (event) => this.#byTouch && event.preventDefault());
    container.addEventListener('click', (event) => this.#spent && event.stopPropagation(), true);
    const hold = (event: MapMouseEvent | MapTouchEvent) => this.#dragging && event.preventDefault();
    map.on('mousedown', hold);
    map.on('touchstart', hold);
    map.on('movestart', () => this.#rest.end());
  }

  /** True where a finger pointed last: clicks and movements of the mouse that follow are only made after it. */
  get byTouch(): boolean {
    return this.#byTouch;
  }

  /** Asked in the order in which they came. */
  onPress(taker: Taker): void {
    this.#takers.push(taker);
  }

  /** Drags with the pointer that pressed, while the map itself stays put. */
  drag(press: Press, drag: Drag): void {
    const { left, top } = this.#map.getCanvas().getBoundingClientRect();
    const ended = (then: () => void) => () => {
      this.#dragging = false;
      this.#map.dragPan.enable();
      this.#held(false);
      then();
    };
    this.#dragging = true;
    this.#rest.end();
    this.#map.dragPan.disable();
    this.#held(true);
    followPointer(
      press,
      { x: left, y: top },
      { move: (screen) => drag.move(screen), end: ended(() => drag.end()), cancel: ended(() => drag.cancel()) },
    );
  }

  /** A press on something that lies over the map. */
  pressOf(event: PointerEvent): Press {
    return {
      ...this.#pointOf(event),
      pointerId: event.pointerId,
      byTouch: event.pointerType === 'touch',
      shiftKey: event.shiftKey,
      ctrlKey: event.ctrlKey || event.metaKey,
    };
  }

  #onDown(event: PointerEvent): void {
    this.#rest.end();
    // A second finger takes hold of nothing: it is the map's.
    if (event.button !== 0 || !event.isPrimary) return;
    const press = this.pressOf(event);
    if (this.#takers.some((take) => take(press))) return;
    if (press.byTouch) this.#rest.start(press);
  }

  #pointOf(event: PointerEvent): ScreenPoint {
    const { left, top } = this.#map.getCanvas().getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}

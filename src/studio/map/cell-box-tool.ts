import type { MapTool } from '../store/editing-state.ts';
import type { Press } from './follow-pointer.ts';
import type { MapPresses } from './map-presses.ts';
import type { MapSketch } from './map-sketch.ts';
import type { MapView, ScreenPoint } from './map-view.ts';

/** A box in the window [px]. */
export interface ScreenBox {
  readonly from: ScreenPoint;
  readonly to: ScreenPoint;
}

/** Shorter drags are clicks [px]. */
const LEAST_PX = 4;

/** Draws a box on the map: by a drag, by two clicks or taps, or by two presses of the space bar in the middle of the map. */
export class CellBoxTool {
  readonly #view: MapView;
  readonly #sketch: MapSketch;
  readonly #take: (box: ScreenBox) => void;
  #held = false;
  /** On the ground, where the camera moves between two clicks. */
  #corner: { readonly x: number; readonly y: number } | null = null;
  #pointer: ScreenPoint | null = null;

  constructor(view: MapView, sketch: MapSketch, presses: MapPresses, take: (box: ScreenBox) => void) {
    this.#view = view;
    this.#sketch = sketch;
    this.#take = take;
    const { map } = view;
    presses.onPress((press) => this.#held && this.#corner === null && this.#dragFrom(press, presses));
    map.on('click', (event) => this.#held && this.#set(event.point));
    map.on('mousemove', (event) => this.#held && this.#follow(event.point));
    map.on('render', () => this.#held && this.#corner !== null && this.#follow(this.#pointer ?? this.#middle()));
    map.getCanvas().addEventListener('keydown', (event) => this.#onKey(event), { capture: true });
  }

  show(tool: MapTool): void {
    const held = tool?.kind === 'select-cells';
    if (held === this.#held) return;
    this.#held = held;
    this.#corner = null;
    this.#pointer = null;
    this.#sketch.clear();
  }

  #dragFrom(start: Press, presses: MapPresses): true {
    let end: ScreenPoint = start;
    presses.drag(start, {
      move: (screen) => {
        end = screen;
        this.#sketch.box(start, end);
      },
      cancel: () => this.#sketch.clear(),
      end: () => {
        // A click comes as a click.
        if (Math.hypot(end.x - start.x, end.y - start.y) >= LEAST_PX) this.#end(start, end);
      },
    });
    return true;
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#held || event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
    this.#pointer = null;
    this.#set(this.#middle());
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #set(screen: ScreenPoint): void {
    if (this.#corner) this.#end(this.#view.screenOf(this.#corner.x, this.#corner.y, 0), screen);
    else this.#corner = this.#view.positionAt(screen, 0);
  }

  #follow(screen: ScreenPoint): void {
    if (!this.#corner) return;
    this.#pointer = screen;
    this.#sketch.box(this.#view.screenOf(this.#corner.x, this.#corner.y, 0), screen);
  }

  #end(from: ScreenPoint, to: ScreenPoint): void {
    this.#corner = null;
    this.#sketch.clear();
    this.#take({ from, to });
  }

  #middle(): ScreenPoint {
    const { x, y } = this.#view.map.project(this.#view.map.getCenter());
    return { x, y };
  }
}

import type { Press } from './follow-pointer.ts';
import type { MapPresses } from './map-presses.ts';
import type { ScreenPoint } from './map-view.ts';
import { apartPx } from './reach.ts';

export interface HandleGestures {
  drag(press: Press): void;
  /** Arrow keys: east and north, 1 or with Shift 10 each. */
  nudge(east: number, north: number): void;
}

/** A real button over the map, so that keyboards and screen readers reach what a hand drags. */
export class MapHandle {
  readonly #button = document.createElement('button');

  constructor(
    container: HTMLElement,
    presses: MapPresses,
    kind: 'mast' | 'tip' | 'tilt' | 'height',
    gestures: HandleGestures,
  ) {
    const button = this.#button;
    button.type = 'button';
    button.hidden = true;
    button.className = `map-handle map-handle-${kind}`;
    container.append(button);
    button.addEventListener('pointerdown', (event) => {
      if (event.button === 0 && event.isPrimary) gestures.drag(presses.pressOf(event));
    });
    button.addEventListener('keydown', (event) => {
      const move = ARROWS[event.key];
      if (!move) return;
      event.preventDefault();
      const step = event.shiftKey ? 10 : 1;
      gestures.nudge(move[0] * step, move[1] * step);
    });
  }

  asSlider({ min, max }: { readonly min: number; readonly max: number }): void {
    this.#button.setAttribute('role', 'slider');
    this.#button.setAttribute('aria-valuemin', String(min));
    this.#button.setAttribute('aria-valuemax', String(max));
  }

  setValue(value: number, words: string): void {
    this.#button.setAttribute('aria-valuenow', String(value));
    this.#button.setAttribute('aria-valuetext', words);
  }

  show(at: ScreenPoint, label: string): void {
    this.#button.setAttribute('aria-label', label);
    this.#button.hidden = false;
    this.#button.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px) translate(-50%, -50%)`;
  }

  hide(): void {
    this.#button.hidden = true;
  }
}

/** The point, moved up or down until it is clear of the others. */
export function clearOf(
  point: ScreenPoint,
  others: readonly ScreenPoint[],
  way: 'up' | 'down',
  apart = apartPx(),
): ScreenPoint {
  let { y } = point;
  // Each pass may run into the next one: as many passes as there are others.
  for (const _ of others) {
    for (const other of others) {
      const across = Math.abs(point.x - other.x);
      if (across >= apart || Math.hypot(across, y - other.y) >= apart) continue;
      const away = Math.sqrt(apart ** 2 - across ** 2);
      y = way === 'up' ? other.y - away : other.y + away;
    }
  }
  return { x: point.x, y };
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

import type { SectorSettings } from '../store/project-document.ts';
import type { ScreenPoint } from './map-view.ts';

export interface HandleActions {
  dragMast(start: ScreenPoint): void;
  dragTip(): void;
  /** Metres east and north. */
  nudgeMast(dx: number, dy: number): void;
  nudgeTip(deg: number): void;
}

/** Two real buttons over the map for what is selected, so that keyboards and screen readers reach what a mouse drags. */
export class SelectionHandles {
  readonly #mast = document.createElement('button');
  readonly #tip = document.createElement('button');

  constructor(container: HTMLElement, actions: HandleActions) {
    for (const handle of [this.#mast, this.#tip]) {
      handle.type = 'button';
      handle.hidden = true;
      container.append(handle);
    }
    this.#mast.className = 'map-handle map-handle-mast';
    this.#tip.className = 'map-handle map-handle-tip';
    this.#tip.setAttribute('role', 'slider');
    this.#tip.setAttribute('aria-valuemin', '0');
    this.#tip.setAttribute('aria-valuemax', '360');
    const box = () => container.getBoundingClientRect();
    this.#mast.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      actions.dragMast({ x: event.clientX - box().left, y: event.clientY - box().top });
    });
    this.#tip.addEventListener('pointerdown', (event) => {
      if (event.button === 0) actions.dragTip();
    });
    this.#mast.addEventListener('keydown', (event) => {
      const step = event.shiftKey ? 10 : 1;
      const move = ARROWS[event.key];
      if (!move) return;
      event.preventDefault();
      actions.nudgeMast(move[0] * step, move[1] * step);
    });
    this.#tip.addEventListener('keydown', (event) => {
      const step = event.shiftKey ? 10 : 1;
      const move = ARROWS[event.key];
      if (!move) return;
      event.preventDefault();
      actions.nudgeTip((move[0] || move[1]) * step);
    });
  }

  show(sector: SectorSettings, mast: ScreenPoint, tip: ScreenPoint | null, sectors: number): void {
    const what = sectors === 1 ? `sector ${sector.id}` : `${sectors} sectors`;
    this.#mast.setAttribute('aria-label', `Move ${what} (arrow keys: 1 m)`);
    place(this.#mast, mast);
    if (tip) {
      this.#tip.setAttribute('aria-label', `Azimuth of sector ${sector.id}`);
      this.#tip.setAttribute('aria-valuenow', String(Math.round(sector.azimuthDeg)));
      this.#tip.setAttribute('aria-valuetext', `${Math.round(sector.azimuthDeg)} degrees`);
      place(this.#tip, tip);
    } else this.#tip.hidden = true;
  }

  hide(): void {
    this.#mast.hidden = true;
    this.#tip.hidden = true;
  }
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function place(handle: HTMLElement, at: ScreenPoint): void {
  handle.hidden = false;
  handle.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px) translate(-50%, -50%)`;
}

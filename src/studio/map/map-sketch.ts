import type { ScreenPoint } from './map-view.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** Lines over the map while a hand draws: in pixels of the window, and gone with the gesture. */
export class MapSketch {
  readonly #svg = document.createElementNS(SVG, 'svg');

  constructor(container: HTMLElement) {
    this.#svg.setAttribute('class', 'map-sketch');
    this.#svg.setAttribute('aria-hidden', 'true');
    container.append(this.#svg);
  }

  clear(): void {
    this.#svg.replaceChildren();
  }

  box(from: ScreenPoint, to: ScreenPoint): void {
    this.#svg.replaceChildren(
      element('rect', {
        x: Math.min(from.x, to.x),
        y: Math.min(from.y, to.y),
        width: Math.abs(to.x - from.x),
        height: Math.abs(to.y - from.y),
      }),
    );
  }

  /** A footprint in the making: its corners so far as dots, and the shape that it would have. */
  footprint(corners: readonly ScreenPoint[], shape: readonly ScreenPoint[], cross: ScreenPoint | null): void {
    const points = shape.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
    this.#svg.replaceChildren(
      ...(shape.length > 1 ? [element(shape.length > 2 ? 'polygon' : 'polyline', { points })] : []),
      ...corners.map(({ x, y }) => element('circle', { cx: x, cy: y, r: 4 })),
      ...(cross ? [element('path', { d: `M${cross.x - 9} ${cross.y}h18M${cross.x} ${cross.y - 9}v18` })] : []),
    );
  }
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

import type { LonLatBox } from '../../raster/lonlat-box.ts';
import { lonLatOf, mercatorOf } from '../../raster/web-mercator.ts';

/** A plan of part of the map on the screen, north up: its middle in the unit square of Web Mercator, and its scale. */
export interface PlanView {
  readonly x: number;
  readonly y: number;
  readonly unitsPerPx: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle on the screen [px], y down. */
export interface ScreenBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Part of a box that is held: its inside, an edge, a corner, or nothing of it. */
export type Grip = 'inside' | 'n' | 's' | 'e' | 'w' | 'ne' | 'nw' | 'se' | 'sw' | null;

/** How near to an edge the pointer takes hold of it [px]. */
const REACH_PX = 8;
const FINGER_REACH_PX = 22;
const WIDEST_UNITS_PER_PX = 1 / 256;
/** About 2 cm. */
const FINEST_UNITS_PER_PX = 5e-10;

/** The view that shows the box with a margin. */
export function fitView(box: LonLatBox, width: number, height: number): PlanView {
  const nw = mercatorOf(box.west, box.north);
  const se = mercatorOf(box.east, box.south);
  const units = Math.max((se.x - nw.x) / width, (se.y - nw.y) / height) * 1.15;
  return { x: (nw.x + se.x) / 2, y: (nw.y + se.y) / 2, unitsPerPx: clampScale(units), width, height };
}

export function screenBox(view: PlanView, box: LonLatBox): ScreenBox {
  const [left, top] = toScreen(view, mercatorOf(box.west, box.north));
  const [right, bottom] = toScreen(view, mercatorOf(box.east, box.south));
  return { left, top, right, bottom };
}

/** The box of a rectangle on the screen, whichever way it was drawn. */
export function boxOnScreen(view: PlanView, a: readonly [number, number], b: readonly [number, number]): LonLatBox {
  const at = ([px, py]: readonly [number, number]) =>
    lonLatOf(view.x + (px - view.width / 2) * view.unitsPerPx, view.y + (py - view.height / 2) * view.unitsPerPx);
  const [[lonA, latA], [lonB, latB]] = [at(a), at(b)];
  return {
    west: Math.min(lonA, lonB),
    east: Math.max(lonA, lonB),
    south: Math.min(latA, latB),
    north: Math.max(latA, latB),
  };
}

/** All that the view shows. */
export function viewBounds(view: PlanView): LonLatBox {
  const box = boxOnScreen(view, [0, 0], [view.width, view.height]);
  return { ...box, west: Math.max(-180, box.west), east: Math.min(180, box.east) };
}

export function panned(view: PlanView, dx: number, dy: number): PlanView {
  return { ...view, x: view.x - dx * view.unitsPerPx, y: view.y - dy * view.unitsPerPx };
}

/** Nearer (factor over 1) or farther, with the point under (px, py) left where it is. */
export function zoomed(view: PlanView, factor: number, px = view.width / 2, py = view.height / 2): PlanView {
  const unitsPerPx = clampScale(view.unitsPerPx / factor);
  const moved = view.unitsPerPx - unitsPerPx;
  return {
    ...view,
    unitsPerPx,
    x: view.x + (px - view.width / 2) * moved,
    y: view.y + (py - view.height / 2) * moved,
  };
}

/** What is taken hold of there. `byTouch`: within a fingertip, of which a third of the box is left to its inside. */
export function gripAt({ left, top, right, bottom }: ScreenBox, px: number, py: number, byTouch = false): Grip {
  const reach = byTouch ? FINGER_REACH_PX : REACH_PX;
  if (px < left - reach || px > right + reach || py < top - reach || py > bottom + reach) return null;
  const [inX, inY] = [right - left, bottom - top].map((size) => Math.min(reach, Math.max(REACH_PX, size / 3)));
  const near = (at: number, edge: number, inwards: number, within: number) => {
    const depth = (at - edge) * inwards;
    return depth >= -reach && depth <= within;
  };
  const ns = near(py, top, 1, inY!) ? 'n' : near(py, bottom, -1, inY!) ? 's' : '';
  const ew = near(px, left, 1, inX!) ? 'w' : near(px, right, -1, inX!) ? 'e' : '';
  return ns || ew ? (`${ns}${ew}` as Grip) : 'inside';
}

/** The rectangle after its grip was dragged by (dx, dy); an edge does not pass the one across from it. */
export function draggedBox(box: ScreenBox, grip: Exclude<Grip, null>, dx: number, dy: number): ScreenBox {
  if (grip === 'inside') {
    return { left: box.left + dx, right: box.right + dx, top: box.top + dy, bottom: box.bottom + dy };
  }
  const least = 4;
  return {
    left: grip.includes('w') ? Math.min(box.left + dx, box.right - least) : box.left,
    right: grip.includes('e') ? Math.max(box.right + dx, box.left + least) : box.right,
    top: grip.includes('n') ? Math.min(box.top + dy, box.bottom - least) : box.top,
    bottom: grip.includes('s') ? Math.max(box.bottom + dy, box.top + least) : box.bottom,
  };
}

function toScreen(view: PlanView, { x, y }: { readonly x: number; readonly y: number }): [number, number] {
  return [view.width / 2 + (x - view.x) / view.unitsPerPx, view.height / 2 + (y - view.y) / view.unitsPerPx];
}

function clampScale(units: number): number {
  return Math.min(WIDEST_UNITS_PER_PX, Math.max(FINEST_UNITS_PER_PX, units));
}

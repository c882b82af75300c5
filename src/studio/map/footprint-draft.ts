import { signedArea } from '../../scene/ring.ts';

export interface PlanPoint {
  readonly x: number;
  readonly y: number;
}

/** A footprint while its corners are set one by one [m, scene frame]. */
export interface FootprintDraft {
  readonly shape: 'rectangle' | 'outline';
  readonly corners: readonly PlanPoint[];
}

/** Sides shorter than this are a slip of the hand [m]. */
const LEAST_SIDE_M = 0.5;

/** The shape with one more corner where the pointer is: what would be built, or the line so far. */
export function shapeWith({ shape, corners }: FootprintDraft, pointer: PlanPoint | null): readonly PlanPoint[] {
  if (pointer === null) return corners;
  const [a, b] = corners;
  if (shape === 'rectangle' && a && b) return rectangle(a, b, pointer);
  return [...corners, pointer];
}

/** The draft with a corner more; a rectangle is done with its third. */
export function withCorner(draft: FootprintDraft, at: PlanPoint): { draft: FootprintDraft; done: boolean } {
  const last = draft.corners.at(-1);
  // The second click of a double click sets no corner.
  if (last && Math.hypot(at.x - last.x, at.y - last.y) < LEAST_SIDE_M) return { draft, done: false };
  if (draft.shape === 'rectangle' && draft.corners.length === 2)
    return { draft: { ...draft, corners: shapeWith(draft, at) }, done: true };
  return { draft: { ...draft, corners: [...draft.corners, at] }, done: false };
}

/** The ring of a finished draft as x0 y0 x1 y1 ... to the millimetre; null while it encloses nothing. */
export function ringOf({ corners }: FootprintDraft): readonly number[] | null {
  if (corners.length < 3) return null;
  const ring = corners.flatMap(({ x, y }) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]);
  return Math.abs(signedArea(Float64Array.from(ring))) < LEAST_SIDE_M ** 2 ? null : ring;
}

/** The rectangle on the side a b that reaches as far from it as the third point. */
function rectangle(a: PlanPoint, b: PlanPoint, third: PlanPoint): readonly PlanPoint[] {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const nx = -(b.y - a.y) / length;
  const ny = (b.x - a.x) / length;
  const depth = (third.x - a.x) * nx + (third.y - a.y) * ny;
  const out = (p: PlanPoint) => ({ x: p.x + depth * nx, y: p.y + depth * ny });
  return [a, b, out(b), out(a)];
}

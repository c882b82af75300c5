import type { Road } from '../scene/scene.ts';
import { LEAST_STREET_M } from './road-graph.ts';

/** Straight pieces of streets, found by place. */
export interface StreetSegments {
  readonly count: number;
  /** The nearest piece within reach: its unit normal, and how far along that the place lies from it [m]; null where none is. */
  nearest(x: number, y: number): StreetOffset | null;
}

export interface StreetOffset {
  readonly normalX: number;
  readonly normalY: number;
  /** From the piece to the place, along the normal [m]; at the end of a piece the normal points from the end. */
  readonly offsetM: number;
}

/**
 * Lays streets out by squares, so that the nearest is found among few.
 * @param reachM farther streets are not looked at [m > 0]
 */
export function streetSegments(roads: readonly Road[], reachM: number): StreetSegments {
  const pieces: number[] = [];
  const squares = new Map<string, number[]>();
  for (const { line, widthM } of roads) {
    if (widthM < LEAST_STREET_M) continue;
    for (let i = 0; i + 3 < line.length; i += 2) {
      const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!];
      if (ax === bx && ay === by) continue;
      const piece = pieces.length / 4;
      pieces.push(ax, ay, bx, by);
      const [west, east] = [Math.min(ax, bx) - reachM, Math.max(ax, bx) + reachM];
      const [south, north] = [Math.min(ay, by) - reachM, Math.max(ay, by) + reachM];
      for (let u = Math.floor(west / reachM); u <= Math.floor(east / reachM); u++)
        for (let v = Math.floor(south / reachM); v <= Math.floor(north / reachM); v++) {
          const key = `${u} ${v}`;
          const there = squares.get(key);
          if (there) there.push(piece);
          else squares.set(key, [piece]);
        }
    }
  }
  const nearest = (x: number, y: number): StreetOffset | null => {
    let [least, dx, dy] = [reachM * reachM, Number.NaN, Number.NaN];
    for (const piece of squares.get(`${Math.floor(x / reachM)} ${Math.floor(y / reachM)}`) ?? []) {
      const [px, py] = fromPiece(pieces, 4 * piece, x, y);
      const square = px * px + py * py;
      if (square < least) [least, dx, dy] = [square, px, py];
    }
    if (Number.isNaN(dx)) return null;
    const offsetM = Math.sqrt(least);
    // On the line itself every direction is as good: none pulls.
    if (offsetM < 1e-9) return { normalX: 0, normalY: 0, offsetM: 0 };
    return { normalX: dx / offsetM, normalY: dy / offsetM, offsetM };
  };
  return { count: pieces.length / 4, nearest };
}

/** From the nearest point of a piece to (x, y). */
function fromPiece(pieces: readonly number[], at: number, x: number, y: number): readonly [number, number] {
  const [ax, ay] = [pieces[at]!, pieces[at + 1]!];
  const [ux, uy] = [pieces[at + 2]! - ax, pieces[at + 3]! - ay];
  const share = Math.max(0, Math.min(1, ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy)));
  return [x - ax - share * ux, y - ay - share * uy];
}

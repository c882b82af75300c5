import { holdsPoint } from './building-at.ts';
import type { Building, Ring } from './scene.ts';

/** A stretch of a line in plan that lies under one roof. */
export interface BuildingCut {
  readonly id: string;
  /** Distances along the line [m], from < to. */
  readonly fromM: number;
  readonly toM: number;
  /** Roof above the ground [m]. */
  readonly roofM: number;
}

export interface LineProfile {
  /** Length of the line in plan [m]. */
  readonly lengthM: number;
  /** Distance along the line of each of its vertices [m]; the first is 0. */
  readonly vertexM: readonly number[];
  /** In the order in which they begin; cuts of several buildings may overlap. */
  readonly cuts: readonly BuildingCut[];
}

/** Stretches shorter than this touch a corner and say nothing [m]. */
const SHORTEST_CUT_M = 1e-6;

/**
 * What a vertical cut along a line of straight pieces meets: the buildings over each stretch of it.
 * @param line x0 y0 x1 y1 ... [m, scene frame], at least two points
 */
export function lineProfile(buildings: readonly Building[], line: ArrayLike<number>): LineProfile {
  const vertexM = [0];
  const cuts: BuildingCut[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const piece = { x: line[i]!, y: line[i + 1]!, dx: line[i + 2]! - line[i]!, dy: line[i + 3]! - line[i + 1]! };
    const startM = vertexM.at(-1) ?? 0;
    const lengthM = Math.hypot(piece.dx, piece.dy);
    vertexM.push(startM + lengthM);
    for (const building of buildings) {
      for (const [from, to] of stretchesUnder(building, piece)) {
        if ((to - from) * lengthM < SHORTEST_CUT_M) continue;
        const { id, heightM } = building;
        cuts.push({ id, fromM: startM + from * lengthM, toM: startM + to * lengthM, roofM: heightM });
      }
    }
  }
  return { lengthM: vertexM.at(-1) ?? 0, vertexM, cuts: joined(cuts) };
}

interface Piece {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** Parts [0..1] of a piece that a building covers, courtyards left out. */
function stretchesUnder(building: Building, piece: Piece): [number, number][] {
  const shares = [building.outer, ...building.holes].flatMap((ring) => crossings(ring, piece)).sort((a, b) => a - b);
  // Whether it begins inside is asked at its first quarter: the very end may lie on a wall.
  const first = shares[0] ?? 1;
  if (holdsPoint(building, piece.x + (piece.dx * first) / 4, piece.y + (piece.dy * first) / 4)) shares.unshift(0);
  if (shares.length % 2 === 1) shares.push(1);
  return Array.from({ length: shares.length / 2 }, (_, k) => [shares[2 * k]!, shares[2 * k + 1]!]);
}

function crossings(ring: Ring, { x, y, dx, dy }: Piece): number[] {
  const out: number[] = [];
  const n = ring.length;
  for (let i = 0; i < n; i += 2) {
    const ax = ring[i]! - x;
    const ay = ring[i + 1]! - y;
    const bx = ring[(i + 2) % n]! - x;
    const by = ring[(i + 3) % n]! - y;
    const sa = dx * ay - dy * ax;
    const sb = dx * by - dy * bx;
    if (sa >= 0 === sb >= 0) continue;
    const share = (ax * by - ay * bx) / (sb - sa);
    if (share > 0 && share < 1) out.push(share);
  }
  return out;
}

/** Cuts that go on beyond a vertex of the line are one. */
function joined(cuts: readonly BuildingCut[]): BuildingCut[] {
  const out: BuildingCut[] = [];
  for (const cut of [...cuts].sort((a, b) => a.fromM - b.fromM)) {
    const before = out.findIndex(({ id, toM }) => id === cut.id && Math.abs(toM - cut.fromM) < SHORTEST_CUT_M);
    if (before < 0) out.push(cut);
    else out[before] = { ...out[before]!, toM: cut.toM };
  }
  return out;
}

import type { Random } from '../../units/random.ts';
import type { StreetStyle } from './districts.ts';
import type { EndIndex } from './junctions.ts';
import {
  along,
  at,
  contains,
  cross,
  direction,
  distance,
  type Point,
  signedArea,
  turned,
  turnedBox,
} from './plan-geometry.ts';
import { type Cell, chordThrough, hitAt, type OutlineHit, splitCell } from './street-cells.ts';

/** Cuts tried before a cell is left whole. */
const ATTEMPTS = 24;

/** What cutting a cell leaves in the rest of the city: lines drawn, and ends that later cuts may meet. */
export interface CutRecord {
  readonly ends: EndIndex;
  readonly onCut: (line: readonly Point[]) => void;
}

/** Cuts a cell by streets across its length until every piece is small enough. */
export function cutUp(random: Random, cell: Cell, areaM2: number, style: StreetStyle, record: CutRecord): Cell[] {
  const area = signedArea(cell.points);
  if (area < areaM2 * random.between(0.85, 1.25)) return [cell];
  const box = turnedBox(cell.points);
  // A cell no wider than three of its streets cannot be cut on usefully.
  if (2 * box.halfLong < style.streetWidthM * 4.5) return [cell];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const eager = 1 + attempt / 4;
    const snapM = attempt < ATTEMPTS / 2 ? style.snapM : 0;
    // Across the long side first; along it where that fails again and again.
    const lengthwise = attempt >= ATTEMPTS * 0.7;
    const shift = random.between(-1, 1) * style.jitter * eager * (lengthwise ? 0 : box.halfLong);
    const across = lengthwise ? box.axis : { x: -box.axis.y, y: box.axis.x };
    const heading = turned(across, random.between(-1, 1) * style.angleRad * eager);
    const middle = attempt < ATTEMPTS / 3 ? box.centre : between(random, cell.points);
    const through = { x: middle.x + box.axis.x * shift, y: middle.y + box.axis.y * shift };
    const chord = contains(cell.points, through) ? chordThrough(cell, through, heading) : null;
    if (!chord) continue;
    const cornerM = Math.max(8, 1.3 * style.streetWidthM);
    const a = settled(cell, chord[0], snapM, cornerM, record.ends);
    const b = settled(cell, chord[1], snapM, cornerM, record.ends);
    if (!a || !b) continue;
    const bends = bent(random, a, b, style.bend);
    const halves = splitCell(cell, a, b, bends, style.streetWidthM);
    if (!halves) continue;
    const smaller = Math.min(signedArea(halves[0].points), signedArea(halves[1].points));
    if (smaller < (attempt < ATTEMPTS / 2 ? 0.22 : 0.12) * area) continue;
    record.onCut([a, ...bends, b]);
    record.ends.add(a);
    record.ends.add(b);
    return halves.flatMap((h) => cutUp(random, h, areaM2, style, record));
  }
  return [cell];
}

/** A place halfway between two corners: in a hollow cell the middle of the box may lie outside. */
function between(random: Random, points: readonly Point[]): Point {
  return along(random.pick(points), random.pick(points), 0.5);
}

/** Moves a street's end onto one across the way, and refuses ends close to a corner of the cell. */
function settled(cell: Cell, hit: OutlineHit, snapM: number, cornerM: number, ends: EndIndex): OutlineHit | null {
  let best: OutlineHit = hit;
  let least = snapM;
  for (const end of ends.near(hit, snapM)) {
    const d = distance(end, hit);
    if (d >= least) continue;
    const moved = hitAt(cell, end);
    if (moved && !nearCorner(cell, moved, cornerM)) {
      least = d;
      best = moved;
    }
  }
  return nearCorner(cell, best, cornerM) ? null : best;
}

function nearCorner(cell: Cell, p: Point, withinM: number): boolean {
  return cell.points.some((q, i) => {
    if (distance(p, q) > withinM) return false;
    const turn = cross(direction(at(cell.points, i - 1), q), direction(q, at(cell.points, i + 1)));
    return Math.abs(turn) > 0.45;
  });
}

function bent(random: Random, a: Point, b: Point, bend: number): Point[] {
  const length = distance(a, b);
  const size = random.between(-1, 1) * bend * length;
  if (Math.abs(size) < 1.5 || length < 40) return [];
  const d = direction(a, b);
  const bulge = (t: number, share: number): Point => {
    const p = along(a, b, t);
    return { x: p.x - d.y * size * share, y: p.y + d.x * size * share };
  };
  return length < 110 ? [bulge(random.between(0.35, 0.65), 1)] : [bulge(0.3, 0.85), bulge(0.7, random.between(0.3, 1))];
}

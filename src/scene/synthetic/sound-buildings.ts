import { type BuildingDraft, rectangle } from './building-draft.ts';
import {
  along,
  at,
  contains,
  direction,
  distance,
  isSimple,
  outlineDistance,
  type Point,
  type Polygon,
  place,
  segmentsCross,
  signedArea,
} from './plan-geometry.ts';

/** Shortest side of an outline, and least room between two buildings [m]; a little over 2 m to outlast rounding. */
const LEAST_SIDE_M = 2.05;
const LEAST_GAP_M = 2.05;
/** Smallest footprint [m^2]. */
const LEAST_AREA_M2 = 42;
/** Points may stand outside the land by this [m]. */
const TOLERANCE_M = 0.08;

/**
 * The drafts of one block that can be built: on the block's land, simple, without slivers, and clear of each other (of two
 * that are not, the larger one stays).
 */
export function soundBuildings(drafts: readonly BuildingDraft[], land: Polygon): BuildingDraft[] {
  const kept: BuildingDraft[] = [];
  const bySize = [...drafts].sort((a, b) => signedArea(b.outer) - signedArea(a.outer));
  for (const draft of bySize)
    if (
      signedArea(draft.outer) >= LEAST_AREA_M2 &&
      [draft.outer, ...draft.holes].every(soundOutline) &&
      onLand(draft.outer, land) &&
      kept.every((other) => apart(draft, other))
    )
      kept.push(draft);
  return drafts.filter((d) => kept.includes(d));
}

/** The drafts that no street's carriageway touches: where a wide street ends askew on a narrow one its corner may reach over. */
export function clearOfRoads(
  drafts: readonly BuildingDraft[],
  roads: readonly { readonly line: readonly Point[]; readonly widthM: number }[],
): BuildingDraft[] {
  const blocked = new Set<BuildingDraft>();
  const buckets = new Map<string, BuildingDraft[]>();
  for (const draft of drafts)
    forBuckets(draft.outer, (key) => {
      const bucket = buckets.get(key);
      if (bucket) bucket.push(draft);
      else buckets.set(key, [draft]);
    });
  for (const { line, widthM } of roads)
    for (let i = 0; i + 1 < line.length; i++) {
      const length = distance(line[i]!, line[i + 1]!);
      const strip = place(
        rectangle(length, widthM),
        along(line[i]!, line[i + 1]!, 0.5),
        direction(line[i]!, line[i + 1]!),
      );
      forBuckets(strip, (key) => {
        for (const draft of buckets.get(key) ?? []) if (outlinesMeet(strip, draft.outer)) blocked.add(draft);
      });
    }
  return drafts.filter((d) => !blocked.has(d));
}

const BUCKET_M = 60;

function forBuckets(polygon: Polygon, visit: (key: string) => void): void {
  const box = boxOf(polygon);
  for (let i = Math.floor(box.x0 / BUCKET_M); i <= Math.floor(box.x1 / BUCKET_M); i++)
    for (let j = Math.floor(box.y0 / BUCKET_M); j <= Math.floor(box.y1 / BUCKET_M); j++) visit(`${i} ${j}`);
}

function outlinesMeet(p: Polygon, q: Polygon): boolean {
  return (
    p.some((v) => contains(q, v)) ||
    q.some((v) => contains(p, v)) ||
    p.some((a, i) => q.some((c, j) => segmentsCross(a, at(p, i + 1), c, at(q, j + 1))))
  );
}

function soundOutline(outline: Polygon): boolean {
  return outline.every((p, i) => distance(p, at(outline, i + 1)) >= LEAST_SIDE_M) && isSimple(outline);
}

function onLand(outline: Polygon, land: Polygon): boolean {
  return (
    outline.every((p) => contains(land, p) || outlineDistance(land, p) < TOLERANCE_M) &&
    land.every((p) => !contains(outline, p) || outlineDistance(outline, p) < TOLERANCE_M)
  );
}

function apart(a: BuildingDraft, b: BuildingDraft): boolean {
  const [boxA, boxB] = [boxOf(a.outer), boxOf(b.outer)];
  if (boxA.x1 + LEAST_GAP_M < boxB.x0 || boxB.x1 + LEAST_GAP_M < boxA.x0) return true;
  if (boxA.y1 + LEAST_GAP_M < boxB.y0 || boxB.y1 + LEAST_GAP_M < boxA.y0) return true;
  const ringsA = [a.outer, ...a.holes];
  const ringsB = [b.outer, ...b.holes];
  return !inside(a, b) && !inside(b, a) && ringsA.every((p) => ringsB.every((q) => outlinesApart(p, q)));
}

/** True where `a` begins in the solid part of `b`, not in one of its courtyards. */
function inside(a: BuildingDraft, b: BuildingDraft): boolean {
  const p = at(a.outer, 0);
  return contains(b.outer, p) && !b.holes.some((hole) => contains(hole, p));
}

function outlinesApart(p: Polygon, q: Polygon): boolean {
  if (p.some((v) => outlineDistance(q, v) < LEAST_GAP_M) || q.some((v) => outlineDistance(p, v) < LEAST_GAP_M))
    return false;
  return p.every((a, i) => q.every((c, j) => !segmentsCross(a, at(p, i + 1), c, at(q, j + 1))));
}

function boxOf(polygon: Polygon): { x0: number; y0: number; x1: number; y1: number } {
  const xs = polygon.map((p) => p.x);
  const ys = polygon.map((p) => p.y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

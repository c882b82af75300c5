import type { Random } from '../../units/random.ts';
import { type BuildingDraft, fitted, rectangle, type Skin, storeys } from './building-draft.ts';
import { lotsOf } from './free-standing.ts';
import { type Inset, inset, tidied } from './inset.ts';
import { along, at, direction, distance, type Point, type Polygon, signedArea, turnedBox } from './plan-geometry.ts';

export interface PerimeterStyle {
  /** Depth of the houses from street to courtyard [m]. */
  readonly depthM: number;
  /** Greatest number of ways into the courtyard, and their width [m]. */
  readonly gaps: number;
  readonly gapWidthM: readonly [number, number];
  readonly storeys: readonly [number, number];
  readonly skins: readonly Skin[];
  /** Share of wide courtyards with a back building. */
  readonly backBuildings: number;
  /** Corners are cut by this [m]; 0 leaves them. */
  readonly cornerCutM: number;
}

export interface PerimeterBlock {
  readonly buildings: readonly BuildingDraft[];
  readonly courtyard: Polygon | null;
}

const LEAST_SIDE = 3;
/** Houses without a courtyard are at most about this large [m^2]. */
const LARGEST_HOUSE = 620;
/** Sides of the courtyard keep this much on either side of a gap [m]. */
const WING = 4;

/** Houses along the edge of a block around a courtyard, in one ring or cut into wings by gaps of different heights. */
export function buildPerimeter(random: Random, land: Polygon, style: PerimeterStyle): PerimeterBlock {
  const tidy = tidied(land, LEAST_SIDE + 1);
  const outer = tidy && style.cornerCutM > 0 ? cornersCut(tidy, style.cornerCutM) : tidy;
  if (!outer || signedArea(outer) < 90) return { buildings: [], courtyard: null };
  const floors = random.between(style.storeys[0], style.storeys[1]);
  const skin = random.pick(style.skins);
  const wing = (points: Polygon, holes: Polygon[]): BuildingDraft => ({
    outer: points,
    holes,
    heightM: storeys(random, Math.max(2, Math.round(floors + random.between(-1.2, 1.2)))),
    ...(random.chance(0.6) ? skin : random.pick(style.skins)),
  });
  const court = inset(outer, style.depthM, LEAST_SIDE);
  if (!court || signedArea(court.points) < 110) {
    // Too narrow for a courtyard: single houses with alleys between them.
    const lots =
      signedArea(outer) > LARGEST_HOUSE ? lotsOf(random, outer, LARGEST_HOUSE * 0.6, style.gapWidthM[0]) : [outer];
    const houses = lots.map((lot) => tidied(lot, LEAST_SIDE)).filter((lot) => lot !== null);
    return { buildings: houses.map((house) => wing(house, [])), courtyard: null };
  }
  const gaps = chooseGaps(random, outer, court, style);
  const buildings =
    gaps.length === 0
      ? [wing(outer, [court.points])]
      : gaps.map((gap, i) => wing(wingBetween(outer, court, gap, gaps[(i + 1) % gaps.length]!), []));
  const back = random.chance(style.backBuildings) ? backBuilding(court.points) : null;
  if (back) buildings.push({ outer: back, holes: [], heightM: storeys(random, 1 + random.below(2)), ...skin });
  return { buildings, courtyard: court.points };
}

function cornersCut(polygon: Polygon, cutM: number): Polygon {
  return polygon.flatMap((p, i) => {
    const before = at(polygon, i - 1);
    const after = at(polygon, i + 1);
    if (Math.min(distance(p, before), distance(p, after)) < 5 * cutM) return [p];
    return [along(p, before, cutM / distance(p, before)), along(p, after, cutM / distance(p, after))];
  });
}

/** A way through the ring: side of the courtyard, and where on it the way begins and ends [m from the side's start]. */
interface Gap {
  readonly side: number;
  readonly from: number;
  readonly to: number;
}

function chooseGaps(random: Random, outer: Polygon, court: Inset, style: PerimeterStyle): Gap[] {
  const wanted = random.below(style.gaps + 1);
  const gaps: Gap[] = [];
  for (let attempt = 0; attempt < 3 * wanted && gaps.length < wanted; attempt++) {
    const side = random.below(court.points.length);
    const a = at(court.points, side);
    const b = at(court.points, side + 1);
    const source = court.source[side]!;
    const start = at(outer, source);
    const end = at(outer, source + 1);
    const d = direction(start, end);
    // Where the courtyard's side begins and the street side ends, measured along the street side.
    const lead = (a.x - start.x) * d.x + (a.y - start.y) * d.y;
    const low = Math.max(WING, WING - lead);
    const high = Math.min(distance(a, b), distance(start, end) - lead) - WING;
    const width = random.between(style.gapWidthM[0], style.gapWidthM[1]);
    if (high - low < width) continue;
    const from = random.between(low, high - width);
    const to = from + width;
    if (gaps.some((g) => g.side === side && from < g.to + 2 * WING && to > g.from - 2 * WING)) continue;
    gaps.push({ side, from, to });
  }
  return gaps.sort((p, q) => p.side - q.side || p.from - q.from);
}

/** The wing from the end of one gap round to the start of the next. */
function wingBetween(outer: Polygon, court: Inset, gap: Gap, next: Gap): Polygon {
  const wholeRound = gap === next || (gap.side === next.side && next.from < gap.to);
  const inner = (g: Gap, u: number): Point => {
    const a = at(court.points, g.side);
    const b = at(court.points, g.side + 1);
    return along(a, b, u / distance(a, b));
  };
  const foot = (g: Gap, p: Point): Point => {
    const a = at(outer, court.source[g.side]!);
    const d = direction(a, at(outer, court.source[g.side]! + 1));
    const u = (p.x - a.x) * d.x + (p.y - a.y) * d.y;
    return { x: a.x + d.x * u, y: a.y + d.y * u };
  };
  const begin = inner(gap, gap.to);
  const end = inner(next, next.from);
  const corners = (n: number, first: number, last: number): number[] => {
    const steps = (last - first + n) % n || (wholeRound ? n : 0);
    return Array.from({ length: steps }, (_, k) => (first + 1 + k) % n);
  };
  const outside = corners(outer.length, court.source[gap.side]!, court.source[next.side]!).map((i) => at(outer, i));
  const inside = corners(court.points.length, gap.side, next.side).map((i) => at(court.points, i));
  return [foot(gap, begin), ...outside, foot(next, end), end, ...inside.reverse(), begin];
}

function backBuilding(court: Polygon): Polygon | null {
  const room = inset(court, 6);
  if (!room || signedArea(room.points) < 250) return null;
  const box = turnedBox(room.points);
  return fitted(
    room.points,
    rectangle(2 * box.halfLong * 0.8, Math.min(11, box.halfShort * 1.4)),
    box.centre,
    box.axis,
  );
}

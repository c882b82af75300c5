import type { Random } from '../../units/random.ts';
import { type BuildingDraft, comb, crossShape, fitted, rectangle, rounded, SKINS, storeys } from './building-draft.ts';
import { fromAxes, type Polygon, turnedBox } from './plan-geometry.ts';

/** A church with its tower beside it. */
export function buildChurch(random: Random, land: Polygon): BuildingDraft[] {
  const box = turnedBox(land);
  const long = Math.min(54, 1.5 * box.halfLong);
  const nave = fitted(land, crossShape(long, long * 0.55, long * 0.26), box.centre, box.axis, 0.6);
  if (!nave) return [];
  const drafts: BuildingDraft[] = [
    { outer: nave, holes: [], heightM: Math.round(random.between(18, 26)), ...SKINS.marble },
  ];
  // The tower stands off the nave's west end.
  const foot = fromAxes(box.centre, box.axis, -long * 0.32, long * 0.26 + 4);
  const tower = fitted(land, rectangle(8, 8), foot, box.axis, 1);
  if (tower) drafts.push({ outer: tower, holes: [], heightM: Math.round(random.between(42, 62)), ...SKINS.marble });
  return drafts;
}

/** A school, hospital or university: a comb of wings on its grounds. */
export function buildInstitution(random: Random, land: Polygon): BuildingDraft[] {
  const box = turnedBox(land);
  const long = Math.min(110, 1.7 * box.halfLong);
  const short = Math.min(60, 1.6 * box.halfShort);
  const teeth = long > 80 ? 3 + random.below(2) : 2;
  const outer = fitted(land, comb(long, short, 13, teeth), box.centre, box.axis, 0.6);
  return outer ? [{ outer, holes: [], heightM: storeys(random, 3 + random.below(3), 3.7), ...SKINS.brick }] : [];
}

/** A stadium: an oval stand around the pitch. */
export function buildStadium(land: Polygon): BuildingDraft[] {
  const box = turnedBox(land);
  const radius = Math.min(100, box.halfLong * 0.9, box.halfShort * 1.15);
  if (radius < 60) return [];
  const outer = fitted(land, rounded(radius, 32, 0.78), box.centre, box.axis, 0.7);
  if (!outer) return [];
  const inner = outer.map((p) => ({
    x: box.centre.x + (p.x - box.centre.x) * 0.66,
    y: box.centre.y + (p.y - box.centre.y) * 0.66,
  }));
  return [{ outer, holes: [inner], heightM: 24, ...SKINS.hall }];
}

/** A pavilion in a park. */
export function buildPavilion(random: Random, land: Polygon): BuildingDraft[] {
  const box = turnedBox(land);
  const at = fromAxes(
    box.centre,
    box.axis,
    random.between(-0.5, 0.5) * box.halfLong,
    random.between(-0.4, 0.4) * box.halfShort,
  );
  const outer = fitted(land, rectangle(random.between(14, 24), random.between(9, 13)), at, box.axis, 0.7);
  return outer ? [{ outer, holes: [], heightM: 6.5, ...SKINS.wood }] : [];
}

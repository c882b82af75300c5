import type { Random } from '../../units/random.ts';
import {
  type BuildingDraft,
  comb,
  ell,
  fitted,
  octagon,
  rectangle,
  rounded,
  SKINS,
  storeys,
} from './building-draft.ts';
import { cutUp } from './cut-up.ts';
import { inset, tidied } from './inset.ts';
import { EndIndex } from './junctions.ts';
import { fromAxes, type Point, type Polygon, signedArea, turnedBox } from './plan-geometry.ts';

const MIN_SIDE = 2.5;

/** Cuts land into lots and gives each back without its margin: `gapM` lies between neighbours. */
export function lotsOf(random: Random, land: Polygon, areaM2: number, gapM: number, jitter = 0.1): Polygon[] {
  const style = { streetWidthM: gapM, blockAreaM2: areaM2, jitter, angleRad: 0.02, bend: 0, snapM: 0 };
  const cells = cutUp(random, { points: land, widthsM: land.map(() => 0) }, areaM2, style, {
    ends: new EndIndex(),
    onCut: () => undefined,
  });
  return cells.flatMap((cell) => {
    const lot = inset(
      cell.points,
      cell.widthsM.map((w) => w / 2),
    );
    return lot ? [lot.points] : [];
  });
}

/** Slabs of flats in parallel rows on green, now and then a point block. */
export function buildSlabs(random: Random, land: Polygon): BuildingDraft[] {
  const box = turnedBox(land);
  const lengthwise = random.chance(0.5);
  const axis = lengthwise ? box.axis : { x: -box.axis.y, y: box.axis.x };
  const reach = lengthwise ? box.halfLong : box.halfShort;
  const across = lengthwise ? box.halfShort : box.halfLong;
  const floors = random.pick([4, 5, 5, 8, 10, 11]);
  const depth = random.between(11, 13.5);
  const pitch = depth + Math.max(18, floors * 3 * random.between(0.6, 0.95));
  const drafts: BuildingDraft[] = [];
  for (let v = -across + depth / 2; v <= across - depth / 2; v += pitch) {
    let u = -reach + random.between(0, 8);
    while (u < reach - 20) {
      const pointBlock = random.chance(0.08);
      const length = pointBlock ? random.between(19, 24) : random.between(42, 88);
      const size = [length, length * 0.8, length * 0.6].find((s) => {
        const shape = rectangle(s, pointBlock ? s : depth);
        return s >= 18 && fitted(land, shape, fromAxes(box.centre, axis, u + s / 2, v), axis, 1) !== null;
      });
      if (size === undefined) {
        u += 8;
        continue;
      }
      const shape = rectangle(size, pointBlock ? size : depth);
      const outer = fitted(land, shape, fromAxes(box.centre, axis, u + size / 2, v), axis, 1);
      const height = storeys(random, pointBlock ? random.between(13, 19) : floors + random.below(2), 2.85);
      if (outer) drafts.push({ outer, holes: [], heightM: height, ...SKINS.concrete });
      u += size + random.between(9, 15);
    }
  }
  return drafts;
}

/** Offices and towers, each on its lot; `towerShare` of the lots carry a tower. */
export function buildOffices(random: Random, land: Polygon, towerShare: number, areaM2: number): BuildingDraft[] {
  return lotsOf(random, land, areaM2, 9).flatMap((lot): BuildingDraft[] => {
    const yard = inset(lot, 2);
    const box = turnedBox(lot);
    if (!yard) return [];
    if (random.chance(towerShare)) {
      const long = Math.min(random.between(26, 44), 1.7 * box.halfLong);
      const short = Math.min(random.between(22, 32), 1.7 * box.halfShort);
      const shape = random.pick([
        rectangle(long, short),
        octagon(long, short, short * 0.22),
        rounded(short * 0.6, 12, 0.9),
        rectangle(short, short),
      ]);
      const outer = fitted(yard.points, shape, box.centre, box.axis, 0.7);
      const height = Math.min(165, 48 + 26 * Math.exp(0.75 * random.normal()));
      if (outer && box.halfShort > 13)
        return [
          { outer, holes: [], heightM: Math.round(height), ...random.pick([SKINS.glass, SKINS.glass, SKINS.concrete]) },
        ];
    }
    const skin = random.pick([SKINS.glass, SKINS.concrete, SKINS.concrete, SKINS.marble]);
    const [long, short] = [2 * box.halfLong * 0.92, 2 * box.halfShort * 0.92];
    const wing = random.between(13, 16);
    const shape =
      short > 38
        ? random.pick([comb(long, short, wing, 2), ell(long, short, wing), comb(long, short, wing, 2)])
        : rectangle(long, Math.min(short, 24));
    const outer = fitted(yard.points, shape, box.centre, box.axis, 0.6) ?? tidied(yard.points, MIN_SIDE);
    if (!outer || signedArea(outer) < 150 || signedArea(outer) > 3200) return [];
    return [{ outer, holes: [], heightM: storeys(random, 4 + random.below(6), 3.6), ...skin }];
  });
}

/** Detached houses in their gardens, and some terraces. */
export function buildVillas(random: Random, land: Polygon, plotM2: number): BuildingDraft[] {
  const terraces = random.chance(0.14);
  return lotsOf(random, land, terraces ? plotM2 * 1.6 : plotM2, 2, 0.12).flatMap((plot): BuildingDraft[] => {
    const box = turnedBox(plot);
    if (box.halfShort < 5.5 || random.chance(0.05)) return [];
    const garden = inset(plot, 2);
    if (!garden) return [];
    const long = terraces ? 2 * box.halfLong * 0.86 : random.between(10.5, 15);
    const short = terraces ? random.between(8.5, 10) : random.between(8.5, 11.5);
    const shape = !terraces && random.chance(0.35) ? ell(long + 1.5, short + 2.5, 6.5) : rectangle(long, short);
    const shift = random.between(-0.12, 0.12) * box.halfLong;
    const outer = fitted(garden.points, shape, fromAxes(box.centre, box.axis, shift, 0), box.axis, 0.75);
    if (!outer) return [];
    const skin = random.pick([SKINS.plaster, SKINS.plaster, SKINS.plaster, SKINS.wood, SKINS.concrete]);
    return [{ outer, holes: [], heightM: storeys(random, 2 + (random.chance(0.2) ? 1 : 0), 2.8), ...skin }];
  });
}

/** Works: halls of sheet metal or concrete, offices beside them, now and then tanks or a stack. */
export function buildWorks(random: Random, land: Polygon, tankShare: number): BuildingDraft[] {
  return lotsOf(random, land, random.between(7000, 15_000), 16, 0.18).flatMap((lot): BuildingDraft[] => {
    const box = turnedBox(lot);
    if (box.halfShort < 12) return [];
    if (random.chance(tankShare)) return tankFarm(random, lot);
    const long = 2 * box.halfLong * random.between(0.62, 0.86);
    const short = 2 * box.halfShort * random.between(0.55, 0.82);
    const shape = random.chance(0.25) ? ell(long, short, short * 0.55) : rectangle(long, short);
    const shift = random.between(-0.1, 0.1) * box.halfLong;
    const outer = fitted(lot, shape, fromAxes(box.centre, box.axis, shift, 0), box.axis, 0.6);
    if (!outer) return [];
    const skin = random.pick([SKINS.hall, SKINS.hall, SKINS.concrete, SKINS.brick]);
    return [{ outer, holes: [], heightM: Math.round(10 * random.between(7, 15)) / 10, ...skin }];
  });
}

function tankFarm(random: Random, lot: Polygon): BuildingDraft[] {
  const box = turnedBox(lot);
  const radius = random.between(8, 12);
  const drafts: BuildingDraft[] = [];
  const pitch = 2 * radius + 6;
  const stack: Point = fromAxes(box.centre, box.axis, 0, 0);
  for (let u = -box.halfLong + radius; u <= box.halfLong - radius; u += pitch)
    for (let v = -box.halfShort + radius; v <= box.halfShort - radius; v += pitch) {
      const outer = fitted(lot, rounded(radius, 12), fromAxes(stack, box.axis, u, v), box.axis, 1);
      if (outer) drafts.push({ outer, holes: [], heightM: 14, ...SKINS.hall });
    }
  return drafts;
}

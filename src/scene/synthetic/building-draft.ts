import type { Random } from '../../units/random.ts';
import { encloses, type Point, type Polygon, place } from './plan-geometry.ts';

/** A building before it is given an id and rounded: both outlines counter-clockwise. */
export interface BuildingDraft {
  readonly outer: Polygon;
  readonly holes: readonly Polygon[];
  readonly heightM: number;
  readonly wallMaterial: string;
  readonly roofMaterial: string;
}

export interface Skin {
  readonly wallMaterial: string;
  readonly roofMaterial: string;
}

export const SKINS = {
  plaster: { wallMaterial: 'brick', roofMaterial: 'brick' },
  brick: { wallMaterial: 'brick', roofMaterial: 'metal' },
  concrete: { wallMaterial: 'concrete', roofMaterial: 'concrete' },
  glass: { wallMaterial: 'glass', roofMaterial: 'concrete' },
  marble: { wallMaterial: 'marble', roofMaterial: 'metal' },
  wood: { wallMaterial: 'wood', roofMaterial: 'brick' },
  hall: { wallMaterial: 'metal', roofMaterial: 'metal' },
} as const satisfies Record<string, Skin>;

/** Height of so many storeys [m]: a taller ground floor, a parapet, and a little difference from house to house. */
export function storeys(random: Random, count: number, storeyM = 3.1): number {
  return Math.round(10 * (count * storeyM + random.between(0.8, 2.2))) / 10;
}

/** A shape in (u, v) metres, moved and turned into place where it stands inside the land; tried ever smaller, else null. */
export function fitted(
  land: Polygon,
  shape: readonly (readonly [number, number])[],
  centre: Point,
  axis: Point,
  leastScale = 0.7,
): Polygon | null {
  for (let scale = 1; scale >= leastScale - 1e-9; scale -= 0.1) {
    const placed = place(
      shape.map(([u, v]) => [u * scale, v * scale] as const),
      centre,
      axis,
    );
    if (encloses(land, placed)) return placed;
  }
  return null;
}

export function rectangle(longM: number, shortM: number): readonly (readonly [number, number])[] {
  const u = longM / 2;
  const v = shortM / 2;
  return [
    [-u, -v],
    [u, -v],
    [u, v],
    [-u, v],
  ];
}

/** A rectangle with its corners cut by `cutM`. */
export function octagon(longM: number, shortM: number, cutM: number): readonly (readonly [number, number])[] {
  const u = longM / 2;
  const v = shortM / 2;
  return [
    [-u + cutM, -v],
    [u - cutM, -v],
    [u, -v + cutM],
    [u, v - cutM],
    [u - cutM, v],
    [-u + cutM, v],
    [-u, v - cutM],
    [-u, -v + cutM],
  ];
}

/** An L of two wings `wingM` deep. */
export function ell(longM: number, shortM: number, wingM: number): readonly (readonly [number, number])[] {
  const u = longM / 2;
  const v = shortM / 2;
  return [
    [-u, -v],
    [u, -v],
    [u, -v + wingM],
    [-u + wingM, -v + wingM],
    [-u + wingM, v],
    [-u, v],
  ];
}

/** A comb: a spine along the bottom with `teeth` wings, each `wingM` deep; two teeth make a U. */
export function comb(longM: number, shortM: number, wingM: number, teeth: number): (readonly [number, number])[] {
  const u = longM / 2;
  const v = shortM / 2;
  const points: (readonly [number, number])[] = [
    [-u, -v],
    [u, -v],
  ];
  const pitch = (longM - wingM) / (teeth - 1);
  for (let k = teeth - 1; k >= 0; k--) {
    const left = -u + k * pitch;
    points.push([left + wingM, v], [left, v]);
    if (k > 0) points.push([left, -v + wingM], [left - pitch + wingM, -v + wingM]);
  }
  return points;
}

/** A cross with arms `armM` wide, the long arm along u. */
export function crossShape(longM: number, shortM: number, armM: number): readonly (readonly [number, number])[] {
  const u = longM / 2;
  const v = shortM / 2;
  const a = armM / 2;
  const c = u * 0.3;
  return [
    [-u, -a],
    [c - a, -a],
    [c - a, -v],
    [c + a, -v],
    [c + a, -a],
    [u, -a],
    [u, a],
    [c + a, a],
    [c + a, v],
    [c - a, v],
    [c - a, a],
    [-u, a],
  ];
}

/** A regular polygon of `sides` sides about a circle of the given radius, squeezed across by `squeeze`. */
export function rounded(radiusM: number, sides: number, squeeze = 1): readonly (readonly [number, number])[] {
  return Array.from({ length: sides }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / sides;
    return [radiusM * Math.cos(angle), radiusM * squeeze * Math.sin(angle)] as const;
  });
}

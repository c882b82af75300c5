import { type BoundsM, gridOfBounds } from '../../raster/raster-grid.ts';
import type { Building } from '../../scene/scene.ts';
import { roofPlace } from '../../sites/roof-place.ts';
import { badInput } from '../../units/errors.ts';

/** Where sites may stand: the rule that roofs are looked for by. */
export interface RoofRule {
  /** Side of the squares of the plan, of which each has one candidate at most [m > 0]. */
  readonly spacingM: number;
  /** Roofs that a site may stand on [m above ground]. */
  readonly leastRoofM: number;
  readonly mostRoofM: number;
  /** A candidate this near to a site that stands is none [m >= 0]. */
  readonly apartM: number;
  /** Antennas above the roof [m]. */
  readonly mastM: number;
}

/** As high as sites in cities stand: above most roofs, below towers. */
export const DEFAULT_ROOFS: RoofRule = { spacingM: 250, leastRoofM: 12, mostRoofM: 60, apartM: 150, mastM: 5 };

/** A place on a roof. */
export interface RoofPlace {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Antennas above the ground [m]. */
  readonly heightM: number;
}

/**
 * Places for new sites: the highest roof of every square of the plan that has one of fitting height, off the sites that stand. From north-west to
 * south-east, named roof-1, roof-2, ...
 * @throws UserError('bad-input') where no roof fits
 */
export function roofCandidates(
  buildings: readonly Building[],
  areaM: BoundsM,
  standing: readonly { readonly x: number; readonly y: number }[],
  rule: RoofRule,
): RoofPlace[] {
  const { spacingM, leastRoofM, mostRoofM, apartM, mastM } = rule;
  const squares = gridOfBounds(areaM, spacingM);
  const highest = new Map<number, { x: number; y: number; roofM: number }>();
  for (const building of buildings) {
    const { heightM } = building;
    if (heightM < leastRoofM || heightM > mostRoofM) continue;
    const place = roofPlace(building);
    if (place === null || !holds(areaM, place)) continue;
    if (standing.some(({ x, y }) => Math.hypot(x - place.x, y - place.y) < apartM)) continue;
    const column = Math.floor((place.x - squares.westM) / spacingM);
    const row = Math.floor((squares.northM - place.y) / spacingM);
    const square = row * squares.columns + column;
    if (heightM > (highest.get(square)?.roofM ?? 0)) highest.set(square, { ...place, roofM: heightM });
  }
  if (highest.size === 0)
    throw badInput(
      `No roof from ${leastRoofM} to ${mostRoofM} m lies on the map ${apartM} m off the sites that stand; widen the heights or the area, or give candidates of your own.`,
    );
  return [...highest]
    .sort(([a], [b]) => a - b)
    .map(([, { x, y, roofM }], i) => ({ id: `roof-${i + 1}`, x, y, heightM: roofM + mastM }));
}

function holds({ minX, minY, maxX, maxY }: BoundsM, { x, y }: { x: number; y: number }): boolean {
  return x >= minX && x < maxX && y > minY && y <= maxY;
}

import { ringBounds } from '../../scene/ring.ts';
import type { Ring } from '../../scene/scene.ts';
import { clipRing } from './tile-clip.ts';
import { dissolve } from './tile-seams.ts';

/** Grid on which polygons are cut [per metre]: a decimetre, far finer than a shore is known. */
const PER_METRE = 10;
/** Islands beyond this many are left in the water: a shore of reeds, not a city. */
const ISLAND_LIMIT = 200;

/**
 * Rings without islands that cover what a polygon with islands does: it is cut in two through each island, whose shore becomes part
 * of both outlines.
 * @param rings the outer ring, then the islands [m]
 */
export function openRings(rings: readonly Ring[]): Ring[] {
  const [outer] = rings;
  if (!outer || rings.length === 1) return outer ? [outer] : [];
  const scaled = rings.slice(0, ISLAND_LIMIT + 1).map((ring) => ring.map((v) => Math.round(v * PER_METRE)));
  return withoutHoles(scaled, ISLAND_LIMIT).map((ring) => ring.map((v) => v / PER_METRE));
}

function withoutHoles(rings: readonly Ring[], depth: number): Ring[] {
  const [outer, island] = rings;
  if (!outer) return [];
  if (!island || depth === 0) return [outer];
  const { minX, maxX } = ringBounds(island);
  const at = Math.round((minX + maxX) / 2);
  const all = ringBounds(outer);
  return [
    { ...all, maxX: at },
    { ...all, minX: at },
  ].flatMap((half) => {
    const kept = rings.map((ring) => clipRing(ring, half)).filter((ring) => ring.length >= 6);
    return dissolve(kept, (x) => x === at).flatMap(({ outer: part, holes }) =>
      withoutHoles([part, ...holes], depth - 1),
    );
  });
}

import type { Random } from '../../units/random.ts';
import type { DistrictKind } from './districts.ts';
import { inset } from './inset.ts';
import { centroid, distance, outlineDistance, type Point, type Polygon, signedArea } from './plan-geometry.ts';
import type { Block, StreetPlan } from './street-plan.ts';

/** What a block is built up with: its district's usual houses, or something that a city has one or a few of. */
export type BlockUse =
  | 'usual'
  | 'square'
  | 'church'
  | 'town hall'
  | 'green'
  | 'school'
  | 'hospital'
  | 'stadium'
  | 'retail'
  | 'cemetery'
  | 'allotments';

export interface Parcel {
  readonly kind: DistrictKind;
  readonly use: BlockUse;
  /** The block out to the street centre lines. */
  readonly block: Polygon;
  /** The land inside the streets; null where nothing usable is left. */
  readonly land: Polygon | null;
  readonly centre: Point;
}

/** Shares of the blocks of a district that get another use than the usual one. */
const ODD_USES: Readonly<Partial<Record<DistrictKind, readonly (readonly [BlockUse, number])[]>>> = {
  'old-town': [
    ['square', 0.05],
    ['church', 0.03],
  ],
  grid: [
    ['green', 0.05],
    ['square', 0.02],
    ['school', 0.05],
    ['church', 0.025],
    ['retail', 0.03],
  ],
  business: [
    ['square', 0.06],
    ['green', 0.05],
  ],
  slabs: [
    ['school', 0.09],
    ['retail', 0.07],
    ['green', 0.07],
  ],
  villas: [
    ['green', 0.03],
    ['school', 0.025],
    ['church', 0.02],
    ['allotments', 0.03],
  ],
};

/** Gives every block its use. Each city has a market square, a church and a town hall by it, a hospital, a stadium and a cemetery. */
export function assignUses(random: Random, plan: StreetPlan): Parcel[] {
  const bare = plan.blocks.map((block) => ({ block, land: landOf(block), centre: centroid(block.cell.points) }));
  const uses = new Map<Block, BlockUse>();
  const claim = (
    use: BlockUse,
    kinds: readonly DistrictKind[],
    fits: (land: Polygon) => boolean,
    near: Point | null,
  ) => {
    const open = bare.filter((b) => !uses.has(b.block) && kinds.includes(b.block.kind) && b.land && fits(b.land));
    const chosen = near
      ? open.reduce<(typeof open)[number] | null>(
          (best, b) => (best && distance(best.centre, near) <= distance(b.centre, near) ? best : b),
          null,
        )
      : (open[random.below(Math.max(1, open.length))] ?? null);
    if (chosen) uses.set(chosen.block, use);
    return chosen?.centre ?? null;
  };
  const oldTown = bare.filter((b) => b.block.kind === 'old-town');
  const heart = {
    x: oldTown.reduce((sum, b) => sum + b.centre.x, 0) / Math.max(1, oldTown.length),
    y: oldTown.reduce((sum, b) => sum + b.centre.y, 0) / Math.max(1, oldTown.length),
  };
  const market = claim('square', ['old-town'], (land) => signedArea(land) > 1500, heart) ?? heart;
  claim('church', ['old-town'], (land) => signedArea(land) > 1300, market);
  claim('town hall', ['old-town'], (land) => signedArea(land) > 1300, market);
  claim('stadium', ['slabs', 'industry', 'villas'], (land) => outlineDistance(land, centroid(land)) > 62, null);
  claim('hospital', ['grid'], (land) => signedArea(land) > 6000, null);
  claim('cemetery', ['villas', 'slabs'], (land) => signedArea(land) > 4500, null);
  return bare.map(({ block, land, centre }) => ({
    kind: block.kind,
    use: uses.get(block) ?? oddUse(random, block.kind),
    block: block.cell.points,
    land,
    centre,
  }));
}

function landOf(block: Block): Polygon | null {
  const land = inset(
    block.cell.points,
    block.cell.widthsM.map((w) => w / 2),
  );
  return land && signedArea(land.points) > 60 ? land.points : null;
}

function oddUse(random: Random, kind: DistrictKind): BlockUse {
  let roll = random.unit();
  for (const [use, share] of ODD_USES[kind] ?? []) {
    roll -= share;
    if (roll < 0) return use;
  }
  return 'usual';
}

import type { Random } from '../../units/random.ts';
import type { Parcel } from './block-uses.ts';
import { type BuildingDraft, SKINS } from './building-draft.ts';
import type { DistrictKind } from './districts.ts';
import { buildOffices, buildSlabs, buildVillas, buildWorks, lotsOf } from './free-standing.ts';
import { inset } from './inset.ts';
import type { LandUseName } from './land-use-classes.ts';
import { buildChurch, buildInstitution, buildPavilion, buildStadium } from './landmarks.ts';
import { buildPerimeter, type PerimeterStyle } from './perimeter-block.ts';
import { fromAxes, type Polygon, place, signedArea, turnedBox } from './plan-geometry.ts';

/** Land painted with a class, later ones over earlier ones. */
export interface LandPatch {
  readonly outline: Polygon;
  readonly use: LandUseName;
}

export interface FilledBlock {
  readonly buildings: readonly BuildingDraft[];
  readonly patches: readonly LandPatch[];
}

const OLD_TOWN: PerimeterStyle = {
  depthM: 10.5,
  gaps: 4,
  gapWidthM: [2.6, 4.5],
  storeys: [2.6, 5],
  skins: [SKINS.plaster, SKINS.plaster, SKINS.brick, SKINS.marble],
  backBuildings: 0.15,
  cornerCutM: 0,
};
const GRID: PerimeterStyle = {
  depthM: 13,
  gaps: 3,
  gapWidthM: [3.5, 9],
  storeys: [4.5, 6.6],
  skins: [SKINS.brick, SKINS.brick, SKINS.plaster, SKINS.concrete],
  backBuildings: 0.55,
  cornerCutM: 0,
};
const TOWN_HALL: PerimeterStyle = {
  ...OLD_TOWN,
  gaps: 0,
  depthM: 12,
  storeys: [5, 6],
  skins: [SKINS.marble],
  backBuildings: 0,
};

const USUAL_CLASS: Readonly<Record<DistrictKind, LandUseName>> = {
  'old-town': 'old town',
  grid: 'perimeter blocks',
  business: 'offices',
  slabs: 'slab housing',
  villas: 'detached housing',
  industry: 'industry',
  park: 'park',
};

/** Builds up one block. `towerShare` [0..1] is the share of office lots with a tower there; `grain` > 1 makes lots finer. */
export function fillBlock(random: Random, parcel: Parcel, towerShare: number, grain: number): FilledBlock {
  const { land, kind, use } = parcel;
  if (!land) return { buildings: [], patches: [{ outline: parcel.block, use: 'grassland' }] };
  const patch = (name: LandUseName): LandPatch => ({ outline: land, use: name });
  switch (use) {
    case 'square':
      return { buildings: [], patches: [patch('square')] };
    case 'green':
      return { buildings: [], patches: [patch('park'), ...groves(random, land, 1)] };
    case 'cemetery':
      return { buildings: [], patches: [patch('cemetery'), ...groves(random, land, 2)] };
    case 'allotments':
      return { buildings: [], patches: [patch('allotments')] };
    case 'church':
      return { buildings: buildChurch(random, land), patches: [patch('worship and civic')] };
    case 'town hall': {
      const hall = buildPerimeter(random, land, TOWN_HALL);
      return { buildings: hall.buildings, patches: [patch('worship and civic')] };
    }
    case 'school':
    case 'hospital':
      return {
        buildings: buildInstitution(random, setBack(land, 4)),
        patches: [patch(use === 'school' ? 'education' : 'health')],
      };
    case 'stadium':
      return { buildings: buildStadium(land), patches: [patch('sport')] };
    case 'retail':
      return {
        buildings: buildWorks(random, setBack(land, 4), 0),
        patches: [patch('parking'), { outline: setBack(land, 10), use: 'retail' }],
      };
    case 'usual':
      return usualBlock(random, kind, land, towerShare, grain);
  }
}

function usualBlock(random: Random, kind: DistrictKind, land: Polygon, towerShare: number, grain: number): FilledBlock {
  const patch: LandPatch = { outline: land, use: USUAL_CLASS[kind] };
  switch (kind) {
    case 'old-town':
      return perimeterBlock(random, land, OLD_TOWN, 4200, patch);
    case 'grid':
      return perimeterBlock(random, land, { ...GRID, cornerCutM: random.chance(0.25) ? 5 : 0 }, 16_000, patch);
    case 'business':
      return { buildings: buildOffices(random, setBack(land, 3), towerShare, 3600 / grain), patches: [patch] };
    case 'slabs':
      return { buildings: buildSlabs(random, setBack(land, 6)), patches: [patch, ...groves(random, land, 1)] };
    case 'villas':
      return { buildings: buildVillas(random, setBack(land, 3), 560 / grain), patches: [patch] };
    case 'industry': {
      const stored = random.chance(0.35);
      return {
        buildings: buildWorks(random, setBack(land, 5), 0.12),
        patches: [stored ? { ...patch, use: 'warehouses' } : patch],
      };
    }
    case 'park':
      return {
        buildings: random.chance(0.4) ? buildPavilion(random, setBack(land, 12)) : [],
        patches: [patch, ...groves(random, land, 5)],
      };
  }
}

/** A perimeter block; one that is too large to stay whole is cut into several first. */
function perimeterBlock(
  random: Random,
  land: Polygon,
  style: PerimeterStyle,
  areaM2: number,
  patch: LandPatch,
): FilledBlock {
  // Where no street could be laid through a hollow piece of land, the city leaves a park.
  if (signedArea(land) > 2.5 * areaM2)
    return { buildings: [], patches: [{ outline: land, use: 'park' }, ...groves(random, land, 3)] };
  const lots = signedArea(land) > areaM2 ? lotsOf(random, land, areaM2 * 0.6, style.gapWidthM[1]) : [land];
  const built = lots.map((lot) => buildPerimeter(random, lot, style));
  return {
    buildings: built.flatMap((b) => b.buildings),
    patches: [
      patch,
      ...built.flatMap((b): LandPatch[] => (b.courtyard ? [{ outline: b.courtyard, use: 'courtyard' }] : [])),
    ],
  };
}

function setBack(land: Polygon, byM: number): Polygon {
  return inset(land, byM)?.points ?? land;
}

/** Stands of trees: uneven rounds that stay inside the land. */
function groves(random: Random, land: Polygon, count: number): LandPatch[] {
  const box = turnedBox(land);
  return Array.from({ length: count }, () => {
    const radius = Math.min(random.between(0.2, 0.5) * box.halfShort, 70);
    const u = random.between(-1, 1) * Math.max(0, box.halfLong - radius - 6);
    const v = random.between(-1, 1) * Math.max(0, box.halfShort - radius - 6);
    const shape = Array.from({ length: 10 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 10;
      const r = radius * random.between(0.7, 1.15);
      return [r * Math.cos(angle), r * Math.sin(angle)] as const;
    });
    return { outline: place(shape, fromAxes(box.centre, box.axis, u, v), box.axis), use: 'woodland' as const };
  });
}

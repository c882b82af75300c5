import { localFrame } from '../../raster/geo-frame.ts';
import type { BoundsM } from '../../raster/raster-grid.ts';
import { badInput } from '../../units/errors.ts';
import { Random } from '../../units/random.ts';
import type { Building, Ring, Road, Scene } from '../scene.ts';
import type { Street } from './avenues.ts';
import { assignUses } from './block-uses.ts';
import type { BuildingDraft } from './building-draft.ts';
import { fillBlock, type LandPatch } from './fill-block.ts';
import { paintLandUse } from './land-use.ts';
import { distance, type Point, type Polygon } from './plan-geometry.ts';
import { clearOfRoads, soundBuildings } from './sound-buildings.ts';
import { planStreets, type StreetPlan } from './street-plan.ts';

export interface CityOptions {
  /** Side of the square city [m], 600 to 20,000; default 2,000. See `citySizeForBuildings`. */
  readonly sizeM?: number;
  /** Fineness of blocks and lots, 0.5 to 2; default 1. Greater means more and smaller blocks. */
  readonly density?: number;
}

/** A city that does not exist is laid out at this place, so that it has latitudes and longitudes. */
const PLACE = { latDeg: 48, lonDeg: 11 };
const LAND_USE_CELL_M = 5;
/** The ground goes on beyond the last houses by this [m]. */
const OUTSKIRTS_M = 200;

/**
 * A made-up city: districts of different grain, perimeter blocks with courtyards, slabs, towers, villas and works, a river
 * with bridges, avenues and lanes, parks and squares; centred on (0, 0), x east, y north, ground at z = 0. The same seed and
 * options give the same scene to the last bit of a centimetre. Buildings are upright prisms that keep at least 2 m from each
 * other and stand clear of streets and water. Throws UserError('bad-input') for a seed or an option out of range.
 */
export function synthesiseCity(seed: number, options: CityOptions = {}): Scene {
  const sizeM = options.sizeM ?? 2000;
  const density = options.density ?? 1;
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw badInput(`City seed ${seed} must be a whole number of at least 0, e.g. synthetic:7.`);
  if (!(sizeM >= 600 && sizeM <= 20_000)) throw badInput(`City size ${sizeM} m must lie between 600 and 20000 m.`);
  if (!(density >= 0.5 && density <= 2)) throw badInput(`City density ${density} must lie between 0.5 and 2.`);

  const random = new Random(seed);
  const plan = planStreets(random.fork(), sizeM, density);
  const half = sizeM / 2;
  const bounds: BoundsM = { minX: -half, minY: -half, maxX: half, maxY: half };
  const { drafts, patches } = build(random.fork(), plan, density);
  const water: Polygon[] = [plan.river.water];
  return {
    name: `Synthetic city ${seed}`,
    frame: localFrame(PLACE),
    boundsM: bounds,
    groundZM: 0,
    groundMaterial: 'concrete',
    groundBoundsM: {
      minX: -half - OUTSKIRTS_M,
      minY: -half - OUTSKIRTS_M,
      maxX: half + OUTSKIRTS_M,
      maxY: half + OUTSKIRTS_M,
    },
    buildings: clearOfRoads(
      drafts,
      plan.streets.map((s) => ({ line: s.line, widthM: carriageway(s) })),
    ).map((draft, i) => buildingOf(draft, i)),
    mesh: null,
    fidelity: null,
    extruded: true,
    thicknessM: {},
    source: 'synthetic',
    landUse: paintLandUse(bounds, LAND_USE_CELL_M, patches, plan.streets, water),
    roads: plan.streets.map(roadOf),
    water: water.map((outline) => ringOf(outline)),
    issues: [],
  };
}

/** Side [m] of a city of about so many buildings at density 1 (within about a fifth). */
export function citySizeForBuildings(count: number): number {
  return Math.min(20_000, Math.max(600, 2000 * Math.sqrt(count / BUILDINGS_AT_2_KM)));
}

/** Mean over seeds 1 to 20. */
const BUILDINGS_AT_2_KM = 1520;

function build(random: Random, plan: StreetPlan, density: number): { drafts: BuildingDraft[]; patches: LandPatch[] } {
  const drafts: BuildingDraft[] = [];
  const patches: LandPatch[] = [];
  const parcels = assignUses(random, plan);
  const towers = parcels.filter((p) => p.kind === 'business');
  const middle: Point = {
    x: towers.reduce((sum, p) => sum + p.centre.x, 0) / Math.max(1, towers.length),
    y: towers.reduce((sum, p) => sum + p.centre.y, 0) / Math.max(1, towers.length),
  };
  for (const parcel of parcels) {
    const towerShare = 0.75 * Math.exp(-((distance(parcel.centre, middle) / 260) ** 2)) + 0.08;
    const filled = fillBlock(random.fork(), parcel, towerShare, density);
    if (parcel.land) drafts.push(...soundBuildings(filled.buildings, parcel.land));
    patches.push(...filled.patches);
  }
  return { drafts, patches };
}

/** Whole centimetres: below what a map holds, and above the last bits in which sines may differ between machines. */
function centimetres(value: number): number {
  return Math.round(value * 100) / 100;
}

function ringOf(outline: Polygon): Ring {
  return Float64Array.from(outline.flatMap((p) => [centimetres(p.x), centimetres(p.y)]));
}

function buildingOf(draft: BuildingDraft, index: number): Building {
  return {
    id: `b${index + 1}`,
    outer: ringOf(draft.outer),
    holes: draft.holes.map((hole) => ringOf([...hole].reverse())),
    heightM: centimetres(draft.heightM),
    wallMaterial: draft.wallMaterial,
    roofMaterial: draft.roofMaterial,
  };
}

/** Width of the carriageway [m]: what is left between the pavements. */
function carriageway(street: Street): number {
  return street.rank === 'path' ? 3 : Math.max(4, street.widthM - 5);
}

function roadOf(street: Street): Road {
  return { line: ringOf(street.line), widthM: carriageway(street), ...(street.bridge ? { bridge: true } : {}) };
}

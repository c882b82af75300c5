import { type BoundsM, cellAt, cellCentre, cellCount, gridOfBounds, type RasterGrid } from '../raster/raster-grid.ts';
import { roofRaster } from '../scene/roof-raster.ts';
import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import type { Random } from '../units/random.ts';

/** Positions of users in the scene frame [m]. */
export interface PlacedUsers {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** How many users a cell draws beside others of the same size, [>= 0]. */
export interface UserDensity {
  readonly grid: RasterGrid;
  readonly weight: Float64Array;
}

/**
 * Users by land use, relative to 1, of our own choosing: where people are with their phones outdoors. A class that is not named has 1.
 */
export const LAND_USE_WEIGHTS: Readonly<Record<string, number>> = {
  'old town': 3,
  offices: 3,
  retail: 4,
  square: 4,
  'perimeter blocks': 2,
  education: 2,
  health: 2,
  avenue: 3,
  street: 2,
  park: 1,
  'detached housing': 0.5,
  industry: 0.5,
  warehouses: 0.5,
  woodland: 0.1,
  grassland: 0.1,
  allotments: 0.3,
  cemetery: 0.2,
  water: 0,
};

/** Side of the cells that users are spread by, at least [m]: land use is no finer. */
const LEAST_CELL_M = 5;

/**
 * Where users are to be expected in an area: by land use, outdoors (no building over the middle of the cell). Without a scene, and for
 * one without land use, evenly.
 *
 * @param weights by the name of the land-use class, [>= 0], over `LAND_USE_WEIGHTS`
 * @throws UserError('bad-input') where no cell of the area may hold a user
 */
export function userDensity(
  areaM: BoundsM,
  cellSizeM: number,
  scene: Pick<Scene, 'buildings' | 'landUse'> | null,
  weights: Readonly<Record<string, number>> = {},
): UserDensity {
  const grid = gridOfBounds(areaM, Math.max(cellSizeM, LEAST_CELL_M));
  const weight = new Float64Array(cellCount(grid)).fill(1);
  if (scene) {
    const byName = { ...LAND_USE_WEIGHTS, ...weights };
    const byCode = (scene.landUse?.names ?? []).map((name) => (Object.hasOwn(byName, name) ? byName[name]! : 1));
    const roofs = roofRaster(scene.buildings, grid);
    for (let cell = 0; cell < weight.length; cell++) {
      if (roofs[cell]! > 0) weight[cell] = 0;
      else if (scene.landUse) {
        const { x, y } = cellCentre(grid, cell);
        const source = cellAt(scene.landUse.grid, x, y);
        weight[cell] = source < 0 ? 1 : (byCode[scene.landUse.classes[source]!] ?? 1);
      }
    }
  }
  if (weight.some((w) => w > 0)) return { grid, weight };
  throw badInput(
    'No place in the area of the maps may hold a user: all of it is buildings or land use of weight 0; give weights above 0.',
  );
}

/**
 * Draws users one by one, so that the first n of more are the same n: cells by their weight, evenly within a cell, inside the area.
 */
export function placeUsers(count: number, { grid, weight }: UserDensity, areaM: BoundsM, random: Random): PlacedUsers {
  const upTo = new Float64Array(weight.length);
  let sum = 0;
  for (let cell = 0; cell < weight.length; cell++) {
    sum += weight[cell]!;
    upTo[cell] = sum;
  }
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const half = grid.cellSizeM / 2;
  for (let i = 0; i < count; i++) {
    const centre = cellCentre(grid, firstAbove(upTo, random.unit() * sum));
    const place = withinArea(areaM, centre.x + random.between(-half, half), centre.y + random.between(-half, half));
    x[i] = place.x;
    y[i] = place.y;
  }
  return { x, y };
}

/** The place inside the area nearest to (x, y) [m], off the east and south edges, which belong to no cell (RasterGrid). */
export function withinArea(areaM: BoundsM, x: number, y: number): { x: number; y: number } {
  return {
    x: Math.min(Math.max(x, areaM.minX), beneath(areaM.maxX)),
    y: Math.max(Math.min(y, areaM.maxY), above(areaM.minY)),
  };
}

/** A hundredth of a millimetre off an edge. */
const beneath = (edge: number) => edge - 1e-5;
const above = (edge: number) => edge + 1e-5;

/** Index of the first entry of a rising list that lies above a value. */
function firstAbove(upTo: Float64Array, value: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

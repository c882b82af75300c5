import { type Observations, observe } from '../calibration/observations.ts';
import type { SectorCase } from '../calibration/sector-case.ts';
import { localPositions, type MeasurementSet } from '../measurements/measurement-set.ts';
import { routesOf } from '../measurements/routes.ts';
import { cellAt } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput } from '../units/errors.ts';

/** Measurements laid into a scene once, for as many sectors as are asked for. */
export interface PlacedMeasurements {
  readonly set: MeasurementSet;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly routeOf: Int32Array | null;
}

/** @throws UserError('bad-input') for latitudes in a scene without a place */
export function placeMeasurements(set: MeasurementSet, scene: Scene): PlacedMeasurements {
  const { x, y } = localPositions(set, scene.frame);
  return { set, x, y, routeOf: routesOf(set.timeMs, x, y) };
}

/** Rows of each of the sectors, by id; 0 for those that no row names. Where the rows name no cell and there is one sector, all are its. */
export function rowsBySector(
  { set }: PlacedMeasurements,
  sectors: readonly Pick<Sector, 'id'>[],
): ReadonlyMap<string, number> {
  if (set.cells.length === 0) return new Map(sectors.map(({ id }) => [id, sectors.length === 1 ? set.count : 0]));
  const count = new Uint32Array(set.cells.length);
  for (let i = 0; i < set.count; i++) if (set.cell[i]! >= 0) count[set.cell[i]!]!++;
  return new Map(sectors.map(({ id }) => [id, count[set.cells.indexOf(id)] ?? 0]));
}

/** Farther than this from its sector, a measurement belongs to another one of that name, or is misplaced [m]. */
const FARTHEST_M = 30_000;

export type MeasuredCase = Pick<SectorCase, 'observations' | 'routeOf' | 'served'>;

/**
 * What was measured of one sector, by cell.
 * @throws UserError('bad-input') when no row names the sector, or its rows lie tens of kilometres away
 */
export function measuredCase(
  { set, x, y, routeOf }: PlacedMeasurements,
  scene: Scene,
  sector: Sector,
  cellSizeM: number,
): MeasuredCase {
  const own = set.cells.indexOf(sector.id);
  if (own < 0 && set.cells.length > 0)
    throw badInput(
      `No row of ${set.name} names sector ${sector.id} as its cell; it names ${set.cells.slice(0, 5).join(', ')}${set.cells.length > 5 ? ` and ${set.cells.length - 5} more` : ''}. Do the names of sites and measurements agree?`,
    );
  const rows: number[] = [];
  for (let i = 0; i < set.count; i++) if (own < 0 || set.cell[i] === own) rows.push(i);
  const at = (values: ArrayLike<number>) => rows.map((i) => values[i]!);
  const near = rows.filter((i) => Math.hypot(x[i]! - sector.x, y[i]! - sector.y) <= FARTHEST_M).length;
  if (near < rows.length / 2)
    throw badInput(
      `${rows.length - near} of the ${rows.length} rows of sector ${sector.id} lie more than ${FARTHEST_M / 1000} km from it: is it another network's cell of the same name, or are coordinates swapped?`,
    );
  const observations = observe(scene, at(x), at(y), at(set.rsrpDbm), cellSizeM);
  return {
    observations,
    routeOf: routeOf && routeOfCells(observations, rows, x, y, routeOf),
    served: set.cells.length > 1 ? { all: { x, y, levelDbm: set.rsrpDbm, sector: set.cell }, own } : null,
  };
}

/** The route of the first measurement in each cell. */
function routeOfCells(
  { grid, cell, count }: Observations,
  rows: readonly number[],
  x: Float64Array,
  y: Float64Array,
  routeOf: Int32Array,
): Int32Array {
  const place = new Map(Array.from(cell, (c, i) => [c, i]));
  const routes = new Int32Array(count).fill(-1);
  for (const i of rows) {
    const k = place.get(cellAt(grid, x[i]!, y[i]!));
    if (k !== undefined && routes[k] === -1) routes[k] = routeOf[i]!;
  }
  return routes;
}

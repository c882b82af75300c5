import { type Observations, observe } from '../calibration/observations.ts';
import type { DeviceOffset } from '../calibration/report.ts';
import type { SectorCase } from '../calibration/sector-case.ts';
import type { DeviceOffsets } from '../measurements/device-offsets.ts';
import { offsetsOfDevices } from '../measurements/level-devices.ts';
import { localPositions, type MeasurementSet } from '../measurements/measurement-set.ts';
import { drivesOf } from '../measurements/routes.ts';
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
  /** How phones read against one another, and the levels with that taken off [dBm]; null with fewer than two phones. */
  readonly levelled: { readonly offsets: DeviceOffsets; readonly rsrpDbm: Float32Array } | null;
}

/** @throws UserError('bad-input') for latitudes in a scene without a place */
export function placeMeasurements(set: MeasurementSet, scene: Scene): PlacedMeasurements {
  const { x, y } = localPositions(set, scene.frame);
  return { set, x, y, routeOf: drivesOf(set.timeMs, x, y, set.device), levelled: levelled(set, x, y) };
}

function levelled(set: MeasurementSet, x: Float64Array, y: Float64Array): PlacedMeasurements['levelled'] {
  const { device, rsrpDbm } = set;
  const offsets = offsetsOfDevices(set, { x, y });
  if (device === null || offsets === null) return null;
  return {
    offsets,
    rsrpDbm: rsrpDbm.map((level, i) => (device[i]! < 0 ? level : level - offsets.offsetDb[device[i]!]!)),
  };
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

/** A carrier that is further than this part from a sector's is another one: channels of one sector lie nearer. */
const SAME_CARRIER = 0.05;

export type MeasuredCase = Pick<SectorCase, 'observations' | 'routeOf' | 'served'> &
  Required<Pick<SectorCase, 'deviceOffsets' | 'otherCarrierRows'>>;

/**
 * What was measured of one sector, by cell: rows that name it, on its carrier, the readings of phones levelled unless asked otherwise.
 * @throws UserError('bad-input') when no row names the sector, all are of another carrier, or they lie tens of kilometres away
 */
export function measuredCase(
  measurements: PlacedMeasurements,
  scene: Scene,
  sector: Sector,
  cellSizeM: number,
  options: { readonly deviceOffsets?: boolean } = {},
): MeasuredCase {
  const { set, x, y, routeOf } = measurements;
  const levelled = options.deviceOffsets === false ? null : measurements.levelled;
  const rsrpDbm = levelled?.rsrpDbm ?? set.rsrpDbm;
  const own = set.cells.indexOf(sector.id);
  if (own < 0 && set.cells.length > 0)
    throw badInput(
      `No row of ${set.name} names sector ${sector.id} as its cell; it names ${set.cells.slice(0, 5).join(', ')}${set.cells.length > 5 ? ` and ${set.cells.length - 5} more` : ''}. Do the names of sites and measurements agree?`,
    );
  const named: number[] = [];
  for (let i = 0; i < set.count; i++) if (own < 0 || set.cell[i] === own) named.push(i);
  const rows = onCarrier(set, sector, named);
  const at = (values: ArrayLike<number>) => rows.map((i) => values[i]!);
  const near = rows.filter((i) => Math.hypot(x[i]! - sector.x, y[i]! - sector.y) <= FARTHEST_M).length;
  if (near < rows.length / 2)
    throw badInput(
      `${rows.length - near} of the ${rows.length} rows of sector ${sector.id} lie more than ${FARTHEST_M / 1000} km from it: is it another network's cell of the same name, or are coordinates swapped?`,
    );
  const observations = observe(scene, at(x), at(y), at(rsrpDbm), cellSizeM);
  return {
    observations,
    routeOf: routeOf && routeOfCells(observations, rows, x, y, routeOf),
    served: set.cells.length > 1 ? { all: { x, y, levelDbm: rsrpDbm, sector: set.cell }, own } : null,
    deviceOffsets: levelled ? offsetsIn(set, rows, levelled.offsets) : [],
    otherCarrierRows: named.length - rows.length,
  };
}

/** Those of the rows that tell no carrier, or the sector's. */
function onCarrier({ frequencyHz, name }: MeasurementSet, sector: Sector, rows: readonly number[]): readonly number[] {
  if (frequencyHz === null) return rows;
  const kept = rows.filter((i) => {
    const apart = Math.abs(frequencyHz[i]! - sector.frequencyHz);
    return !(apart > SAME_CARRIER * sector.frequencyHz);
  });
  if (kept.length > 0 || rows.length === 0) return kept;
  const carriers = [...new Set(rows.map((i) => megahertz(frequencyHz[i]!)))];
  throw badInput(
    `All ${rows.length} rows of sector ${sector.id} in ${name} were measured at ${carriers.slice(0, 3).join(', ')}${carriers.length > 3 ? ` and ${carriers.length - 3} more carriers` : ''}, and the list of sites has the sector at ${megahertz(sector.frequencyHz)}: measurements of another band cannot calibrate it. Correct the frequency in the list, or the names of the cells in the measurements.`,
  );
}

function megahertz(frequencyHz: number): string {
  return `${Number((frequencyHz / 1e6).toFixed(1))} MHz`;
}

/** The phones that measured the rows, those with most rows first. */
function offsetsIn(
  { device, devices }: MeasurementSet,
  rows: readonly number[],
  { offsetDb, sdDb }: DeviceOffsets,
): DeviceOffset[] {
  const count = new Uint32Array(devices.length);
  for (const i of rows) if (device![i]! >= 0) count[device![i]!]!++;
  return devices
    .map((name, d) => ({
      device: name,
      offsetDb: offsetDb[d]!,
      sdDb: Number.isNaN(sdDb[d]!) ? null : sdDb[d]!,
      rows: count[d]!,
    }))
    .filter((of) => of.rows > 0)
    .sort((a, b) => b.rows - a.rows);
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

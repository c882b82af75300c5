import type { MapFile } from '../io/formats/map-description.ts';
import { unpackFlags } from '../io/formats/map-description.ts';
import type { MeasurementSet } from '../measurements/measurement-set.ts';
import { localPositions } from '../measurements/measurement-set.ts';
import { cellAt, cellCentre, type RasterGrid, sameGrid } from '../raster/raster-grid.ts';
import type { ClassRaster } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
import { suggestion } from './arguments.ts';

/** Predicted and true values, pair by pair, with what they can be grouped by. */
export interface ComparedPairs {
  readonly predicted: Float32Array;
  readonly truth: Float32Array;
  /** Cell of the prediction that each pair belongs to. */
  readonly cell: Int32Array;
  /** Position of each pair in the scene frame [m]; null where the map has no grid. */
  readonly position: { readonly x: Float64Array; readonly y: Float64Array } | null;
  /** Row of the measurements that each pair is of; null between maps. */
  readonly row: Int32Array | null;
  /** Measurements that lie outside the map: they have no pair. */
  readonly outside: number;
}

/** Two maps, cell by cell. */
export function pairMaps(prediction: MapFile, reference: MapFile, names: readonly [string, string]): ComparedPairs {
  if (prediction.rows !== reference.rows || prediction.columns !== reference.columns) {
    throw badInput(
      `${names[0]} has ${prediction.rows} x ${prediction.columns} cells and ${names[1]} ${reference.rows} x ${reference.columns}; maps are compared cell by cell: predict on the reference's grid (--bounds, --cell-size)`,
    );
  }
  const { grid } = prediction;
  if (grid && reference.grid && !sameGridOnEarth(prediction, reference)) {
    throw badInput(
      `${names[0]} and ${names[1]} have equal shapes but lie at different places; predict on the reference's grid (--bounds, --cell-size)`,
    );
  }
  const count = prediction.values.length;
  const x = new Float64Array(grid ? count : 0);
  const y = new Float64Array(grid ? count : 0);
  if (grid) {
    for (let i = 0; i < count; i++) {
      const centre = cellCentre(grid, i);
      x[i] = centre.x;
      y[i] = centre.y;
    }
  }
  return {
    predicted: prediction.values,
    truth: reference.values,
    cell: Int32Array.from({ length: count }, (_, i) => i),
    position: grid ? { x, y } : null,
    row: null,
    outside: 0,
  };
}

/** Grids of one frame must agree; of frames with different origins, their projected corners must. */
function sameGridOnEarth(a: MapFile, b: MapFile): boolean {
  const shifted = ({ grid, frame }: MapFile) => ({
    ...grid!,
    westM: grid!.westM + (frame?.originEastingM ?? 0),
    northM: grid!.northM + (frame?.originNorthingM ?? 0),
  });
  if ((a.frame === null) !== (b.frame === null)) return true;
  return sameGrid(shifted(a), shifted(b));
}

/** Measurements are levels: a map that says it holds something else is refused. */
export function refuseOtherLayers({ description }: MapFile, name: string): void {
  const layer = description?.layer;
  if (layer !== undefined && layer !== 'rsrp')
    throw badInput(`${name} holds ${layer}, measurements are RSRP [dBm]; predict with --layer rsrp`);
}

/** The grid of a map; refuses one that carries none. */
export function placeOf({ grid }: MapFile, name: string): RasterGrid {
  if (grid) return grid;
  throw badInput(
    `${name} does not say where it lies: use the .tif, keep the .json that predict writes beside a .npy, or give --scene with --sites and --sector (a map centred on the sector)`,
  );
}

/** A map at the places of measurements, one pair a row; `sector` keeps the rows of one serving cell. */
export function pairMeasurements(
  prediction: MapFile,
  set: MeasurementSet,
  sector: string | null,
  name: string,
): ComparedPairs {
  const { frame } = prediction;
  const grid = placeOf(prediction, name);
  const wanted = sector === null ? -2 : set.cells.indexOf(sector);
  if (wanted === -1) {
    throw badInput(
      `--sector ${sector} is not among the ${set.cells.length} cells of ${set.name} (${set.cells.slice(0, 5).join(', ')}${set.cells.length > 5 ? ', ...' : ''})${suggestion(sector!, set.cells)}`,
    );
  }
  const rows: number[] = [];
  for (let i = 0; i < set.count; i++) if (wanted < 0 || set.cell[i] === wanted) rows.push(i);
  return pairRows(prediction, grid, set, rows, localPositions(set, frame));
}

/** The same for given rows, whose positions [m, frame of the map] are known. */
export function pairRows(
  prediction: MapFile,
  grid: RasterGrid,
  set: MeasurementSet,
  rows: ArrayLike<number>,
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
): ComparedPairs {
  const kept: number[] = [];
  const cells: number[] = [];
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k]!;
    const cell = cellAt(grid, x[i]!, y[i]!);
    if (cell < 0) continue;
    kept.push(i);
    cells.push(cell);
  }
  return {
    predicted: Float32Array.from(cells, (cell) => prediction.values[cell]!),
    truth: Float32Array.from(kept, (i) => set.rsrpDbm[i]!),
    cell: Int32Array.from(cells),
    position: { x: Float64Array.from(kept, (i) => x[i]!), y: Float64Array.from(kept, (i) => y[i]!) },
    row: Int32Array.from(kept),
    outside: rows.length - kept.length,
  };
}

/** Distance [m, in the plane] of every pair to the nearest of the transmitters; null where either is unknown. */
export function distancesOf(pairs: ComparedPairs, sectors: readonly { x: number; y: number }[]): Float64Array | null {
  const { position } = pairs;
  if (position === null || sectors.length === 0) return null;
  return position.x.map((x, i) => Math.min(...sectors.map((s) => Math.hypot(x - s.x, position.y[i]! - s.y))));
}

/** The same through space, the receivers `receiverZM` [m, scene frame] high. */
export function linkLengthsOf(
  pairs: ComparedPairs,
  sectors: readonly { x: number; y: number; z: number }[],
  receiverZM: number,
): Float64Array | null {
  const { position } = pairs;
  if (position === null || sectors.length === 0) return null;
  return position.x.map((x, i) =>
    Math.min(...sectors.map((s) => Math.hypot(x - s.x, position.y[i]! - s.y, s.z - receiverZM))),
  );
}

/** Line of sight (0 or 1) of every pair, from the map's own layer; null where it carries none. */
export function sightOf(pairs: ComparedPairs, map: MapFile, name: string): Uint8Array | null {
  const packed = map.description?.lineOfSight;
  if (packed === undefined) return null;
  const flags = unpackFlags(packed, map.rows * map.columns, name);
  return Uint8Array.from(pairs.cell, (cell) => flags[cell]!);
}

/** Land-use class of every pair, -1 outside the raster. */
export function landUseOf(pairs: ComparedPairs, raster: ClassRaster): Int32Array | null {
  const { position } = pairs;
  if (position === null) return null;
  return Int32Array.from(position.x, (x, i) => {
    const cell = cellAt(raster.grid, x, position.y[i]!);
    return cell < 0 ? -1 : raster.classes[cell]!;
  });
}

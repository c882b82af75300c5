import type { PathCache } from '../propagation/path-cache.ts';
import type { MaterialOverrides } from '../radio/materials.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput } from '../units/errors.ts';
import type { NetworkCase } from './fit-network.ts';
import type { Observations } from './observations.ts';
import type { CalibratedSector, CalibrationOptions, DeviceOffset } from './report.ts';
import type { LevelRaster } from './tuned/level-features.ts';
import type { ServedMeasurements } from './validation/serving-threshold.ts';
import { blockSplit, randomSplit, routeSplit, routesIn, type Split } from './validation/splits.ts';

/** Everything that a calibration of one sector looks at. */
export interface SectorCase {
  readonly scene: Scene;
  readonly sector: Sector;
  readonly observations: Observations;
  /** Route of every observation, for leave-one-route-out; null where the measurements know none. */
  readonly routeOf: Int32Array | null;
  /** z of the receivers in the scene frame [m]. */
  readonly receiverZM: number;
  readonly wallThicknessM: number;
  readonly materials: MaterialOverrides;
  /** Paths to the cells of `observations`, in their order; null for methods that need no engine. */
  readonly paths: PathCache | null;
  /**
   * The engine's map about the measured cells, as it stands or with what a calibration has found; for the tuned level. Null where no
   * engine is at hand.
   */
  readonly levelRaster: ((calibrated: CalibratedSector | null) => Promise<LevelRaster>) | null;
  /** A learned predictor with what it sees about the measured cells, to be trained on them; null or left out where there is none. */
  readonly network?: ((model: string) => Promise<NetworkCase>) | null;
  /** All measurements of the file, and which sector of it this is; null where only this sector is known. */
  readonly served: { readonly all: ServedMeasurements; readonly own: number } | null;
  /** What was taken off the readings of each phone; none unless given. */
  readonly deviceOffsets?: readonly DeviceOffset[];
  /** Rows of the sector on another carrier, which are not in the observations; 0 unless given. */
  readonly otherCarrierRows?: number;
}

/** What a cell is in for. */
export const ROLE = { train: 0, validation: 1, masked: 2 } as const;

/** The cells of a case by what they are in for. Index lists are sorted. */
export interface CaseSplit {
  /** Fitted, and the tenth of the training cells that only chooses the iteration. */
  readonly fit: Uint32Array;
  readonly inner: Uint32Array;
  /** Both of them. */
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly masked: Uint32Array;
  readonly role: Uint8Array;
}

/** Part of the training cells that chooses the iteration. */
const INNER_SHARE = 0.1;

/** A route with fewer cells of its own is never held out: an error over a handful of cells says nothing. */
const FEWEST_ROUTE_CELLS = 10;

/**
 * Splits the observations as asked. Of routes the seed chooses one that is held out whole, the next seed the next one. Cells inside buildings are masked out of both parts where the options say so.
 * @throws UserError('bad-input') when nothing is left to split, or routes are asked for and there are fewer than two
 */
export function splitCase(
  observations: Observations,
  routeOf: Int32Array | null,
  { split, indoor }: Pick<CalibrationOptions, 'split' | 'indoor'>,
): CaseSplit {
  const { count } = observations;
  const kept: number[] = [];
  for (let i = 0; i < count; i++) if (indoor === 'keep' || observations.indoor[i] === 0) kept.push(i);
  if (kept.length === 0)
    throw badInput(
      `All ${count} measured cells lie inside buildings, which are left out as the paper does: keep indoor cells (--indoor keep), or measure outdoors.`,
    );
  const x = Float64Array.from(kept, (i) => observations.x[i]!);
  const y = Float64Array.from(kept, (i) => observations.y[i]!);
  const outer = splitOf(x, y, routeOf && Int32Array.from(kept, (i) => routeOf[i]!), split);
  const inTrain = innerSplit(x, y, outer.train, split);
  const at = (places: ArrayLike<number>) => Uint32Array.from(places, (k) => kept[k]!);
  const role = new Uint8Array(count).fill(ROLE.masked);
  for (const k of outer.train) role[kept[k]!] = ROLE.train;
  for (const k of outer.validation) role[kept[k]!] = ROLE.validation;
  const masked: number[] = [];
  role.forEach((r, i) => {
    if (r === ROLE.masked) masked.push(i);
  });
  return {
    fit: at(inTrain.train.map((k) => outer.train[k]!)),
    inner: at(inTrain.validation.map((k) => outer.train[k]!)),
    train: at(outer.train),
    validation: at(outer.validation),
    masked: Uint32Array.from(masked),
    role,
  };
}

function splitOf(
  x: Float64Array,
  y: Float64Array,
  routeOf: Int32Array | null,
  { kind, trainShare, blockM, seed }: CalibrationOptions['split'],
): Split {
  if (kind === 'random') return randomSplit(x.length, trainShare, seed);
  if (kind === 'blocks') return blockSplit(x, y, trainShare, blockM, seed);
  if (routeOf === null)
    throw badInput('These measurements tell no routes apart: they carry no times. Split by blocks instead.');
  const routes = routesIn(routeOf);
  if (routes.length < 2)
    throw badInput(
      `These measurements are ${routes.length} route; leaving one out needs two. Another begins after a pause of two minutes, after a leap of 500 m, and with another phone. Split by blocks instead.`,
    );
  const cells = (route: number) => routeOf.reduce((n, of) => n + Number(of === route), 0);
  const enough = routes.filter((route) => cells(route) >= FEWEST_ROUTE_CELLS);
  if (enough.length === 0)
    throw badInput(
      `None of the ${routes.length} routes of these measurements is the first in ${FEWEST_ROUTE_CELLS} cells, too few to judge by. Split by blocks instead.`,
    );
  return routeSplit(routeOf, enough[seed % enough.length]!);
}

/** A tenth of the training cells, apart in the same manner as the held-out ones. */
function innerSplit(x: Float64Array, y: Float64Array, train: Uint32Array, split: CalibrationOptions['split']): Split {
  const all: Split = { train: Uint32Array.from(train.keys()), validation: new Uint32Array(0) };
  if (train.length < 20) return all;
  if (split.kind === 'random') return randomSplit(train.length, 1 - INNER_SHARE, split.seed + 1);
  const at = (values: Float64Array) => Float64Array.from(train, (i) => values[i]!);
  try {
    return blockSplit(at(x), at(y), 1 - INNER_SHARE, split.blockM, split.seed + 1);
  } catch {
    // One block alone cannot be parted: then all of it is fitted.
    return all;
  }
}

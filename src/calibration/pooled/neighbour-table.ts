import { median } from '../../metrics/cdf.ts';
import type { NeighbourSearch } from '../neighbours.ts';
import type { Points } from '../points.ts';
import type { FeatureTable } from '../tuned/feature-table.ts';

/** Measured cells that a table looks at, with the height of the roof over each [m]. */
export interface KnownCells extends Points {
  readonly levelDbm: Float64Array;
  readonly roofM: Float64Array;
  readonly search: NeighbourSearch;
}

/** Places to be described, with the roof over them and the level that the field has there. */
export interface DescribedPlaces extends Points {
  readonly roofM: Float64Array;
  readonly krigedDbm: Float64Array;
  /** Bearing from the antenna to the place, counterclockwise from east [rad]. */
  readonly awayRad: Float64Array;
}

/** Cells that are looked at around a place, those that averages are over, and those that have columns of their own. */
const LOOKED_AT = 24;
const NEAR = 8;
const SINGLE = 6;

/** Quarters around a place, as seen along the ray from the antenna. */
const QUARTERS = ['beyond', 'leftOf', 'before', 'rightOf'];

/** Nearer than this counts as this near: half a cell of 5 m [m]. */
const NEAREST_M = 2.5;

/**
 * What the measured cells around places say about the level that a field has interpolated from them. Levels are in decibels over that of
 * the field, so that columns of different sectors are alike:
 * - `weightedDb` mean of the 24 nearest by the inverse of their squared distances; `alikeDb` of those of them that are indoors or
 *   outdoors like the place, 0 where none is; `alike` their share among the nearest 8;
 * - `middle8Db`, `middle24Db` median of the nearest 8 and 24, `spread8Db` standard deviation of the nearest 8;
 * - `beyondDb`, `beforeDb`, `leftOfDb`, `rightOfDb` weighted mean of those in a quarter around the place, as seen from the antenna; 0 where
 *   there is none;
 * - `near1Db`, `near1M`, `near1RoofM`, ... of each of the nearest 6: level, distance, and roof over it less that over the place.
 *
 * @param known at least 1 cell
 * @returns a row of finite values for each place whose own values are finite
 */
export function neighbourTable(known: KnownCells, places: DescribedPlaces): FeatureTable {
  const count = places.x.length;
  const names: string[] = [];
  const columns: Float64Array[] = [];
  const add = (name: string) => {
    const values = new Float64Array(count);
    names.push(name);
    columns.push(values);
    return values;
  };
  const weighted = add('weightedDb');
  const alike = add('alikeDb');
  const alikeShare = add('alike');
  const middleNear = add(`middle${NEAR}Db`);
  const middleAll = add(`middle${LOOKED_AT}Db`);
  const spread = add(`spread${NEAR}Db`);
  const quarters = QUARTERS.map((name) => add(`${name}Db`));
  const single = Array.from({ length: SINGLE }, (_, k) => ({
    db: add(`near${k + 1}Db`),
    m: add(`near${k + 1}M`),
    roof: add(`near${k + 1}RoofM`),
  }));
  const indices = new Uint32Array(LOOKED_AT);
  const squares = new Float64Array(LOOKED_AT);
  const over = new Float64Array(LOOKED_AT);
  for (let p = 0; p < count; p++) {
    const found = known.search.nearest(places.x[p]!, places.y[p]!, LOOKED_AT, indices, squares);
    const near = Math.min(NEAR, found);
    const roof = places.roofM[p]!;
    const all = new WeightedMean();
    const same = new WeightedMean();
    const byQuarter = QUARTERS.map(() => new WeightedMean());
    let sameNear = 0;
    let sum = 0;
    let sumOfSquares = 0;
    for (let k = 0; k < found; k++) {
      const i = indices[k]!;
      const db = known.levelDbm[i]! - places.krigedDbm[p]!;
      const weight = 1 / Math.max(squares[k]!, NEAREST_M ** 2);
      over[k] = db;
      all.add(db, weight);
      byQuarter[quarterOf(known, i, places, p)]!.add(db, weight);
      const isAlike = known.roofM[i]! > 0 === roof > 0;
      if (isAlike) same.add(db, weight);
      if (k >= near) continue;
      if (isAlike) sameNear++;
      sum += db;
      sumOfSquares += db * db;
    }
    weighted[p] = all.mean();
    alike[p] = same.mean();
    alikeShare[p] = sameNear / near;
    middleNear[p] = median(over.subarray(0, near));
    middleAll[p] = median(over.subarray(0, found));
    spread[p] = Math.sqrt(Math.max(0, sumOfSquares / near - (sum / near) ** 2));
    for (const [q, values] of quarters.entries()) values[p] = byQuarter[q]!.mean();
    for (const [k, { db, m, roof: difference }] of single.entries()) {
      // Fewer cells than columns: the last one again.
      const at = Math.min(k, found - 1);
      db[p] = over[at]!;
      m[p] = Math.sqrt(squares[at]!);
      difference[p] = known.roofM[indices[at]!]! - roof;
    }
  }
  return { count, names, columns };
}

class WeightedMean {
  private sum = 0;
  private weights = 0;

  add(value: number, weight: number): void {
    this.sum += value * weight;
    this.weights += weight;
  }

  /** 0 without values. */
  mean(): number {
    return this.weights > 0 ? this.sum / this.weights : 0;
  }
}

/** Index into QUARTERS of where cell `i` lies about place `p`. */
function quarterOf(known: KnownCells, i: number, places: DescribedPlaces, p: number): number {
  const bearing = Math.atan2(known.y[i]! - places.y[p]!, known.x[i]! - places.x[p]!) - places.awayRad[p]!;
  const turns = bearing / (2 * Math.PI) + 1 / 8;
  return Math.floor((turns - Math.floor(turns)) * 4) % 4;
}

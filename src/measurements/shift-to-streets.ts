import type { Road } from '../scene/scene.ts';
import { Random } from '../units/random.ts';
import { type StreetSegments, streetSegments } from './street-segments.ts';

/** How far all positions of a drive lie beside the streets together. */
export interface ShiftToStreets {
  /** To be added to every position [m]; 0 where it cannot be told. */
  readonly eastM: number;
  readonly northM: number;
  /** Standard errors [m]; NaN where it cannot be told. */
  readonly sdEastM: number;
  readonly sdNorthM: number;
  /** Mean distance of the places from the nearest centre line, as they are and moved [m]; NaN where no place is near a street. */
  readonly beforeM: number;
  readonly afterM: number;
  /** Places (one for all rows within 5 m) near a street: what the figures rest on. */
  readonly places: number;
  /** Why no shift is to be applied; null where one is. */
  readonly because: string | null;
}

/** Rows nearer than this are one place, so that a phone that waits counts once [m]. */
const PLACE_M = 5;
/** Places used at most. */
const MOST_PLACES = 4000;
/** A place farther from every street is not on one [m]. */
const NEAR_M = 30;
/** Largest shift that is looked for [m], and the step of the search. */
const MOST_SHIFT_M = 20;
const STEP_M = 2.5;
/** Places farther from a street than this pull no more (Tukey's biweight) [m]: they are in yards and car parks. */
const PULL_M = 15;
const LEAST_PLACES = 100;
/** Of the pull of all places, the least that must go each way: where all streets run one way the shift along them is not known. */
const LEAST_CROSSING = 0.1;
/** Side of the blocks that are left out together [m], and the groups of them that are left out in turn. */
const BLOCK_M = 100;
const FOLDS = 12;
const ROUNDS = 40;
/** A shift below this many standard errors is none. */
const LEAST_SDS = 2;

interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Group of each, for the standard errors. */
  readonly fold: Uint8Array;
}

type Shift = readonly [number, number];

/**
 * The common shift of a drive's positions against the centre lines of the streets (a datum, an offset of the receiver or of the map): the
 * least sum of Tukey's biweight of the distances (Huber, Robust Statistics, 1981, 4.8), by search on a lattice of 2.5 m and then by
 * reweighted least squares of the offsets across the nearest street. Lanes to both sides of a line cancel where streets are driven both
 * ways. Standard errors are a jackknife over groups of 100 m blocks.
 * @param x positions of the rows [m, scene frame], as y
 * @param seed of the places that are taken where there are too many, and of the groups
 */
export function shiftToStreets(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  roads: readonly Road[],
  seed = 1,
): ShiftToStreets {
  const streets = streetSegments(roads, NEAR_M + MOST_SHIFT_M);
  const places = placesOf(x, y, streets, seed);
  const count = places.x.length;
  const beforeM = meanDistance(streets, places, [0, 0]);
  const none = {
    eastM: 0,
    northM: 0,
    sdEastM: Number.NaN,
    sdNorthM: Number.NaN,
    beforeM,
    afterM: beforeM,
    places: count,
  };
  if (streets.count === 0) return { ...none, because: 'the scene has no streets' };
  if (count < LEAST_PLACES)
    return { ...none, because: `only ${count} places lie near a street, at least ${LEAST_PLACES} are needed` };
  const found = refined(streets, places, searched(streets, places), -1);
  if (found === null)
    return { ...none, because: 'the streets that were driven run one way, so a shift along them is not known' };
  const [eastM, northM] = found;
  if (Math.hypot(eastM, northM) > MOST_SHIFT_M)
    return {
      ...none,
      because: `the positions lie more than ${MOST_SHIFT_M} m beside the streets: see whether they are of this place`,
    };
  const [sdEastM, sdNorthM] = scatterOf(streets, places, found);
  const told = {
    eastM,
    northM,
    sdEastM,
    sdNorthM,
    beforeM,
    afterM: meanDistance(streets, places, found),
    places: count,
  };
  // Chi squared with two degrees of freedom, in place of two tests.
  const stands = Math.hypot(eastM / sdEastM, northM / sdNorthM) > LEAST_SDS * Math.SQRT2;
  return { ...told, because: stands ? null : 'the shift does not stand out from the scatter of the positions' };
}

/** One place for all rows of a square, of those near a street. */
function placesOf(x: ArrayLike<number>, y: ArrayLike<number>, streets: StreetSegments, seed: number): Places {
  const taken = new Set<string>();
  const rows: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const key = `${Math.floor(x[i]! / PLACE_M)} ${Math.floor(y[i]! / PLACE_M)}`;
    if (taken.has(key)) continue;
    taken.add(key);
    const offset = streets.nearest(x[i]!, y[i]!);
    if (offset !== null && offset.offsetM <= NEAR_M) rows.push(i);
  }
  const random = new Random(seed);
  while (rows.length > MOST_PLACES) rows.splice(random.below(rows.length), 1);
  const folds = new Map<string, number>();
  const fold = Uint8Array.from(rows, (i) => {
    const key = `${Math.floor(x[i]! / BLOCK_M)} ${Math.floor(y[i]! / BLOCK_M)}`;
    const known = folds.get(key) ?? random.below(FOLDS);
    folds.set(key, known);
    return known;
  });
  return { x: Float64Array.from(rows, (i) => x[i]!), y: Float64Array.from(rows, (i) => y[i]!), fold };
}

/** The best shift of the lattice. */
function searched(streets: StreetSegments, places: Places): Shift {
  let best: Shift = [0, 0];
  let least = cost(streets, places, best);
  for (let east = -MOST_SHIFT_M; east <= MOST_SHIFT_M; east += STEP_M)
    for (let north = -MOST_SHIFT_M; north <= MOST_SHIFT_M; north += STEP_M) {
      const sum = cost(streets, places, [east, north]);
      if (sum < least) [best, least] = [[east, north], sum];
    }
  return best;
}

/** Sum of Tukey's biweight of the distances. */
function cost(streets: StreetSegments, { x, y }: Places, [east, north]: Shift): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const offset = streets.nearest(x[i]! + east, y[i]! + north);
    const part = offset === null ? 1 : Math.min(1, offset.offsetM / PULL_M);
    sum += 1 - (1 - part * part) ** 3;
  }
  return sum;
}

/** Reweighted least squares from a shift; null where the streets do not cross enough. Places of the fold `without` are left out. */
function refined(streets: StreetSegments, { x, y, fold }: Places, from: Shift, without: number): Shift | null {
  let [east, north] = from;
  for (let round = 0; round < ROUNDS; round++) {
    let [xx, xy, yy, bx, by, weights] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      if (fold[i] === without) continue;
      const offset = streets.nearest(x[i]! + east, y[i]! + north);
      if (offset === null || offset.offsetM >= PULL_M) continue;
      const { normalX, normalY, offsetM } = offset;
      const weight = (1 - (offsetM / PULL_M) ** 2) ** 2;
      xx += weight * normalX * normalX;
      xy += weight * normalX * normalY;
      yy += weight * normalY * normalY;
      bx -= weight * normalX * offsetM;
      by -= weight * normalY * offsetM;
      weights += weight;
    }
    const determinant = xx * yy - xy * xy;
    const least = (xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy);
    if (!(least > LEAST_CROSSING * weights)) return null;
    const [de, dn] = [(bx * yy - by * xy) / determinant, (by * xx - bx * xy) / determinant];
    east += de;
    north += dn;
    if (Math.hypot(de, dn) < 1e-3) break;
  }
  return [east, north];
}

function scatterOf(streets: StreetSegments, places: Places, found: Shift): Shift {
  const folds = [...new Set(places.fold)];
  let [east, north] = [0, 0];
  for (const fold of folds) {
    const without = refined(streets, places, found, fold) ?? found;
    east += (without[0] - found[0]) ** 2;
    north += (without[1] - found[1]) ** 2;
  }
  const share = 1 - 1 / folds.length;
  return [Math.sqrt(share * east), Math.sqrt(share * north)];
}

function meanDistance(streets: StreetSegments, { x, y }: Places, [east, north]: Shift): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const offset = streets.nearest(x[i]! + east, y[i]! + north);
    if (offset === null) continue;
    sum += offset.offsetM;
    count++;
  }
  return sum / count;
}

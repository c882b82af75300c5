import { badInput } from '../../units/errors.ts';
import { type NeighbourSearch, neighbourSearch } from '../neighbours.ts';
import type { Points } from '../points.ts';
import { covarianceOf, type FieldKernel } from './field-kernel.ts';
import { type Conditional, type KrigingData, localKriging } from './local-kriging.ts';

/** One sector of a cluster and what its own mean function leaves at its measured cells. */
export interface ClusterMember {
  /** Position of the antenna in the scene frame [m]. */
  readonly x: number;
  readonly y: number;
  readonly points: Points;
  /** Measured minus mean function [dB], one for each point; NaN (no coverage) is left out. */
  readonly residualDb: ArrayLike<number>;
}

/** What the residuals of other sectors are at places [dB], smoothed; 0 far from their cells. */
export interface SharedShadow {
  /** Of the other sectors on the same mast; 0 everywhere where there are none. */
  readonly mastDb: Float64Array;
  /** Of the sectors on all other masts. */
  readonly othersDb: Float64Array;
}

/** Antennas this near to one another [m] are on one mast. */
const SAME_MAST_M = 10;

const NEIGHBOURS = 24;

/** The field that sectors share, as smooth as residuals show it, the noise including what each sector has to itself. */
const SHARED_KERNEL: FieldKernel = { shortSdDb: 4.5, shortM: 30, longSdDb: 5, longM: 150, noiseDb: 5 };

/**
 * Sectors share shadowing: what stands around a street or whether a cell is indoors dims every one of them, and what lies between it
 * and a mast dims all sectors of the mast (TR 38.901 clause 7.6.3.1 takes shadowing to be the same for all sectors of a site). So
 * the residuals of others tell about a sector where it has not been measured and they have.
 * @param members all sectors of the cluster; the residuals may only come from cells that the caller may look at
 * @returns for a member, given by its index, a function from places to what the others' residuals are there
 */
export function clusterShadow(members: readonly ClusterMember[]): (member: number) => (places: Points) => SharedShadow {
  const mast = mastOf(members);
  const all = pooled(members, () => true);
  const ofMast = new Map<number, Pool>();
  const poolOf = (m: number): Pool => {
    const known = ofMast.get(m) ?? pooled(members, (k) => mast[k] === m);
    ofMast.set(m, known);
    return known;
  };
  const krige = smoother();
  return (member) => {
    const own = mast[member];
    if (own === undefined) throw badInput(`Cluster of ${members.length} sectors: there is no sector ${member}.`);
    const mine = poolOf(own);
    return (places) => ({
      mastDb: krige(mine, places, (i) => mine.member[i] !== member),
      othersDb: krige(all, places, (i) => mast[all.member[i]!] !== own),
    });
  };
}

interface Pool {
  readonly data: KrigingData;
  readonly search: NeighbourSearch;
  /** The member that each datum belongs to. */
  readonly member: Uint32Array;
}

function pooled(members: readonly ClusterMember[], belongs: (member: number) => boolean): Pool {
  const x: number[] = [];
  const y: number[] = [];
  const residual: number[] = [];
  const member: number[] = [];
  for (const [k, { points, residualDb }] of members.entries()) {
    if (!belongs(k)) continue;
    for (let i = 0; i < residualDb.length; i++) {
      if (!Number.isFinite(residualDb[i]!)) continue;
      x.push(points.x[i]!);
      y.push(points.y[i]!);
      residual.push(residualDb[i]!);
      member.push(k);
    }
  }
  const points = { x: Float64Array.from(x), y: Float64Array.from(y) };
  const noiseDb2 = new Float64Array(x.length).fill(SHARED_KERNEL.noiseDb ** 2);
  return {
    data: { ...points, residualDb: Float64Array.from(residual), noiseDb2 },
    search: neighbourSearch(points),
    member: Uint32Array.from(member),
  };
}

function smoother() {
  const kriging = localKriging(NEIGHBOURS);
  const covariance = covarianceOf(SHARED_KERNEL);
  const indices = new Uint32Array(NEIGHBOURS);
  const squares = new Float64Array(NEIGHBOURS);
  const out: Conditional = { meanDb: 0, varianceDb2: 0 };
  // Beyond this the correlation is below 1 %: no datum, as far as the field is concerned.
  const withinM = 5 * SHARED_KERNEL.longM;
  return ({ data, search }: Pool, places: Points, accept: (index: number) => boolean): Float64Array => {
    const limits = { withinM, accept };
    return places.x.map((x, p) => {
      const y = places.y[p]!;
      const found = search.nearest(x, y, NEIGHBOURS, indices, squares, limits);
      kriging.condition(covariance, data, indices, found, x, y, out);
      return out.meanDb;
    });
  };
}

/** The first member on the same mast, for every member. */
function mastOf(members: readonly ClusterMember[]): number[] {
  return members.map(({ x, y }) => members.findIndex((other) => Math.hypot(other.x - x, other.y - y) <= SAME_MAST_M));
}

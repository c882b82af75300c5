import { knifeEdgeParameter } from './knife-edge.ts';

/**
 * A vertical cut from transmitter to receiver. A flat roof stands in it as TWO points, its near and its far edge. Heights are
 * absolute z [m] in one frame, distances [m] from the transmitter; points may come in any order, and those that are not strictly
 * between the ends do not count.
 */
export interface DiffractionProfile {
  readonly lengthM: number;
  readonly transmitterZM: number;
  readonly receiverZM: number;
  readonly distancesM: ArrayLike<number>;
  readonly heightsM: ArrayLike<number>;
  /** Effective Earth radius [m]; left out: a flat Earth, right within a few kilometres. */
  readonly earthRadiusM?: number;
}

/** A point of the profile with the Earth's bulge added to its height. */
export interface ProfileEdge {
  readonly distanceM: number;
  readonly heightM: number;
}

/** Edges nearer than this to an end [m] are part of the antenna's own support and would make nu infinite. */
const MIN_CLEARANCE_M = 1e-6;

/** The points strictly between the ends, in order of distance, raised by d1 d2 / 2a (P.1812-6 section 4.3.1). */
export function profileEdges(profile: DiffractionProfile): ProfileEdge[] {
  const edges: ProfileEdge[] = [];
  for (let i = 0; i < profile.distancesM.length; i++) {
    const d = profile.distancesM[i]!;
    const h = profile.heightsM[i]!;
    if (!(d > MIN_CLEARANCE_M && profile.lengthM - d > MIN_CLEARANCE_M) || !Number.isFinite(h)) continue;
    const bulge = profile.earthRadiusM ? (d * (profile.lengthM - d)) / (2 * profile.earthRadiusM) : 0;
    edges.push({ distanceM: d, heightM: h + bulge });
  }
  return edges.sort((a, b) => a.distanceM - b.distanceM);
}

/** nu of an edge on the path between two other points of the profile. */
export function edgeParameter(from: ProfileEdge, edge: ProfileEdge, to: ProfileEdge, wavelengthM: number): number {
  const d1 = edge.distanceM - from.distanceM;
  const d2 = to.distanceM - edge.distanceM;
  const line = (from.heightM * d2 + to.heightM * d1) / (d1 + d2);
  return knifeEdgeParameter(edge.heightM - line, d1, d2, wavelengthM);
}

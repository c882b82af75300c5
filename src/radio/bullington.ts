import { type DiffractionProfile, edgeParameter, type ProfileEdge, profileEdges } from './diffraction-profile.ts';
import { knifeEdgeLossDb, knifeEdgeParameter } from './knife-edge.ts';

export interface BullingtonLoss {
  /** Parameter of the equivalent edge; -Infinity with an empty profile. */
  readonly nu: number;
  /** J(nu) of the equivalent edge alone [dB]. */
  readonly edgeLossDb: number;
  /** With the empirical term of the Recommendation, which makes up for edges that the equivalent one hides [dB]. */
  readonly lossDb: number;
}

/**
 * Bullington diffraction loss over a profile (ITU-R P.1812-6 section 4.3.1, from P.526 section 4.5):
 * the edge where the horizon lines of both ends meet; on a clear path the profile point with the greatest nu. Then
 * L = J + (1 - e^{-J/6})(10 + 0.02 d), d in km. The last term was fitted to terrain: over one clean edge it adds up to 10 dB
 * that are not there, so `edgeLossDb` is given beside it.
 */
export function bullingtonLoss(profile: DiffractionProfile, wavelengthM: number): BullingtonLoss {
  const edges = profileEdges(profile);
  const nu = bullingtonParameter(profile, edges, wavelengthM);
  const edgeLossDb = knifeEdgeLossDb(nu);
  const lossDb = edgeLossDb + (1 - Math.exp(-edgeLossDb / 6)) * (10 + 0.02e-3 * profile.lengthM);
  return { nu, edgeLossDb, lossDb };
}

function bullingtonParameter(profile: DiffractionProfile, edges: readonly ProfileEdge[], wavelengthM: number): number {
  const d = profile.lengthM;
  const ht = profile.transmitterZM;
  const hr = profile.receiverZM;
  const direct = (hr - ht) / d;
  let slopeFromTx = Number.NEGATIVE_INFINITY;
  let slopeFromRx = Number.NEGATIVE_INFINITY;
  let nearTx = 0;
  let nearRx = 0;
  for (const { distanceM, heightM } of edges) {
    const fromTx = (heightM - ht) / distanceM;
    const fromRx = (heightM - hr) / (d - distanceM);
    if (fromTx > slopeFromTx) {
      slopeFromTx = fromTx;
      nearTx = distanceM;
    }
    if (fromRx > slopeFromRx) {
      slopeFromRx = fromRx;
      nearRx = distanceM;
    }
  }
  if (slopeFromTx <= direct) {
    const from = { distanceM: 0, heightM: ht };
    const to = { distanceM: d, heightM: hr };
    let greatest = Number.NEGATIVE_INFINITY;
    for (const edge of edges) greatest = Math.max(greatest, edgeParameter(from, edge, to, wavelengthM));
    return greatest;
  }
  // The horizon lines meet between the two horizon points; rounding on a nearly grazing path must not carry the point beyond.
  const meeting = (hr - ht + slopeFromRx * d) / (slopeFromTx + slopeFromRx);
  const at = Math.min(Math.max(meeting, Math.min(nearTx, nearRx)), Math.max(nearTx, nearRx));
  const height = ht + slopeFromTx * at - (ht * (d - at) + hr * at) / d;
  return knifeEdgeParameter(height, at, d - at, wavelengthM);
}

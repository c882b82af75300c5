import { type DiffractionProfile, edgeParameter, type ProfileEdge, profileEdges } from './diffraction-profile.ts';
import { knifeEdgeLossDb } from './knife-edge.ts';

export interface DeygoutLoss {
  readonly lossDb: number;
  /** The edges that count, main edge first (at most 3): where they stand, their nu and what they add [dB]. */
  readonly edges: readonly { readonly distanceM: number; readonly nu: number; readonly lossDb: number }[];
}

/**
 * Deygout diffraction loss with at most three edges: the edge of greatest nu, then on either side the edge of greatest nu between
 * that one's top and the end (Deygout 1966; ITU-R P.526-15 section 4.3 for a main edge and one more). Each side edge adds J(nu)
 * less the correction Tc of P.526-15 section 4.3, without which two edges of one roof, a metre apart, would count as two
 * obstacles: Tc brings the second edge of a vanishing roof to 0 dB. A side edge never adds less than 0 dB.
 */
export function deygoutLoss(profile: DiffractionProfile, wavelengthM: number): DeygoutLoss {
  const edges = profileEdges(profile);
  const from: ProfileEdge = { distanceM: 0, heightM: profile.transmitterZM };
  const to: ProfileEdge = { distanceM: profile.lengthM, heightM: profile.receiverZM };
  const main = strongest(edges, from, to, wavelengthM);
  if (!main) return { lossDb: 0, edges: [] };
  const counted = [{ distanceM: main.edge.distanceM, nu: main.nu, lossDb: knifeEdgeLossDb(main.nu) }];
  const top = main.edge;
  const alone = (edge: ProfileEdge) => edgeParameter(from, edge, to, wavelengthM);
  const sides = [
    { side: strongest(edges, from, top, wavelengthM), near: to, far: from },
    { side: strongest(edges, top, to, wavelengthM), near: from, far: to },
  ];
  for (const { side, near, far } of sides) {
    if (!side) continue;
    const correction = closeEdgeCorrectionDb(
      Math.abs(top.distanceM - near.distanceM),
      Math.abs(side.edge.distanceM - top.distanceM),
      Math.abs(far.distanceM - side.edge.distanceM),
      main.nu,
      alone(side.edge),
    );
    const lossDb = Math.max(0, knifeEdgeLossDb(side.nu) - correction);
    if (lossDb > 0) counted.push({ distanceM: side.edge.distanceM, nu: side.nu, lossDb });
  }
  return { lossDb: counted.reduce((sum, edge) => sum + edge.lossDb, 0), edges: counted };
}

interface FoundEdge {
  readonly edge: ProfileEdge;
  readonly nu: number;
}

/** The edge of greatest nu between two points, or null when none comes near the line (nu > -0.78). */
function strongest(
  edges: readonly ProfileEdge[],
  from: ProfileEdge,
  to: ProfileEdge,
  wavelengthM: number,
): FoundEdge | null {
  let best: FoundEdge | null = null;
  for (const edge of edges) {
    if (!(edge.distanceM > from.distanceM && edge.distanceM < to.distanceM)) continue;
    const nu = edgeParameter(from, edge, to, wavelengthM);
    if (nu > (best?.nu ?? -0.78)) best = { edge, nu };
  }
  return best;
}

/**
 * Correction Tc [dB] for a side edge of a main edge: (12 - 20 log10(2 / (1 - alpha/pi))) (q/p)^{2p} with
 * tan alpha = sqrt(b (a+b+c) / (a c)) (P.526-15 section 4.3). 0 unless both edges rise above the whole path's line (p, q > 0).
 * @param aM,bM,cM distances [m] end - main edge, main edge - side edge, side edge - other end, all > 0
 * @param p,q nu of the main and of the side edge, each alone over the whole path
 */
export function closeEdgeCorrectionDb(aM: number, bM: number, cM: number, p: number, q: number): number {
  if (!(p > 0 && q > 0)) return 0;
  const alpha = Math.atan(Math.sqrt((bM * (aM + bM + cM)) / (aM * cM)));
  return (12 - 20 * Math.log10(2 / (1 - alpha / Math.PI))) * Math.min(1, q / p) ** (2 * p);
}

import { type DiffractionProfile, edgeParameter, type ProfileEdge, profileEdges } from './diffraction-profile.ts';
import { knifeEdgeLossDb, knifeEdgeParameter } from './knife-edge.ts';

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
  const sides = [
    { found: strongest(edges, from, top, wavelengthM), far: from, near: to },
    { found: strongest(edges, top, to, wavelengthM), far: to, near: from },
  ];
  for (const { found, far, near } of sides) {
    if (!found) continue;
    const lossDb = Math.max(
      0,
      knifeEdgeLossDb(found.nu) - closeEdgeCorrectionDb(near, top, found.edge, far, wavelengthM),
    );
    if (lossDb > 0) counted.push({ distanceM: found.edge.distanceM, nu: found.nu, lossDb });
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
 * Tc [dB] = (12 - 20 log10(2 / (1 - alpha/pi))) (q/p)^{2p} of P.526-15 section 4.3, with a, b, c the distances end - main edge -
 * side edge - other end, tan alpha = sqrt(b (a+b+c) / (a c)), and p, q the nu of main and side edge over the whole path. A side
 * edge below the whole path's line (q <= 0) needs no correction.
 */
function closeEdgeCorrectionDb(
  near: ProfileEdge,
  main: ProfileEdge,
  side: ProfileEdge,
  far: ProfileEdge,
  wavelengthM: number,
): number {
  const a = Math.abs(main.distanceM - near.distanceM);
  const b = Math.abs(side.distanceM - main.distanceM);
  const c = Math.abs(far.distanceM - side.distanceM);
  const whole = a + b + c;
  const line = (at: number) => (near.heightM * (whole - at) + far.heightM * at) / whole;
  const p = knifeEdgeParameter(main.heightM - line(a), a, b + c, wavelengthM);
  const q = knifeEdgeParameter(side.heightM - line(a + b), a + b, c, wavelengthM);
  if (!(p > 0 && q > 0)) return 0;
  const alpha = Math.atan(Math.sqrt((b * whole) / (a * c)));
  return (12 - 20 * Math.log10(2 / (1 - alpha / Math.PI))) * Math.min(1, q / p) ** (2 * p);
}

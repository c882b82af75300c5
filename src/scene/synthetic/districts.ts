import type { Random } from '../../units/random.ts';
import { distance, type Point } from './plan-geometry.ts';

export type DistrictKind = 'old-town' | 'grid' | 'business' | 'slabs' | 'villas' | 'industry' | 'park';

/** How a district's streets are laid. Widths are from building line to building line. */
export interface StreetStyle {
  readonly streetWidthM: number;
  /** A block is cut on until it is smaller than this [m^2]. */
  readonly blockAreaM2: number;
  /** Cuts leave the middle by up to this share of the half length. */
  readonly jitter: number;
  /** Cuts leave the right angle by up to this [rad]. */
  readonly angleRad: number;
  /** Lanes bend by up to this share of their length. */
  readonly bend: number;
  /** A street end within this of another across the way moves onto it [m]. */
  readonly snapM: number;
}

export const STREET_STYLES: Readonly<Record<DistrictKind, StreetStyle>> = {
  'old-town': { streetWidthM: 7.5, blockAreaM2: 3000, jitter: 0.25, angleRad: 0.28, bend: 0.13, snapM: 4 },
  grid: { streetWidthM: 16, blockAreaM2: 8200, jitter: 0.04, angleRad: 0, bend: 0, snapM: 26 },
  business: { streetWidthM: 20, blockAreaM2: 11000, jitter: 0.08, angleRad: 0, bend: 0, snapM: 26 },
  slabs: { streetWidthM: 14, blockAreaM2: 26000, jitter: 0.15, angleRad: 0.08, bend: 0.05, snapM: 12 },
  villas: { streetWidthM: 10, blockAreaM2: 7600, jitter: 0.15, angleRad: 0.05, bend: 0.06, snapM: 10 },
  industry: { streetWidthM: 15, blockAreaM2: 26000, jitter: 0.15, angleRad: 0.03, bend: 0, snapM: 15 },
  park: { streetWidthM: 5, blockAreaM2: 40000, jitter: 0.2, angleRad: 0.3, bend: 0.12, snapM: 5 },
};

interface Anchor {
  readonly kind: DistrictKind;
  readonly at: Point;
  /** Districts with a larger reach win cells from further away [m]. */
  readonly reachM: number;
}

export interface DistrictMap {
  readonly centre: Point;
  kindAt(p: Point): DistrictKind;
}

/**
 * Decides what stands where outside the old town's ring: perimeter blocks around it, business towers on the
 * other bank, estates, villas, industry along the river downstream, and parks; further out the outer kinds repeat.
 */
export function planDistricts(random: Random, sizeM: number, centre: Point, toLand: Point, flow: Point): DistrictMap {
  const half = sizeM / 2;
  const on = (along: number, across: number): Point => ({
    x: centre.x + flow.x * along + toLand.x * across,
    y: centre.y + flow.y * along + toLand.y * across,
  });
  const downstream = random.chance(0.5) ? 1 : -1;
  const anchors: Anchor[] = [
    { kind: 'grid', at: on(420, 420), reachM: 420 },
    { kind: 'grid', at: on(-420, 420), reachM: 420 },
    { kind: 'grid', at: on(0, 640), reachM: 380 },
    { kind: 'grid', at: on(-downstream * 120, -420), reachM: 400 },
    { kind: 'business', at: on(downstream * 420, -330), reachM: 330 },
    { kind: 'park', at: on(-downstream * 560, random.chance(0.5) ? 230 : -300), reachM: 210 },
    { kind: 'industry', at: on(downstream * 920, random.chance(0.5) ? 260 : -260), reachM: 330 },
    { kind: 'slabs', at: on(downstream * 780, 800), reachM: 400 },
    { kind: 'villas', at: on(-downstream * 820, 820), reachM: 420 },
    { kind: 'villas', at: on(-downstream * 760, -800), reachM: 400 },
    { kind: 'slabs', at: on(downstream * 260, -850), reachM: 380 },
  ];
  const outer: readonly DistrictKind[] = ['grid', 'grid', 'slabs', 'villas', 'villas', 'industry', 'park', 'business'];
  const rings = Math.ceil(half / 700);
  for (let i = -rings; i <= rings; i++)
    for (let j = -rings; j <= rings; j++) {
      const p = { x: i * 700 + random.between(-200, 200), y: j * 700 + random.between(-200, 200) };
      const kind = random.pick(outer);
      const reachM = random.between(240, 420) * (kind === 'park' || kind === 'business' ? 0.6 : 1);
      if (distance(p, centre) > 1500) anchors.push({ kind, at: p, reachM });
    }
  return {
    centre,
    kindAt(p) {
      let best: DistrictKind = 'grid';
      let least = Infinity;
      for (const a of anchors) {
        const score = distance(p, a.at) / a.reachM;
        if (score < least) {
          least = score;
          best = a.kind;
        }
      }
      return best;
    },
  };
}

import { cornerFactor } from '../sweep/deposit.ts';
import type { SweepProblem } from '../sweep/sweep-problem.ts';
import type { Corner } from '../sweep/visible-corners.ts';
import type { PointTracer } from './trace-point.ts';

/**
 * Path gain [linear] at (x, y) [m, relative to the city's offset] of the wave that bends round an upright edge there; 0 where the point
 * lies beside the fan of the edge, above or below what it sends, or behind something.
 */
export function gainRoundCorner(
  p: SweepProblem,
  tracer: PointTracer,
  corner: Corner,
  x: number,
  y: number,
  bounced: boolean,
): number {
  const dx = x - corner.x;
  const dy = y - corner.y;
  const [c, s] = [Math.cos(corner.shadowFromRad), Math.sin(corner.shadowFromRad)];
  // Angle from the shadow's boundary towards its inside.
  const turned = Math.atan2(c * dy - s * dx, c * dx + s * dy) * Math.sign(corner.sweepRad);
  if (!(turned >= 0 && turned <= Math.abs(corner.sweepRad))) return 0;
  const dh = p.txHeight + (bounced ? p.rxHeight : -p.rxHeight);
  const r = corner.distanceM + Math.hypot(dx, dy);
  const slope = -dh / r;
  const flattest = Math.min(0, (corner.roofM - p.txHeight) / corner.distanceM);
  if (slope <= corner.steepestClear || slope > flattest) return 0;
  const gain = tracer.gainRound(corner.x, corner.y, x, y, bounced);
  return gain > 0 ? gain * cornerFactor(p, x, y, r, dh) : 0;
}

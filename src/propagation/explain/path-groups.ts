import { PATH_EVENT } from '../path-cache.ts';
import { PROVENANCE } from '../radio-map.ts';
import type { EventList } from '../sweep/beam-events.ts';
import type { SweepProblem } from '../sweep/sweep-problem.ts';
import type { Corner } from '../sweep/visible-corners.ts';

/** All rays to a cell that meet the same surfaces in the same order. */
export interface PathGroup {
  readonly mechanism: number;
  /** Sum of the path gains at the cell's points [linear], and at how many of them there is one. */
  sum: number;
  points: number;
  /** The point nearest to the cell's centre: how to trace it again, and its gain. */
  nearestM: number;
  x: number;
  y: number;
  gain: number;
  walls: readonly number[];
  bounced: boolean;
  corner: Corner | null;
}

/** One ray that was found at a point of the cell. */
export type FoundRay = Pick<PathGroup, 'mechanism' | 'x' | 'y' | 'gain' | 'walls' | 'bounced' | 'corner'> & {
  readonly offCentreM: number;
};

export class PathGroups {
  readonly groups = new Map<string, PathGroup>();

  add(key: string, ray: FoundRay): void {
    const known = this.groups.get(key);
    if (!known) {
      const { offCentreM, ...rest } = ray;
      this.groups.set(key, { ...rest, sum: ray.gain, points: 1, nearestM: offCentreM });
      return;
    }
    known.sum += ray.gain;
    known.points++;
    if (ray.offCentreM >= known.nearestM) return;
    known.nearestM = ray.offCentreM;
    known.x = ray.x;
    known.y = ray.y;
    known.gain = ray.gain;
    known.walls = ray.walls;
  }
}

/** Equal for rays that meet the same faces in the same order; walls of one building that lie in one plane are one face. */
export function surfacesKey(p: SweepProblem, met: EventList): string {
  let key = '';
  for (let i = 0; i < met.count; i++) {
    key += `${met.kind[i]} ${met.building[i]}`;
    if (met.kind[i] === PATH_EVENT.reflected) key += ` ${faceOf(p, met.wall[i]!)}`;
    key += ',';
  }
  return key;
}

function faceOf({ city }: SweepProblem, wall: number): string {
  const nx = city.wallNormals[2 * wall]!;
  const ny = city.wallNormals[2 * wall + 1]!;
  const offset = nx * city.wallEnds[4 * wall]! + ny * city.wallEnds[4 * wall + 1]!;
  return `${Math.round((Math.atan2(ny, nx) * 180) / Math.PI)} ${Math.round(2 * offset)}`;
}

export function mechanismOfRay(transmitted: boolean, turns: number, bounced: boolean): number {
  if (transmitted) return PROVENANCE.transmitted;
  return turns > 0 || bounced ? PROVENANCE.reflected : PROVENANCE.direct;
}

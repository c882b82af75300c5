import type { Scene } from '../../scene/scene.ts';
import { bearingFromMath, degrees } from '../../units/angle.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import { PATH_EVENT } from '../path-cache.ts';
import { PROVENANCE } from '../radio-map.ts';
import { EVENT_R } from '../sweep/beam.ts';
import { cornerFactor, cornerParameter } from '../sweep/deposit.ts';
import type { RooftopEdge } from '../sweep/rooftop-profile.ts';
import { NONE, type SweepProblem } from '../sweep/sweep-problem.ts';
import type { ExplainedPath, PathStep, SurfaceStep } from './explained-path.ts';
import type { PathGroup } from './path-groups.ts';
import { gainRoundCorner } from './round-corner.ts';
import type { PointTracer } from './trace-point.ts';

/** Writes down what a tracer finds: the places of a path and its budget step by step. */
export class PathWriter {
  readonly #p: SweepProblem;
  readonly #scene: Scene;
  readonly #tracer: PointTracer;
  readonly #points: number;

  /** @param points over how many points of the cell the gains of groups are sums */
  constructor(p: SweepProblem, scene: Scene, tracer: PointTracer, points: number) {
    this.#p = p;
    this.#scene = scene;
    this.#tracer = tracer;
    this.#points = points;
  }

  /** The path of a group to its point nearest to the cell's centre, with its gain over the whole cell. */
  ofGroup(group: PathGroup): ExplainedPath {
    const { x, y, corner, bounced } = group;
    if (corner) gainRoundCorner(this.#p, this.#tracer, corner, x, y, bounced);
    else this.#tracer.gainBy(group.walls, x, y, bounced);
    const steps = this.#stepsSoFar();
    if (corner) steps.push(...this.#cornerSteps(group));
    else steps.push(...this.#surfaceSteps());
    const gain = group.sum / this.#points;
    steps.push({
      kind: 'share of the cell',
      gainDb: dbFromLinear(gain / group.gain),
      share: group.points / this.#points,
    });
    return this.#path(group.mechanism, gain, steps, this.#placesOf(group));
  }

  /** The path over the roofs to (x, y) [m, relative to the city's offset], bent at `edges`. */
  overRoofs(x: number, y: number, edges: readonly RooftopEdge[]): ExplainedPath {
    let gain = this.#tracer.gainStraight(x, y);
    const steps = this.#stepsSoFar();
    const [dx, dy] = [(x - this.#p.txX) / this.#tracer.plan.lengthM, (y - this.#p.txY) / this.#tracer.plan.lengthM];
    const places: Place[] = [];
    for (const { distanceM, heightM, nu, lossDb } of edges) {
      gain *= 10 ** (-lossDb / 10);
      steps.push({ kind: 'roof edge', gainDb: -lossDb, distanceM, heightM, nu });
      places.push([this.#p.txX + dx * distanceM, this.#p.txY + dy * distanceM, heightM]);
    }
    places.push([x, y, this.#p.rxHeight]);
    return this.#path(PROVENANCE.diffracted, gain, steps, places);
  }

  #path(mechanism: number, gain: number, steps: readonly PathStep[], places: readonly Place[]): ExplainedPath {
    const { txX, txY, txHeight, city } = this.#p;
    const ground = this.#scene.groundZM ?? 0;
    const start: Place = [txX, txY, txHeight];
    const pointsM = Float64Array.from(
      [start, ...places].flatMap(([x, y, z]) => [x + city.offsetX, y + city.offsetY, z + ground]),
    );
    return { mechanism, pointsM, gain, gainDb: dbFromLinear(gain), lengthM: this.#tracer.lengthM, steps };
  }

  #stepsSoFar(): PathStep[] {
    const { lengthM, departure, antennaGain } = this.#tracer;
    return [
      { kind: 'free space', gainDb: 2 * dbFromLinear(this.#p.wavelengthM / (4 * Math.PI * lengthM)), lengthM },
      {
        kind: 'antenna',
        gainDb: dbFromLinear(antennaGain),
        bearingDeg: bearingFromMath(Math.atan2(departure[1]!, departure[0]!)),
        elevationDeg: degrees(Math.asin(departure[2]!)),
      },
    ];
  }

  #surfaceSteps(): SurfaceStep[] {
    const { events, factors } = this.#tracer;
    return Array.from({ length: events.count }, (_, i) => ({
      kind: SURFACE[events.kind[i]! as 0 | 1 | 2 | 3],
      gainDb: dbFromLinear(factors[i]!),
      building: events.building[i] === NONE ? null : this.#idOf(events.building[i]!),
      material: this.#p.city.materials[events.material[i]!]!,
      incidenceDeg: degrees(Math.acos(Math.min(1, events.cosine[i]!))),
    }));
  }

  #cornerSteps({ corner, x, y }: PathGroup): PathStep[] {
    if (!corner) return [];
    const { plan, dh } = this.#tracer;
    const bent: PathStep = {
      kind: 'corner',
      gainDb: dbFromLinear(cornerFactor(this.#p, x, y, plan.lengthM, dh)),
      building: this.#idOf(corner.building),
      nu: cornerParameter(this.#p, x, y, plan.lengthM, dh),
    };
    return [bent, ...this.#surfaceSteps()];
  }

  #idOf(building: number): string {
    return this.#scene.buildings[building]?.id ?? '';
  }

  /** Where the path is turned or goes through a surface, in order, and its end; heights above the ground. */
  #placesOf({ corner, x, y }: PathGroup): Place[] {
    const { walk, plan, dh, bounced } = this.#tracer;
    const p = this.#p;
    const height = (r: number) => Math.abs(p.txHeight - (dh * r) / plan.lengthM);
    const out: (readonly [r: number, x: number, y: number])[] = [[0, p.txX, p.txY]];
    if (corner) out.push([corner.distanceM, corner.x, corner.y]);
    for (let i = 0; i < walk.events; i++) out.push([walk.ray[EVENT_R + i]!, walk.eventX[i]!, walk.eventY[i]!]);
    out.push([plan.lengthM, x, y]);
    const onGround = (plan.lengthM * p.txHeight) / dh;
    if (bounced) {
      const after = out.findIndex(([r]) => r >= onGround);
      const [r0, x0, y0] = out[after - 1]!;
      const [r1, x1, y1] = out[after]!;
      const share = (onGround - r0) / (r1 - r0);
      out.splice(after, 0, [onGround, x0 + share * (x1 - x0), y0 + share * (y1 - y0)]);
    }
    return out.slice(1).map(([r, px, py]) => [px, py, height(r)]);
  }
}

type Place = readonly [x: number, y: number, heightM: number];

const SURFACE = {
  [PATH_EVENT.reflected]: 'reflection',
  [PATH_EVENT.transmitted]: 'transmission',
  [PATH_EVENT.throughRoof]: 'roof',
  [PATH_EVENT.ground]: 'ground',
} as const;

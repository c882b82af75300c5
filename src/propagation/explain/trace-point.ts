import { antennaField, transmitSlant } from '../../radio/antenna.ts';
import type { Sector } from '../../sites/sector.ts';
import { COUNT, LAUNCH, WAS_TRANSMITTED } from '../sweep/beam.ts';
import { type EventList, eventList, listEvents } from '../sweep/beam-events.ts';
import { surfaceFactors } from '../sweep/beam-power.ts';
import { LAUNCH_STRIDE } from '../sweep/launches.ts';
import { MAX_EVENTS, NONE, type SweepProblem } from '../sweep/sweep-problem.ts';
import { mirrorPoints, type PlanPath, planPath } from './mirror-points.ts';
import { RayWalk } from './walk-ray.ts';

/**
 * The exact path from a problem's transmitter to one point of the receiver plane, by given walls: turning points by images in plan, what
 * is on the way by following that one ray, and its power by the antenna's field replayed over its surfaces in float64. What it found
 * last stays in its fields until the next call.
 */
export class PointTracer {
  readonly walk: RayWalk;
  readonly plan: PlanPath = planPath();
  readonly events: EventList = eventList();
  /** Power factor [linear] of every event. */
  readonly factors = new Float64Array(MAX_EVENTS + 1);
  /** Direction of departure: a unit vector. */
  readonly departure = new Float64Array(3);
  /** The antenna's gain in that direction [linear]. */
  antennaGain = 0;
  /** Length of the way in space [m] and its vertical leg, the ground's bounce unfolded. */
  lengthM = 0;
  dh = 0;
  bounced = false;
  readonly #p: SweepProblem;
  readonly #sector: Sector;
  readonly #slantRad: number;
  readonly #launches = { count: 1, values: new Float64Array(LAUNCH_STRIDE) };

  constructor(p: SweepProblem, sector: Sector) {
    this.#p = p;
    this.#sector = sector;
    this.#slantRad = transmitSlant(sector.polarisation);
    this.walk = new RayWalk(p);
  }

  /** It went through a wall or a roof. */
  get transmitted(): boolean {
    return (this.walk.ray[COUNT]! & WAS_TRANSMITTED) !== 0;
  }

  /**
   * Path gain [linear] at (x, y) [m, relative to the city's offset] of the path that `walls` reflect in their order, with a bounce on
   * the ground where `bounced`; 0 where there is none.
   */
  gainBy(walls: readonly number[], x: number, y: number, bounced: boolean): number {
    const p = this.#p;
    const most = p.maxDepth - (bounced ? 1 : 0);
    if (walls.length > most || !mirrorPoints(p.city, p.txX, p.txY, walls, x, y, this.plan)) return 0;
    this.#height(bounced);
    this.walk.startAtTransmitter(-this.dh / this.plan.lengthM, most);
    let fromX = p.txX;
    let fromY = p.txY;
    let gone = 0;
    for (let i = 0; i <= walls.length; i++) {
      const dx = this.plan.x[i]! - fromX;
      const dy = this.plan.y[i]! - fromY;
      const length = Math.hypot(dx, dy);
      if (length === 0) return 0;
      if (i === 0) this.#depart(dx / length, dy / length);
      if (i === walls.length && bounced && !this.#onGround(gone, fromX, fromY, dx / length, dy / length)) return 0;
      if (!this.walk.leg(dx / length, dy / length, length, walls[i] ?? NONE)) return 0;
      fromX = this.plan.x[i]!;
      fromY = this.plan.y[i]!;
      gone += length;
    }
    return this.#power();
  }

  /** The same for a ray that bends round an upright edge at (cornerX, cornerY) and meets nothing else; the edge's loss is left out. */
  gainRound(cornerX: number, cornerY: number, x: number, y: number, bounced: boolean): number {
    const p = this.#p;
    const before = Math.hypot(cornerX - p.txX, cornerY - p.txY);
    const after = Math.hypot(x - cornerX, y - cornerY);
    if (after === 0) return 0;
    this.plan.x[0] = cornerX;
    this.plan.y[0] = cornerY;
    this.plan.lengthM = before + after;
    this.#height(bounced);
    this.#depart((cornerX - p.txX) / before, (cornerY - p.txY) / before);
    const dx = (x - cornerX) / after;
    const dy = (y - cornerY) / after;
    if (bounced && !this.#onGround(before, cornerX, cornerY, dx, dy)) return 0;
    this.walk.startAtCorner(cornerX, cornerY, before, -this.dh / this.plan.lengthM);
    return this.walk.leg(dx, dy, after, NONE) ? this.#power() : 0;
  }

  /** The same for the straight way, whatever is on it. */
  gainStraight(x: number, y: number): number {
    const p = this.#p;
    this.plan.lengthM = Math.hypot(x - p.txX, y - p.txY);
    this.#height(false);
    this.#depart((x - p.txX) / this.plan.lengthM, (y - p.txY) / this.plan.lengthM);
    this.walk.startAtTransmitter(-this.dh / this.plan.lengthM, 0);
    return this.#power();
  }

  #height(bounced: boolean) {
    this.bounced = bounced;
    this.dh = this.#p.txHeight + (bounced ? this.#p.rxHeight : -this.#p.rxHeight);
    this.lengthM = Math.hypot(this.plan.lengthM, this.dh);
  }

  #depart(dx: number, dy: number) {
    const horizontal = this.plan.lengthM / this.lengthM;
    this.departure[0] = dx * horizontal;
    this.departure[1] = dy * horizontal;
    this.departure[2] = -this.dh / this.lengthM;
    this.#launches.values[0] = dx;
    this.#launches.values[1] = dy;
  }

  /** False where the bounce would fall beyond the ground's edge on the last piece; earlier ones are taken to lie on it, as by the sweep. */
  #onGround(gone: number, x: number, y: number, dx: number, dy: number): boolean {
    const p = this.#p;
    const g = p.city.ground;
    if (!g) return false;
    const t = (this.plan.lengthM * p.txHeight) / (p.txHeight + p.rxHeight) - gone;
    if (t < 0) return true;
    return x + dx * t >= g.minX && x + dx * t <= g.maxX && y + dy * t >= g.minY && y + dy * t <= g.maxY;
  }

  #power(): number {
    const p = this.#p;
    const { pattern, azimuthDeg, downtiltDeg } = this.#sector;
    const [kx, ky, kz] = this.departure as unknown as [number, number, number];
    const [theta, phi] = antennaField(pattern, this.#slantRad, azimuthDeg, downtiltDeg, kx, ky, kz);
    this.antennaGain = theta * theta + phi * phi;
    this.walk.ray[LAUNCH] = 0;
    listEvents(p, this.#launches, this.walk.ray, 0, this.plan.lengthM, this.dh, this.bounced, this.events);
    surfaceFactors(p, this.events, theta, phi, this.factors);
    let gain = this.antennaGain * (p.wavelengthM / (4 * Math.PI * this.lengthM)) ** 2;
    for (let i = 0; i < this.events.count; i++) gain *= this.factors[i]!;
    return gain;
  }
}

import {
  BEAM_WORDS,
  COUNT,
  DX,
  DY,
  ENTRY_BIAS_M,
  EVENT_R,
  EVENT_TYPE,
  EVENTS,
  INSIDE,
  KEY,
  LAST_WALL,
  LOOK_BACK_M,
  OVER_A,
  OVER_B,
  OX,
  OY,
  R0,
  REFLECT,
  ROOF,
  TRANSMIT,
  WAS_TRANSMITTED,
} from '../sweep/beam.ts';
import { type Hit, nextHit } from '../sweep/next-hit.ts';
import { MAX_EVENTS, NONE, type SweepProblem } from '../sweep/sweep-problem.ts';

/** A reflection point and the wall found there are the same place within this distance [m]. */
const SAME_PLACE_M = 1e-3;

/**
 * Follows ONE ray through the plan, leg by leg, by the rules by which the sweep follows beams (sweep/follow-beam.ts): what lies lower
 * than the ray is passed above, walls it meets are gone through where transmission is on, and a ray that comes down on a roof goes
 * through that. Heights unfold as in a beam: z = h + s r, below zero after the ground.
 */
export class RayWalk {
  /** What `listEvents` reads: count, events and their unfolded distances (layout of sweep/beam.ts). */
  readonly ray = new Float64Array(BEAM_WORDS);
  /** Plan position of every event [m, relative to the city's offset]. */
  readonly eventX = new Float64Array(MAX_EVENTS);
  readonly eventY = new Float64Array(MAX_EVENTS);
  readonly #p: SweepProblem;
  readonly #hit: Hit = { key: 0, wall: NONE, entering: false };
  #slope = 0;
  #mostEvents = 0;

  constructor(p: SweepProblem) {
    this.#p = p;
  }

  get events(): number {
    return this.ray[COUNT]! & 0xff;
  }

  /** Begins at the transmitter. `mostEvents`: interactions that the ray may have, the ground's left out. */
  startAtTransmitter(slope: number, mostEvents: number): void {
    this.#start(this.#p.txX, this.#p.txY, 0, slope, mostEvents, -LOOK_BACK_M);
    this.ray[OVER_A] = this.#p.standsOn[0];
    this.ray[OVER_B] = this.#p.standsOn[1];
  }

  /** Begins at a diffracting corner, `r0` [m] of plan distance from the transmitter; such a ray meets nothing any more. */
  startAtCorner(x: number, y: number, r0: number, slope: number): void {
    this.#start(x, y, r0, slope, 0, LOOK_BACK_M);
  }

  #start(x: number, y: number, r0: number, slope: number, mostEvents: number, key: number) {
    const ray = this.ray;
    ray[OX] = x;
    ray[OY] = y;
    ray[R0] = r0;
    ray[KEY] = key;
    ray[LAST_WALL] = NONE;
    ray[COUNT] = 0;
    ray[INSIDE] = NONE;
    ray[OVER_A] = NONE;
    ray[OVER_B] = NONE;
    this.#slope = slope;
    this.#mostEvents = mostEvents;
  }

  /**
   * Goes on for `length` [m] in the unit direction (dx, dy): up to `wall`, where it is reflected, or with NONE to the receiver. False
   * where something is in the way, or the wall is not what it meets there.
   */
  leg(dx: number, dy: number, length: number, wall: number): boolean {
    const { ray } = this;
    const hit = this.#hit;
    ray[DX] = dx;
    ray[DY] = dy;
    const far = wall === NONE ? length : length + ENTRY_BIAS_M + SAME_PLACE_M;
    while (nextHit(this.#p.city, ray, far, hit)) {
      const t = hit.key - (hit.entering ? ENTRY_BIAS_M : 0);
      if (wall === NONE && t >= length) break;
      const turns = hit.wall === wall && Math.abs(t - length) < SAME_PLACE_M;
      const step = this.#meet(t, turns);
      if (step === BLOCKED) return false;
      if (step === TURNED) return true;
      if (step === AGAIN) continue;
      ray[KEY] = hit.key;
      ray[LAST_WALL] = hit.wall;
    }
    return wall === NONE && this.#comeDownAt(ray[R0]! + length);
  }

  #meet(t: number, turns: boolean): number {
    const { ray } = this;
    const { city } = this.#p;
    const { wall, entering } = this.#hit;
    const building = city.wallBuilding[wall]!;
    if (ray[INSIDE] !== NONE) {
      if (entering || ray[INSIDE] !== building) return PASSED;
      return turns ? this.#reflect(t) : this.#transmit(t, NONE);
    }
    const wasOver = ray[OVER_A] === building || ray[OVER_B] === building;
    if (!entering && !wasOver) return PASSED;
    const r = ray[R0]! + t;
    const z = this.#p.txHeight + this.#slope * r;
    const highest = this.#highestBelow();
    if (highest !== NONE && z < city.roofHeight[highest]!) return this.#comeThrough(highest) ? AGAIN : BLOCKED;
    if (!entering) {
      if (ray[OVER_A] === building) ray[OVER_A] = NONE;
      else ray[OVER_B] = NONE;
      return PASSED;
    }
    if (z < city.roofHeight[building]!) return turns ? this.#reflect(t) : this.#transmit(t, building);
    if (!wasOver) {
      if (ray[OVER_A] === NONE) ray[OVER_A] = building;
      else if (ray[OVER_B] === NONE) ray[OVER_B] = building;
    }
    return PASSED;
  }

  /** At the receiver: a ray that is over a roof there has come down through it. */
  #comeDownAt(r: number): boolean {
    const highest = this.ray[INSIDE] === NONE ? this.#highestBelow() : NONE;
    if (highest === NONE) return true;
    return this.#p.txHeight + this.#slope * r < this.#p.city.roofHeight[highest]! && this.#comeThrough(highest);
  }

  #highestBelow(): number {
    const a = this.ray[OVER_A]!;
    const b = this.ray[OVER_B]!;
    if (a === NONE) return b;
    if (b === NONE) return a;
    return this.#p.city.roofHeight[b]! > this.#p.city.roofHeight[a]! ? b : a;
  }

  #reflect(t: number): number {
    const { ray } = this;
    if (!this.#record(REFLECT, this.#hit.wall, t)) return BLOCKED;
    ray[OX] = ray[OX]! + ray[DX]! * t;
    ray[OY] = ray[OY]! + ray[DY]! * t;
    ray[R0] = ray[R0]! + t;
    ray[KEY] = -LOOK_BACK_M;
    ray[LAST_WALL] = this.#hit.wall;
    return TURNED;
  }

  #transmit(t: number, inside: number): number {
    if (!this.#p.refraction || !this.#record(TRANSMIT, this.#hit.wall, t)) return BLOCKED;
    this.#comeInside(inside);
    return PASSED;
  }

  #comeThrough(building: number): boolean {
    const r = (this.#p.city.roofHeight[building]! - this.#p.txHeight) / this.#slope;
    if (!this.#p.refraction || !this.#record(ROOF, building, r - this.ray[R0]!)) return false;
    this.#comeInside(building);
    return true;
  }

  #comeInside(building: number) {
    const { ray } = this;
    ray[COUNT] = ray[COUNT]! | WAS_TRANSMITTED;
    ray[INSIDE] = building;
    ray[OVER_A] = NONE;
    ray[OVER_B] = NONE;
  }

  #record(type: number, id: number, t: number): boolean {
    const { ray } = this;
    const n = this.events;
    if (n >= this.#mostEvents) return false;
    ray[EVENTS + n] = type * EVENT_TYPE + id;
    ray[EVENT_R + n] = ray[R0]! + t;
    this.eventX[n] = ray[OX]! + ray[DX]! * t;
    this.eventY[n] = ray[OY]! + ray[DY]! * t;
    ray[COUNT] = ray[COUNT]! + 1;
    return true;
  }
}

const PASSED = 0;
const BLOCKED = 1;
const TURNED = 2;
/** The same wall once more: the ray has come inside a building before it. */
const AGAIN = 3;

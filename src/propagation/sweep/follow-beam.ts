import {
  BEAM_WORDS,
  BOUND,
  COUNT,
  DX,
  DY,
  ENTRY_BIAS_M,
  EVENT_R,
  EVENT_TYPE,
  EVENTS,
  HI,
  INSIDE,
  KEY,
  LAST_WALL,
  LAUNCH,
  LO,
  LOOK_BACK_M,
  OVER_A,
  OVER_B,
  OVER_KEY,
  OX,
  OY,
  R0,
  REFLECT,
  ROOF,
  TRANSMIT,
  WAS_DIFFRACTED,
  WAS_TRANSMITTED,
} from './beam.ts';
import type { PieceSink } from './deposit.ts';
import { TABLE_ENTRIES, TABLE_STRIDE } from './interaction-table.ts';
import { LAUNCH_STRIDE, type Launches } from './launches.ts';
import { type Hit, nextHit } from './next-hit.ts';
import { NONE, type SweepProblem } from './sweep-problem.ts';

/** Beams waiting to be followed, last in first out, as rows of BEAM_WORDS numbers. */
export class BeamStack {
  values = new Float64Array(256 * BEAM_WORDS);
  size = 0;

  /** Offset of a new row; its contents are to be written. */
  push(): number {
    if ((this.size + 1) * BEAM_WORDS > this.values.length) {
      const larger = new Float64Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    return this.size++ * BEAM_WORDS;
  }

  /** Row of a new beam that copies the row at `from` of `source`; returns its offset. */
  pushCopy(source: Float64Array, from: number): number {
    const at = this.push();
    this.values.set(source.subarray(from, from + BEAM_WORDS), at);
    return at;
  }
}

/** What following beams adds up beside the map. */
export interface FollowCounts {
  beams: number;
  dropped: number;
  droppedWeight: number;
}

const b = new Float64Array(BEAM_WORDS);
const hit: Hit = { key: 0, wall: NONE, entering: false };

/**
 * Takes the top beam off the stack and follows it to its end, handing over every piece that sees the receiver plane and pushing the
 * beams that reflections and transmissions start. Float64 twin of shaders/sweep_trace.wgsl; physics.md B2 gives the derivation.
 */
export function followTopBeam(
  p: SweepProblem,
  launches: Launches,
  stack: BeamStack,
  onPiece: PieceSink,
  counts: FollowCounts,
) {
  stack.size--;
  b.set(stack.values.subarray(stack.size * BEAM_WORDS, (stack.size + 1) * BEAM_WORDS));
  counts.beams++;
  for (;;) {
    // Inside a building the last event was its entry: the bias is no part of the way.
    const start = Math.max(0, b[KEY]! - (b[INSIDE] === NONE ? 0 : ENTRY_BIAS_M));
    // Beyond `far` even the flattest slope is spent; over a roof what came down on it is settled at the roof's end.
    const over = b[OVER_A] !== NONE || b[OVER_B] !== NONE;
    const far = !over && b[HI]! < 0 ? (p.txHeight + p.rxHeight) / -b[HI]! - b[R0]! : Number.POSITIVE_INFINITY;
    const found = nextHit(p.city, b, far, hit);
    const end = found ? hit.key - (hit.entering ? ENTRY_BIAS_M : 0) : far;
    if (!over) onPiece(b, start, end);
    if (!found) return;
    if (!atWall(p, launches, stack, counts)) return;
    b[KEY] = hit.key;
    b[LAST_WALL] = hit.wall;
  }
}

/** Applies the event in `hit`; false when nothing is left in the beam. */
function atWall(p: SweepProblem, launches: Launches, stack: BeamStack, counts: FollowCounts): boolean {
  const city = p.city;
  const wall = hit.wall;
  const building = city.wallBuilding[wall]!;
  const roof = city.roofHeight[building]!;
  // The bias orders coincident walls; distances are measured without it.
  const tw = hit.key - (hit.entering ? ENTRY_BIAS_M : 0);
  const r = Math.max(b[R0]! + tw, 1e-6);
  const depth = b[COUNT]! & 0xff;
  const branch = depth < p.maxDepth && !(b[COUNT]! & WAS_DIFFRACTED);
  const highest = highestRoofBelow(p);
  // Steeper rays have met the receiver plane already, on the way up too; over a roof they have met the roof.
  if (highest === NONE) b[LO] = Math.max(b[LO]!, -(p.txHeight + p.rxHeight) / r);
  if (b[LO]! >= b[HI]!) return false;

  if (b[INSIDE] !== NONE) {
    if (hit.entering || b[INSIDE] !== building) return true;
    if (branch) {
      if (p.reflection) spawn(p, launches, stack, counts, REFLECT, wall, b[HI]!, tw);
      if (p.refraction) spawn(p, launches, stack, counts, TRANSMIT, wall, b[HI]!, tw);
    }
    return false;
  }

  const wasOver = b[OVER_A] === building || b[OVER_B] === building;
  if (!hit.entering && !wasOver) return true;
  if (highest !== NONE) {
    // Slopes below the roof line here have come down on the roof since the beam came over it.
    const line = (city.roofHeight[highest]! - p.txHeight) / r;
    if (branch && p.refraction && line > b[LO]!)
      spawn(p, launches, stack, counts, ROOF, highest, Math.min(b[HI]!, line), b[OVER_KEY]!);
    b[LO] = Math.max(b[LO]!, line);
    if (b[LO]! >= b[HI]!) return false;
  }
  if (hit.entering) {
    const line = (roof - p.txHeight) / r;
    const hi = Math.min(b[HI]!, line);
    if (hi > b[LO]! && branch) {
      if (p.reflection) spawn(p, launches, stack, counts, REFLECT, wall, hi, tw);
      if (p.refraction) spawn(p, launches, stack, counts, TRANSMIT, wall, hi, tw);
    }
    b[LO] = Math.max(b[LO]!, line);
    if (b[LO]! >= b[HI]!) return false;
    if (!wasOver) {
      if (b[OVER_A] === NONE) b[OVER_A] = building;
      else if (b[OVER_B] === NONE) b[OVER_B] = building;
    }
  } else if (b[OVER_A] === building) b[OVER_A] = NONE;
  else b[OVER_B] = NONE;
  b[OVER_KEY] = hit.key;
  return true;
}

function highestRoofBelow(p: SweepProblem): number {
  const a = b[OVER_A]!;
  const c = b[OVER_B]!;
  if (a === NONE) return c;
  if (c === NONE) return a;
  return p.city.roofHeight[c]! > p.city.roofHeight[a]! ? c : a;
}

/** Pushes the beam that an interaction starts: its slopes are [lo, hi] of the present beam, `at` its place along the piece. */
function spawn(
  p: SweepProblem,
  launches: Launches,
  stack: BeamStack,
  counts: FollowCounts,
  type: number,
  id: number,
  hi: number,
  at: number,
) {
  const lo = b[LO]!;
  const city = p.city;
  const n = b[COUNT]! & 0xff;
  let bound: number;
  if (type === ROOF) {
    bound = powerBound(p, city.roofMaterial[id]!, 9, -lo / Math.sqrt(1 + lo * lo));
  } else {
    const dn = Math.abs(b[DX]! * city.wallNormals[2 * id]! + b[DY]! * city.wallNormals[2 * id + 1]!);
    const material = city.wallMaterial[city.wallBuilding[id]!]!;
    // Cosines of incidence run from the steepest slope to the flattest.
    bound =
      type === REFLECT
        ? powerBound(p, material, 8, dn / Math.sqrt(1 + lo * lo))
        : powerBound(p, material, 9, dn / Math.sqrt(1 + hi * hi));
  }
  bound *= b[BOUND]!;
  if (bound < p.dropBelow) {
    counts.dropped++;
    counts.droppedWeight += (bound * launches.values[LAUNCH_STRIDE * b[LAUNCH]! + 2]!) / Math.max(1, b[R0]! + at);
    return;
  }
  const c = stack.pushCopy(b, 0);
  const v = stack.values;
  v[c + HI] = hi;
  v[c + BOUND] = bound;
  v[c + EVENTS + n] = type * EVENT_TYPE + id;
  v[c + EVENT_R + n] = b[R0]! + at;
  v[c + COUNT] = b[COUNT]! + 1;
  if (type === REFLECT) {
    const dn = b[DX]! * city.wallNormals[2 * id]! + b[DY]! * city.wallNormals[2 * id + 1]!;
    v[c + OX] = b[OX]! + b[DX]! * at;
    v[c + OY] = b[OY]! + b[DY]! * at;
    v[c + DX] = b[DX]! - 2 * dn * city.wallNormals[2 * id]!;
    v[c + DY] = b[DY]! - 2 * dn * city.wallNormals[2 * id + 1]!;
    v[c + R0] = b[R0]! + at;
    v[c + KEY] = -LOOK_BACK_M;
    v[c + OVER_KEY] = -LOOK_BACK_M;
    v[c + LAST_WALL] = id;
    return;
  }
  v[c + COUNT] = (b[COUNT]! + 1) | WAS_TRANSMITTED;
  if (type === ROOF) {
    v[c + KEY] = at;
    v[c + LAST_WALL] = NONE;
    v[c + INSIDE] = id;
    v[c + OVER_A] = NONE;
    v[c + OVER_B] = NONE;
    return;
  }
  v[c + KEY] = hit.key;
  v[c + LAST_WALL] = id;
  v[c + INSIDE] = b[INSIDE] === NONE ? city.wallBuilding[id]! : NONE;
  v[c + OVER_A] = NONE;
  v[c + OVER_B] = NONE;
}

/** Greatest power factor of a material over the beam's angles: column 8 (reflection) or 9 (transmission) at cosine `cos`. */
function powerBound(p: SweepProblem, material: number, column: number, cos: number): number {
  const position = cos * (TABLE_ENTRIES - 1);
  // Outward to the next entry, so that the bound holds between entries.
  const index = Math.min(TABLE_ENTRIES - 1, Math.max(0, column === 8 ? Math.floor(position) : Math.ceil(position)));
  return p.tables.values[(material * TABLE_ENTRIES + index) * TABLE_STRIDE + column]!;
}

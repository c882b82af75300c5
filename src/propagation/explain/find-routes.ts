import { DIRECT } from '../sweep/accumulator.ts';
import { ANTENNA_COLUMNS } from '../sweep/antenna-table.ts';
import {
  BEAM_WORDS,
  BOUND,
  COUNT,
  DX,
  DY,
  EVENT_TYPE,
  EVENTS,
  HI,
  KEY,
  LO,
  OX,
  OY,
  R0,
  REFLECT,
} from '../sweep/beam.ts';
import { beamPower } from '../sweep/beam-power.ts';
import { depositWeight, mechanismOf } from '../sweep/deposit.ts';
import type { SlicedWork } from '../sweep/drive-on-cpu.ts';
import { BeamStack, type FollowCounts, followTopBeam } from '../sweep/follow-beam.ts';
import { azimuthLaunches, LAUNCH_STRIDE, startBeam } from '../sweep/launches.ts';
import type { SweepProblem } from '../sweep/sweep-problem.ts';
import { type CellVisit, walkPiece } from '../sweep/walk-cells.ts';

/** A way to a cell: the walls that turn the wave, in the order in which it meets them. */
export interface Route {
  readonly walls: readonly number[];
  /** Path gain [linear, cell mean] that the beams of the search brought by it. */
  roughGain: number;
}

export interface FoundRoutes {
  /** The strongest first. */
  readonly routes: readonly Route[];
  /** Some beam reached the cell directly. */
  readonly seen: boolean;
  /** Beams followed. */
  readonly beams: number;
}

/** Beams that could bring no more than this share of the strongest ray found so far are not followed. */
const LEAST_SHARE = 1e-5;

/**
 * Which walls lead to a cell: the sweep's beams, followed only as long as they can still reach it with a power that counts.
 * @param p its grid is the one cell
 * @param from share of the work [0..1] that is done before, `to` the share that is done with it
 */
export async function findRoutes(p: SweepProblem, work: SlicedWork, from: number, to: number): Promise<FoundRoutes> {
  const launches = azimuthLaunches(p);
  const routes = new Map<string, Route>();
  const search = new Search(p);
  let seen = false;
  let beam: Float64Array;
  const walls: number[] = [];
  const visit: CellVisit = (_, middle, stretch, dh, bounced) => {
    const n = beam[COUNT]! & 0xff;
    walls.length = 0;
    for (let i = 0; i < n; i++)
      if (Math.floor(beam[EVENTS + i]! / EVENT_TYPE) === REFLECT) walls.push(beam[EVENTS + i]!);
    if (mechanismOf(beam) === DIRECT && !bounced) seen = true;
    const power = beamPower(p, launches, beam, 0, beam[R0]! + middle, dh, bounced);
    search.strongest = Math.max(search.strongest, power);
    const gain = power * depositWeight(p, launches, beam, middle, stretch, dh);
    const key = walls.join();
    const known = routes.get(key);
    if (known) known.roughGain += gain;
    else routes.set(key, { walls: walls.slice(), roughGain: gain });
  };
  const onPiece = (b: Float64Array, from: number, to: number) => {
    beam = b;
    walkPiece(p, b, from, to, visit);
  };
  const stack = new BeamStack();
  const counts: FollowCounts = { beams: 0, dropped: 0, droppedWeight: 0 };
  for (let k = 0; k < launches.count; k++) {
    startBeam(p, launches, k, stack.values, stack.push());
    search.departAt(launches.values[LAUNCH_STRIDE * k + 4]!);
    while (stack.size > 0)
      if (search.canCount(stack)) followTopBeam(p, launches, stack, onPiece, counts);
      else stack.size--;
    await work.pause(from + ((to - from) * (k + 1)) / launches.count, 'looking for paths');
  }
  return {
    routes: [...routes.values()].sort((a, b) => b.roughGain - a.roughGain),
    seen,
    beams: counts.beams,
  };
}

/** Tells which beams can still bring the cell power that counts. */
class Search {
  /** |E|^2 / L^2 [1/m^2] of the strongest ray so far. */
  strongest = 0;
  readonly #p: SweepProblem;
  readonly #x: number;
  readonly #y: number;
  readonly #reach: number;
  readonly #peak: Float64Array;
  #peakHere = 0;

  constructor(p: SweepProblem) {
    const half = p.grid.cellSizeM / 2;
    this.#p = p;
    this.#x = p.mapWest + half;
    this.#y = p.mapNorth - half;
    this.#reach = half * Math.SQRT2;
    this.#peak = columnPeaks(p.antenna);
  }

  /** Beams from here on left at this column of the antenna table. */
  departAt(column: number) {
    const c = Math.floor(column) % ANTENNA_COLUMNS;
    this.#peakHere = Math.max(this.#peak[c]!, this.#peak[(c + 1) % ANTENNA_COLUMNS]!);
  }

  /** Trims the slopes of the top beam that fall short of the cell; false where nothing is left of it that counts. */
  canCount(stack: BeamStack): boolean {
    const p = this.#p;
    const v = stack.values;
    const at = (stack.size - 1) * BEAM_WORDS;
    const gone = Math.max(0, v[at + KEY]!);
    const relX = this.#x - v[at + OX]! - v[at + DX]! * gone;
    const relY = this.#y - v[at + OY]! - v[at + DY]! * gone;
    const least = Math.max(1e-6, v[at + R0]! + gone + Math.max(0, Math.hypot(relX, relY) - this.#reach));
    const lo = -(p.txHeight + p.rxHeight) / least;
    if (lo >= v[at + HI]!) return false;
    v[at + LO] = Math.max(v[at + LO]!, lo);
    const dh = p.txHeight - p.rxHeight;
    if (v[at + BOUND]! * this.#peakHere < LEAST_SHARE * this.strongest * (least * least + dh * dh)) return false;
    if ((v[at + COUNT]! & 0xff) < p.maxDepth) return true;
    // Nothing turns it any more: it must be on its way to the cell.
    const along = relX * v[at + DX]! + relY * v[at + DY]!;
    const beside = Math.abs(relX * v[at + DY]! - relY * v[at + DX]!);
    return beside <= this.#reach && along >= -this.#reach;
  }
}

/** Greatest gain [linear] of every column of an antenna table. */
function columnPeaks(antenna: Float64Array): Float64Array {
  const peaks = new Float64Array(ANTENNA_COLUMNS);
  for (let i = 0; 2 * i < antenna.length; i++) {
    const gain = antenna[2 * i]! ** 2 + antenna[2 * i + 1]! ** 2;
    peaks[i % ANTENNA_COLUMNS] = Math.max(peaks[i % ANTENNA_COLUMNS]!, gain);
  }
  return peaks;
}

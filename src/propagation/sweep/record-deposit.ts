import { badInput, UserError } from '../../units/errors.ts';
import {
  LEVEL_FACE,
  type MergedEvents,
  MOST_EVENTS,
  type PathDeposit,
  PathMerger,
  pathDeposit,
} from '../merge-paths.ts';
import type { PathCache } from '../path-cache.ts';
import { PATH_EVENT } from '../path-cache.ts';
import type { PathRequest } from '../path-request.ts';
import { PROVENANCE } from '../radio-map.ts';
import { DIRECT, REFLECTED } from './accumulator.ts';
import { LAUNCH, R0 } from './beam.ts';
import { type EventList, eventList, listEvents } from './beam-events.ts';
import { eventPower } from './beam-power.ts';
import { depositWeight, mechanismOf } from './deposit.ts';
import { LAUNCH_STRIDE, type Launches } from './launches.ts';
import { indoorCells, rooftopLossDb } from './rooftop-profile.ts';
import { NONE, type SweepProblem } from './sweep-problem.ts';

/** Walls whose directions lie in the same of so many steps of a full turn are one face of their building. */
const FACES = 360;
const CODE = [PROVENANCE.direct, PROVENANCE.reflected, PROVENANCE.transmitted, PROVENANCE.diffracted] as const;

/** Takes the deposits of a sweep and merges them into paths. */
export class DepositRecorder {
  /** Index of a grid's cell among the recorded ones, -1 for the others. */
  readonly slotOf: Int32Array;
  readonly #p: SweepProblem;
  readonly #request: PathRequest;
  readonly #merger: PathMerger;
  readonly #deposit: PathDeposit = pathDeposit();
  readonly #events: EventList = eventList();
  readonly #power = new Float64Array(3);
  readonly #faceOf: Uint32Array;

  constructor(p: SweepProblem, request: PathRequest) {
    this.#p = p;
    this.#request = request;
    const all = p.grid.columns * p.grid.rows;
    const { cells } = request;
    this.slotOf = new Int32Array(all).fill(-1);
    if (cells === null) for (let i = 0; i < all; i++) this.slotOf[i] = i;
    else
      cells.forEach((cell, i) => {
        if (cell >= all) throw badInput(`Cell ${cell} is not one of the grid's ${all}.`);
        this.slotOf[cell] = i;
      });
    this.#merger = new PathMerger({
      cells: cells === null ? all : cells.length,
      keep: request.keep,
      materials: p.city.materials,
      ...(request.mostPerCell === undefined ? {} : { mostPerCell: request.mostPerCell }),
    });
    this.#faceOf = Uint32Array.from({ length: p.city.wallCount }, (_, w) => {
      const turn = Math.atan2(p.city.wallNormals[2 * w + 1]!, p.city.wallNormals[2 * w]!) / (2 * Math.PI);
      return Math.round((turn + 1) * FACES) % FACES;
    });
  }

  /** A beam's stretch in a cell: see CellVisit. Cells that are not recorded are passed over. */
  add(
    launches: Launches,
    b: Float64Array,
    cell: number,
    middle: number,
    stretch: number,
    dh: number,
    bounced: boolean,
  ) {
    const slot = this.slotOf[cell]!;
    if (slot < 0) return;
    const p = this.#p;
    const d = this.#deposit;
    const plane = mechanismOf(b) === DIRECT && bounced ? REFLECTED : mechanismOf(b);
    if (plane === DIRECT) {
      this.#merger.seeTransmitter(slot);
      if (!p.lineOfSight) return;
    }
    const r = b[R0]! + middle;
    const length2 = r * r + dh * dh;
    const launch = LAUNCH_STRIDE * b[LAUNCH]!;
    listEvents(p, launches, b, 0, r, dh, bounced, this.#events);
    eventPower(p, this.#events, this.#power);
    d.cell = slot;
    d.mechanism = CODE[plane as 0 | 1 | 2 | 3];
    d.azimuthRad = Math.atan2(launches.values[launch + 1]!, launches.values[launch]!);
    d.zenithRad = Math.PI - Math.acos(Math.min(1, dh / Math.sqrt(length2)));
    d.weight = depositWeight(p, launches, b, middle, stretch, dh) / length2;
    d.tt = d.weight * this.#power[0]!;
    d.tp = d.weight * this.#power[1]!;
    d.pp = d.weight * this.#power[2]!;
    this.#copyEvents();
    this.#merger.add(d);
  }

  #copyEvents() {
    const e = this.#events;
    const d = this.#deposit;
    d.events = e.count;
    let before = 0;
    for (let i = 0; i < e.count; i++) {
      const axis = Math.atan2(e.axisPhi[i]!, e.axisTheta[i]!);
      d.kind[i] = e.kind[i]!;
      d.building[i] = e.building[i]!;
      d.material[i] = e.material[i]!;
      d.cosine[i] = e.cosine[i]!;
      d.face[i] = e.wall[i] === NONE ? LEVEL_FACE : this.#faceOf[e.wall[i]!]!;
      d.rotationRad[i] = axis + before;
      // Turning back after a surface is the inverse rotation; a mirrored ray has mirrored axes.
      before = e.kind[i] === PATH_EVENT.reflected ? axis : -axis;
    }
  }

  /** Over the roofs to the recorded cells number `from` to `to`, by the rule of addRooftopDiffraction. */
  addRooftops(from: number, to: number) {
    const p = this.#p;
    const { columns, cellSizeM } = p.grid;
    const { cells } = this.#request;
    this.#indoor ??= indoorCells(this.#request.scene, p.grid, p.rxHeight);
    for (let i = from; i < to; i++) {
      const cell = cells === null ? i : cells[i]!;
      const slot = this.slotOf[cell]!;
      if (this.#indoor[cell]) continue;
      const row = Math.floor(cell / columns);
      const x = p.mapWest + (cell - row * columns + 0.5) * cellSizeM - p.txX;
      const y = p.mapNorth - (row + 0.5) * cellSizeM - p.txY;
      const loss = rooftopLossDb(p, x + p.txX, y + p.txY);
      if (loss === null) continue;
      const dh = p.txHeight - p.rxHeight;
      const length2 = x * x + y * y + dh * dh;
      const d = this.#deposit;
      d.cell = slot;
      d.mechanism = PROVENANCE.diffracted;
      d.azimuthRad = Math.atan2(y, x);
      d.zenithRad = Math.PI - Math.acos(dh / Math.sqrt(length2));
      d.weight = ((p.wavelengthM / (4 * Math.PI)) ** 2 / length2) * 10 ** (-loss / 10);
      d.tt = d.weight;
      d.tp = 0;
      d.pp = d.weight;
      d.events = 0;
      this.#merger.add(d);
    }
  }
  #indoor: Uint8Array | null = null;

  /** @throws UserError('over-budget') when what is merged no longer fits */
  checkBudget() {
    const { budgetBytes } = this.#request;
    if (budgetBytes === undefined || this.#merger.bytes <= budgetBytes) return;
    throw new UserError(
      'over-budget',
      `The paths to ${this.#request.cells?.length ?? this.slotOf.length} cells take more than ${Math.round(budgetBytes / 2 ** 20)} MiB.`,
    );
  }

  finish(engine: string, adapter: string, packMs: number, traceMs: number): PathCache {
    const began = performance.now();
    const events = eventList();
    const recomputed = (of: MergedEvents): number => {
      events.count = Math.min(of.count, MOST_EVENTS);
      let before = 0;
      for (let i = 0; i < events.count; i++) {
        const axis = of.rotationRad[i]! - before;
        events.kind[i] = of.kind[i]!;
        events.material[i] = of.material[i]!;
        events.cosine[i] = of.cosine[i]!;
        events.axisPhi[i] = Math.sin(axis);
        events.axisTheta[i] = Math.cos(axis);
        before = of.kind[i] === PATH_EVENT.reflected ? axis : -axis;
      }
      eventPower(this.#p, events, this.#power);
      return this.#power[0]! + this.#power[2]!;
    };
    const stats = { engine, adapter, packMs, traceMs, mergeMs: 0, warnings: this.#p.warnings };
    const cache = this.#merger.finish(stats, recomputed);
    return { ...cache, stats: { ...cache.stats, mergeMs: performance.now() - began } };
  }
}

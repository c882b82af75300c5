import { NO_BUILDING, type PathCache, type PathCacheStats } from './path-cache.ts';
import { PROVENANCE } from './radio-map.ts';

/** Most events of one path: as many as the sweep carries, and the ground. */
export const MOST_EVENTS = 9;

/** One deposit, in arrays that are used again for the next. */
export interface PathDeposit {
  cell: number;
  /** PROVENANCE code. */
  mechanism: number;
  azimuthRad: number;
  zenithRad: number;
  /** Power for |e| = 1 and surfaces that change nothing. */
  weight: number;
  /** Power for the fields (1, 0) and (0, 1), and half the mixed term: see PathCache. */
  tt: number;
  tp: number;
  pp: number;
  events: number;
  readonly kind: Uint8Array;
  readonly building: Uint32Array;
  readonly material: Uint16Array;
  readonly cosine: Float64Array;
  readonly rotationRad: Float64Array;
  /** Tells surfaces of one building apart: walls of one direction are one. */
  readonly face: Uint32Array;
}

export function pathDeposit(): PathDeposit {
  return {
    cell: 0,
    mechanism: 0,
    azimuthRad: 0,
    zenithRad: 0,
    weight: 0,
    tt: 0,
    tp: 0,
    pp: 0,
    events: 0,
    kind: new Uint8Array(MOST_EVENTS),
    building: new Uint32Array(MOST_EVENTS),
    material: new Uint16Array(MOST_EVENTS),
    cosine: new Float64Array(MOST_EVENTS),
    rotationRad: new Float64Array(MOST_EVENTS),
    face: new Uint32Array(MOST_EVENTS),
  };
}

export interface MergeOptions {
  readonly cells: number;
  /** `antennas` keeps no events: enough to change antenna and power. */
  readonly keep: 'materials' | 'antennas';
  /** Most contributions of a cell that are told apart by their surfaces (default 64). */
  readonly mostPerCell?: number;
  readonly materials: readonly string[];
}

/**
 * Directions within this angle [rad] become one, by their mean. Over 2 degrees the strongest curvature of a pattern with a beam of 10
 * degrees, 0.24 dB per square degree, leaves 0.04 dB; wider beams leave less.
 */
const DIRECTION_RAD = (2 * Math.PI) / 180;
/** Paths that are not told apart by their surfaces, but by kinds and materials alone, share directions this many times as wide. */
const COARSER = 3;
/** A deposit this far below what its cell has so far is such a path [power ratio]. */
const NEGLIGIBLE = 1e-3;
const MOST_PER_CELL = 64;

/** How a slot tells paths apart: by surface, by the materials in their order, or by direction alone. */
const BY_SURFACE = 0;
const BY_MATERIAL = 1;
const BY_DIRECTION = 2;
const GONE = 3;

/** Numbers of a slot: weight, tt, tp, pp, then sums of share times cos and sin of the azimuth, and of the zenith angle. */
const SLOT = 7;
/** Numbers of an event of a slot: sums of share times cosine, cos and sin of the rotation. */
const EVENT = 3;

/**
 * Merges deposits that reached the same cell by the same surfaces in nearly the same direction, and builds a PathCache of them. What
 * a cell holds beyond its `mostPerCell` strongest contributions, or 40 dB below the rest, is merged further, by the sequence of kinds
 * and materials: it still follows antenna and materials, with mean angles, but belongs to no building any more.
 */
export class PathMerger {
  readonly #options: Required<MergeOptions>;
  readonly #lineOfSight: Uint8Array;
  readonly #cellPower: Float64Array;
  #table = new Int32Array(1 << 12).fill(-1);
  #slots = 0;
  #values = new Float64Array(SLOT << 10);
  #hash = new Uint32Array(2 << 10);
  #cellOf = new Uint32Array(1 << 10);
  #mechanism = new Uint8Array(1 << 10);
  #tier = new Uint8Array(1 << 10);
  #eventStart = new Uint32Array(1 << 10);
  #eventCount = new Uint8Array(1 << 10);
  #events = 0;
  #kind = new Uint8Array(1 << 10);
  #building = new Uint32Array(1 << 10);
  #material = new Uint16Array(1 << 10);
  #eventValues = new Float64Array(EVENT << 10);
  #deposits = 0;

  constructor(options: MergeOptions) {
    this.#options = { mostPerCell: MOST_PER_CELL, ...options };
    this.#lineOfSight = new Uint8Array(options.cells);
    this.#cellPower = new Float64Array(options.cells);
  }

  /** Bytes held by what was merged so far. */
  get bytes(): number {
    return this.#slots * (SLOT * 8 + 8 + 4 + 6) + this.#events * (EVENT * 8 + 7) + this.#table.byteLength;
  }

  seeTransmitter(cell: number): void {
    this.#lineOfSight[cell] = 1;
  }

  add(d: PathDeposit): void {
    const power = d.tt + d.pp;
    if (!(power > 0)) return;
    this.#deposits++;
    const so = this.#cellPower[d.cell]!;
    this.#cellPower[d.cell] = so + power;
    const { keep } = this.#options;
    this.#addTo(d, keep === 'antennas' ? BY_DIRECTION : power > NEGLIGIBLE * so ? BY_SURFACE : BY_MATERIAL);
  }

  #addTo(d: PathDeposit, tier: number) {
    const power = d.tt + d.pp;
    const slot = this.#slotOf(d, tier);
    const detailed = tier !== BY_DIRECTION;
    const v = this.#values;
    const at = SLOT * slot;
    v[at]! += detailed ? d.weight : 0;
    v[at + 1]! += d.tt;
    v[at + 2]! += d.tp;
    v[at + 3]! += d.pp;
    v[at + 4]! += power * Math.cos(d.azimuthRad);
    v[at + 5]! += power * Math.sin(d.azimuthRad);
    v[at + 6]! += power * d.zenithRad;
    if (!detailed) return;
    const start = this.#eventStart[slot]!;
    for (let i = 0; i < d.events; i++) {
      const e = EVENT * (start + i);
      const values = this.#eventValues;
      values[e]! += power * d.cosine[i]!;
      const c = Math.cos(d.rotationRad[i]!);
      const s = Math.sin(d.rotationRad[i]!);
      // A plane of incidence turned by half a turn is the same plane: power does not know the sign.
      const sign = values[e + 1]! * c + values[e + 2]! * s < 0 ? -1 : 1;
      values[e + 1]! += sign * power * c;
      values[e + 2]! += sign * power * s;
    }
  }

  #slotOf(d: PathDeposit, tier: number): number {
    let h1 = 0x811c9dc5 ^ d.cell;
    let h2 = 0x9e3779b9 + d.cell;
    const mix = (value: number) => {
      h1 = Math.imul(h1 ^ value, 0x01000193);
      h1 ^= h1 >>> 15;
      h2 = Math.imul(h2 ^ value, 0x85ebca6b);
      h2 ^= h2 >>> 13;
    };
    const width = tier === BY_MATERIAL ? COARSER * DIRECTION_RAD : DIRECTION_RAD;
    mix(Math.floor(d.azimuthRad / width));
    mix(Math.floor(d.zenithRad / width));
    mix(d.mechanism);
    mix(tier);
    if (tier !== BY_DIRECTION) {
      mix(d.events);
      for (let i = 0; i < d.events; i++) {
        mix(d.kind[i]!);
        mix(tier === BY_SURFACE ? d.building[i]! : d.material[i]!);
        if (tier === BY_SURFACE) mix(d.face[i]!);
      }
    }
    h1 >>>= 0;
    h2 >>>= 0;
    if (2 * this.#slots >= this.#table.length) this.#growTable();
    const mask = this.#table.length - 1;
    for (let k = h1 & mask; ; k = (k + 1) & mask) {
      const slot = this.#table[k]!;
      if (slot < 0) {
        this.#table[k] = this.#newSlot(d, tier, h1, h2);
        return this.#table[k]!;
      }
      if (this.#hash[2 * slot] === h1 && this.#hash[2 * slot + 1] === h2 && this.#cellOf[slot] === d.cell) return slot;
    }
  }

  #newSlot(d: PathDeposit, tier: number, h1: number, h2: number): number {
    const slot = this.#slots++;
    if (this.#slots > this.#cellOf.length) {
      this.#values = grown(this.#values);
      this.#hash = grown(this.#hash);
      this.#cellOf = grown(this.#cellOf);
      this.#mechanism = grown(this.#mechanism);
      this.#tier = grown(this.#tier);
      this.#eventStart = grown(this.#eventStart);
      this.#eventCount = grown(this.#eventCount);
    }
    this.#hash[2 * slot] = h1;
    this.#hash[2 * slot + 1] = h2;
    this.#cellOf[slot] = d.cell;
    this.#mechanism[slot] = d.mechanism;
    this.#tier[slot] = tier;
    this.#eventStart[slot] = this.#events;
    const n = tier === BY_DIRECTION ? 0 : d.events;
    this.#eventCount[slot] = n;
    while (this.#events + n > this.#kind.length) {
      this.#kind = grown(this.#kind);
      this.#building = grown(this.#building);
      this.#material = grown(this.#material);
      this.#eventValues = grown(this.#eventValues);
    }
    for (let i = 0; i < n; i++) {
      this.#kind[this.#events + i] = d.kind[i]!;
      this.#building[this.#events + i] = tier === BY_SURFACE ? d.building[i]! : NO_BUILDING;
      this.#material[this.#events + i] = d.material[i]!;
    }
    this.#events += n;
    return slot;
  }

  #growTable() {
    const table = new Int32Array(2 * this.#table.length).fill(-1);
    const mask = table.length - 1;
    for (let slot = 0; slot < this.#slots; slot++) {
      let k = this.#hash[2 * slot]! & mask;
      while (table[k]! >= 0) k = (k + 1) & mask;
      table[k] = slot;
    }
    this.#table = table;
  }

  /**
   * The cache. Diffraction is left out where the cell sees the transmitter, as in a map: the direct field already holds it there.
   * @param recomputed power (tt + pp) per unit of weight that the mean events of a contribution give, so that its weight can be
   * set to return its summed power exactly for the materials at hand; 0 where they give none
   */
  finish(stats: Omit<PathCacheStats, 'bytes'>, recomputed: (events: MergedEvents) => number): PathCache {
    const order = this.#ordered();
    const n = order.length;
    let events = 0;
    for (const slot of order) events += this.#eventCount[slot]!;
    const cache = {
      cellCount: this.#options.cells,
      cellStart: new Uint32Array(this.#options.cells + 1),
      azimuthRad: new Float32Array(n),
      zenithRad: new Float32Array(n),
      gainTT: new Float32Array(n),
      gainTP: new Float32Array(n),
      gainPP: new Float32Array(n),
      weight: new Float32Array(n),
      mechanism: new Uint8Array(n),
      eventStart: new Uint32Array(n + 1),
      events: {
        kind: new Uint8Array(events),
        building: new Uint32Array(events),
        material: new Uint16Array(events),
        cosine: new Float32Array(events),
        rotationRad: new Float32Array(events),
      },
      materials: this.#options.materials,
      lineOfSight: this.#lineOfSight,
      deposits: this.#deposits,
    };
    const one: MergedEvents = { count: 0, kind: [], material: [], cosine: [], rotationRad: [] };
    let at = 0;
    let kept = 0;
    let all = 0;
    order.forEach((slot, i) => {
      const v = SLOT * slot;
      const tt = this.#values[v + 1]!;
      const pp = this.#values[v + 3]!;
      cache.cellStart[this.#cellOf[slot]! + 1]!++;
      cache.azimuthRad[i] = Math.atan2(this.#values[v + 5]!, this.#values[v + 4]!);
      cache.zenithRad[i] = this.#values[v + 6]! / (tt + pp);
      cache.gainTT[i] = tt;
      cache.gainTP[i] = this.#values[v + 2]!;
      cache.gainPP[i] = pp;
      cache.mechanism[i] = this.#mechanism[slot]!;
      all += tt + pp;
      one.count = this.#eventCount[slot]!;
      for (let k = 0; k < one.count; k++) {
        const from = this.#eventStart[slot]! + k;
        const e = EVENT * from;
        cache.events.kind[at + k] = one.kind[k] = this.#kind[from]!;
        cache.events.building[at + k] = this.#building[from]!;
        cache.events.material[at + k] = one.material[k] = this.#material[from]!;
        cache.events.cosine[at + k] = one.cosine[k] = this.#eventValues[e]! / (tt + pp);
        cache.events.rotationRad[at + k] = one.rotationRad[k] = Math.atan2(
          this.#eventValues[e + 2]!,
          this.#eventValues[e + 1]!,
        );
      }
      const unit = this.#values[v]! > 0 ? recomputed(one) : 0;
      if (unit > 0) {
        cache.weight[i] = (tt + pp) / unit;
        at += one.count;
        kept += tt + pp;
      }
      cache.eventStart[i + 1] = at;
    });
    for (let c = 0; c < this.#options.cells; c++) cache.cellStart[c + 1]! += cache.cellStart[c]!;
    const bytes = n * 29 + at * 15;
    return { ...cache, cutShare: all > 0 ? 1 - kept / all : 0, stats: { ...stats, bytes } };
  }

  /** Slots by cell, the strongest first, after what is beyond the budget of its cell was merged by materials. */
  #ordered(): Uint32Array {
    const { mostPerCell } = this.#options;
    for (const held of this.#slotsByCell((slot) => this.#tier[slot] === BY_SURFACE))
      for (let k = mostPerCell; k < held.length; k++) {
        this.#addTo(this.#depositOf(held[k]!), BY_MATERIAL);
        this.#tier[held[k]!] = GONE;
      }
    const hidden = (slot: number) =>
      this.#mechanism[slot] === PROVENANCE.diffracted && this.#lineOfSight[this.#cellOf[slot]!] === 1;
    const cells = this.#slotsByCell((slot) => this.#tier[slot] !== GONE && !hidden(slot));
    const order = new Uint32Array(cells.reduce((n, { length }) => n + length, 0));
    let at = 0;
    for (const slots of cells) {
      order.set(slots, at);
      at += slots.length;
    }
    return order;
  }

  /** The slots that `holds`, cell by cell; in each the strongest first. Power alone would leave ties to the order of tracing, which differs between adapters. */
  #slotsByCell(holds: (slot: number) => boolean): Uint32Array[] {
    const start = new Uint32Array(this.#options.cells + 1);
    for (let slot = 0; slot < this.#slots; slot++) if (holds(slot)) start[this.#cellOf[slot]! + 1]!++;
    for (let c = 0; c < this.#options.cells; c++) start[c + 1]! += start[c]!;
    const next = start.slice();
    const all = new Uint32Array(start[this.#options.cells]!);
    for (let slot = 0; slot < this.#slots; slot++) if (holds(slot)) all[next[this.#cellOf[slot]!]!++] = slot;
    const power = (slot: number) => this.#values[SLOT * slot + 1]! + this.#values[SLOT * slot + 3]!;
    return Array.from({ length: this.#options.cells }, (_, c) =>
      all
        .subarray(start[c], start[c + 1])
        .sort((a, b) => power(b) - power(a) || this.#hash[2 * a]! - this.#hash[2 * b]!),
    );
  }

  /** A slot as one deposit with its means. */
  #depositOf(slot: number): PathDeposit {
    const d = this.#again;
    const v = SLOT * slot;
    d.cell = this.#cellOf[slot]!;
    d.mechanism = this.#mechanism[slot]!;
    d.weight = this.#values[v]!;
    d.tt = this.#values[v + 1]!;
    d.tp = this.#values[v + 2]!;
    d.pp = this.#values[v + 3]!;
    const power = d.tt + d.pp;
    d.azimuthRad = Math.atan2(this.#values[v + 5]!, this.#values[v + 4]!);
    d.zenithRad = this.#values[v + 6]! / power;
    d.events = this.#eventCount[slot]!;
    for (let i = 0; i < d.events; i++) {
      const from = this.#eventStart[slot]! + i;
      const e = EVENT * from;
      d.kind[i] = this.#kind[from]!;
      d.material[i] = this.#material[from]!;
      d.cosine[i] = this.#eventValues[e]! / power;
      d.rotationRad[i] = Math.atan2(this.#eventValues[e + 2]!, this.#eventValues[e + 1]!);
    }
    return d;
  }
  readonly #again = pathDeposit();
}

/** Events of a merged contribution, in plain lists that are used again for the next. */
export interface MergedEvents {
  count: number;
  readonly kind: number[];
  readonly material: number[];
  readonly cosine: number[];
  readonly rotationRad: number[];
}

/** Face of a level surface. */
export const LEVEL_FACE = NO_BUILDING;

function grown<T extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(values: T): T {
  const larger = new (values.constructor as new (length: number) => T)(2 * values.length);
  larger.set(values);
  return larger;
}

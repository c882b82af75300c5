import { BEAM_WORDS, COUNT, DX, DY, EVENT_R, EVENTS, LAUNCH, OX, OY, R0 } from './beam.ts';
import { MAX_EVENTS } from './sweep-problem.ts';

/** Words of a record of shaders/sweep_record.wgsl: launch, cell, count, bounced; r0, middle, stretch, -; origin, direction; events; their distances. */
export const RECORD_WORDS = 28;
const CELL_WORD = 1;
const COUNT_WORD = 2;
const BOUNCED_WORD = 3;
const R0_WORD = 4;
const MIDDLE_WORD = 5;
const STRETCH_WORD = 6;
const ORIGIN_WORD = 8;
const EVENT_WORDS = 12;

/** A record as the deposit that it stands for (see CellVisit), its beam in the layout of beam.ts. */
export interface RecordedVisit {
  /** What a deposit depends on; slopes and order keys are not recorded. */
  readonly beam: Float64Array;
  cell: number;
  /** Middle of the stretch in the cell, along the beam's piece, and its length [m]. */
  middle: number;
  stretch: number;
  bounced: boolean;
}

export function recordedVisit(): RecordedVisit {
  return { beam: new Float64Array(BEAM_WORDS), cell: 0, middle: 0, stretch: 0, bounced: false };
}

/** Reads record number `i` of `words` into `out`. */
export function readRecord(words: Uint32Array, floats: Float32Array, i: number, out: RecordedVisit) {
  const at = RECORD_WORDS * i;
  const b = out.beam;
  b[LAUNCH] = words[at]!;
  out.cell = words[at + CELL_WORD]!;
  b[COUNT] = words[at + COUNT_WORD]!;
  out.bounced = words[at + BOUNCED_WORD]! === 1;
  b[R0] = floats[at + R0_WORD]!;
  out.middle = floats[at + MIDDLE_WORD]!;
  out.stretch = floats[at + STRETCH_WORD]!;
  b[OX] = floats[at + ORIGIN_WORD]!;
  b[OY] = floats[at + ORIGIN_WORD + 1]!;
  b[DX] = floats[at + ORIGIN_WORD + 2]!;
  b[DY] = floats[at + ORIGIN_WORD + 3]!;
  for (let j = 0; j < MAX_EVENTS; j++) {
    b[EVENTS + j] = words[at + EVENT_WORDS + j]!;
    b[EVENT_R + j] = floats[at + EVENT_WORDS + MAX_EVENTS + j]!;
  }
}

/**
 * The records' numbers by launch, then cell, then all their other words: a GPU notes them in an order that differs from run to run,
 * and sums depend on theirs. Records that this order does not tell apart are the same.
 */
export function recordOrder(words: Uint32Array): Uint32Array {
  const count = words.length / RECORD_WORDS;
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = words[RECORD_WORDS * i]! * 2 ** 32 + words[RECORD_WORDS * i + CELL_WORD]!;
  return Uint32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]! || difference(words, a, b));
}

function difference(words: Uint32Array, a: number, b: number): number {
  for (let k = COUNT_WORD; k < RECORD_WORDS; k++) {
    const apart = words[RECORD_WORDS * a + k]! - words[RECORD_WORDS * b + k]!;
    if (apart !== 0) return apart;
  }
  return 0;
}

import { expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { COUNT, DX, DY, EVENT_R, EVENTS, LAUNCH, OX, OY, R0, WAS_TRANSMITTED } from './beam.ts';
import { RECORD_WORDS, readRecord, recordedVisit, recordOrder } from './path-records.ts';

const random = new Random(5);

/** Records of few launches and cells, so that many are told apart by later words alone. */
function records(count: number): Uint32Array {
  return Uint32Array.from({ length: count * RECORD_WORDS }, (_, i) =>
    i % RECORD_WORDS < 4 ? random.below(3) : 0xfffffff0 + random.below(16),
  );
}

/** The records in the order given, as one string each. */
function inOrder(words: Uint32Array): string[] {
  return [...recordOrder(words)].map((i) => words.slice(i * RECORD_WORDS, (i + 1) * RECORD_WORDS).join(' '));
}

it('orders records by launch and cell, and the same however they lay', () => {
  const words = records(300);
  const shuffled = new Uint32Array(words.length);
  const places = Array.from({ length: 300 }, (_, i) => i).sort((a, b) => ((a * 77) % 300) - ((b * 77) % 300));
  places.forEach((from, to) => {
    shuffled.set(words.subarray(from * RECORD_WORDS, (from + 1) * RECORD_WORDS), to * RECORD_WORDS);
  });
  const ordered = inOrder(words);
  expect(inOrder(shuffled)).toEqual(ordered);
  const keys = ordered.map((record) => record.split(' ').map(Number));
  for (let i = 1; i < keys.length; i++) {
    const [a, b] = [keys[i - 1]!, keys[i]!];
    expect(a[0]! < b[0]! || (a[0] === b[0] && a[1]! <= b[1]!)).toBe(true);
  }
});

it('tells launches apart before cells of the largest number', () => {
  const words = new Uint32Array(3 * RECORD_WORDS);
  words.set([2, 0], 0);
  words.set([1, 0xffffffff], RECORD_WORDS);
  words.set([1, 7], 2 * RECORD_WORDS);
  expect([...recordOrder(words)]).toEqual([2, 1, 0]);
});

it('reads a record as the shader writes it', () => {
  const words = new Uint32Array(2 * RECORD_WORDS);
  const floats = new Float32Array(words.buffer);
  words.set([41, 977, 2 | WAS_TRANSMITTED, 1], RECORD_WORDS);
  floats.set([120.5, 30.25, 1.5, 0, -7.5, 8.25, 0.6, -0.8], RECORD_WORDS + 4);
  words.set([12, 0x40000009], RECORD_WORDS + 12);
  floats.set([100.25, 110.75], RECORD_WORDS + 20);
  const visit = recordedVisit();
  readRecord(words, floats, 1, visit);
  expect([visit.cell, visit.bounced, visit.middle, visit.stretch]).toEqual([977, true, 30.25, 1.5]);
  const b = visit.beam;
  expect([b[LAUNCH], b[COUNT], b[R0]]).toEqual([41, 2 | WAS_TRANSMITTED, 120.5]);
  expect([b[OX], b[OY], b[DX], b[DY]]).toEqual([-7.5, 8.25, Math.fround(0.6), Math.fround(-0.8)]);
  expect([...b.subarray(EVENTS, EVENTS + 3)]).toEqual([12, 0x40000009, 0]);
  expect([...b.subarray(EVENT_R, EVENT_R + 3)]).toEqual([100.25, 110.75, 0]);
  readRecord(words, floats, 0, visit);
  expect(visit.bounced).toBe(false);
});

import { describe, expect, it } from 'vitest';
import type { MeasuredFacts } from '../../worker/engine-protocol.ts';
import { draftOf, preparationOf, wordsOf } from './preparation-draft.ts';

const facts: MeasuredFacts = {
  rows: 10,
  time: [0, 1],
  speed: [0, 30],
  devices: [
    { name: 'one', rows: 5, offsetDb: -1.5, sdDb: 0.2 },
    { name: 'two', rows: 5, offsetDb: 0, sdDb: Number.NaN },
  ],
  streets: 3,
};
const EMPTY = draftOf({});

describe('a preparation as it is typed', () => {
  it('asks for nothing where nothing is typed', () => {
    expect(preparationOf(EMPTY, facts)).toEqual({});
  });

  it('is what was typed, in SI units and UTC', () => {
    const draft = { ...EMPTY, from: '2026-03-31T14:43:00', to: '2026-03-31T14:44', leastSpeed: 18, eastM: 2 } as const;
    expect(preparationOf(draft, facts)).toEqual({
      fromMs: Date.UTC(2026, 2, 31, 14, 43),
      toMs: Date.UTC(2026, 2, 31, 14, 44) + 999,
      leastSpeedMps: 5,
      shift: { eastM: 2, northM: 0 },
    });
  });

  it('takes off the offsets that could be told', () => {
    expect(preparationOf({ ...EMPTY, levels: true }, facts)).toEqual({ deviceOffsetsDb: { one: -1.5 } });
    expect(preparationOf({ ...EMPTY, levels: true }, { ...facts, devices: [] })).toEqual({});
  });

  it('comes back as it went', () => {
    const preparation = { fromMs: 1_000_000, mostSpeedMps: 10, shift: { eastM: -3.25, northM: 1 } };
    expect(preparationOf(draftOf(preparation), facts)).toEqual(preparation);
  });

  it('is none where a range ends before it begins', () => {
    expect(preparationOf({ ...EMPTY, from: '2026-03-31T14:43:00', to: '2026-03-31T14:42:00' }, facts)).toBeNull();
    expect(preparationOf({ ...EMPTY, leastSpeed: 30, mostSpeed: 20 }, facts)).toBeNull();
  });

  it('is told in words', () => {
    expect(wordsOf({})).toBe('');
    expect(wordsOf({ toMs: 1, deviceOffsetsDb: { one: 1 }, shift: { eastM: -3, northM: 0 } })).toBe(
      'by time, phones levelled, moved by −3.0 m east, 0.0 m north',
    );
  });
});

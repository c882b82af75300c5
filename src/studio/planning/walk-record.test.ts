import { expect, it } from 'vitest';
import { addPiece, emptyRecord, figuresAt, frameAt } from './walk-record.ts';

const START = {
  facts: {
    users: 2,
    sectors: 2,
    runs: 2,
    areaM: { minX: 0, minY: 0, maxX: 65535, maxY: 655.35 },
    slotsPerFrame: 1,
    frames: 4,
  },
  seed: 1,
  slotS: 2,
  sectors: ['A', 'B'],
  runs: [
    { map: 'Now', decider: 'strongest' },
    { map: 'Now', decider: 'a3' },
  ] as const,
  profiles: ['static'],
  profile: new Uint8Array(2),
};

function recordOfThree() {
  const record = emptyRecord(START);
  addPiece(record, {
    firstFrame: 0,
    frames: 2,
    place: Uint16Array.of(0, 0, 100, 200, 10, 1000, 100, 200),
    serving: Uint8Array.of(0, 0, 0, 0, /* frame 1 */ 0, 1, 0, 0),
    throughputMbps: Float32Array.of(10, 1, 20, 1),
    handovers: Float32Array.of(0, 0, 1, 0),
  });
  const piece = {
    frames: 1,
    place: Uint16Array.of(20, 1000, 100, 200),
    serving: Uint8Array.of(1, 1, 0, 0),
    throughputMbps: Float32Array.of(30, 1),
    handovers: Float32Array.of(1, 0),
  };
  // Out of turn, of another walk.
  addPiece(record, { firstFrame: 0, ...piece });
  addPiece(record, { firstFrame: 2, ...piece });
  return record;
}

it('takes pieces in their order, and others not at all', () => {
  const record = recordOfThree();
  expect(record.recorded).toBe(3);
  addPiece(record, {
    firstFrame: 3,
    frames: 2,
    place: new Uint16Array(8),
    serving: new Uint8Array(8),
    throughputMbps: new Float32Array(4),
    handovers: new Float32Array(4),
  });
  expect(record.recorded).toBe(3);
});

it('puts users between two frames on the straight line, and no further than the record', () => {
  const record = recordOfThree();
  const { x, y, serving } = frameAt(record, { at: 0.5, run: 0, fadeFrames: 0 });
  expect([...x]).toEqual([5, 100]);
  expect(y[0]).toBeCloseTo(5, 9);
  expect(Array.from(serving)).toEqual([0, 0]);
  expect([...frameAt(record, { at: 9, run: 0, fadeFrames: 0 }).x]).toEqual([20, 100]);
});

it('flashes who was handed over, fading frame by frame, of the run that is looked at', () => {
  const record = recordOfThree();
  expect([...frameAt(record, { at: 2, run: 0, fadeFrames: 4 }).flash]).toEqual([1, 0.75]);
  expect([...frameAt(record, { at: 2, run: 0, fadeFrames: 0 }).flash]).toEqual([1, 0]);
  expect([...frameAt(record, { at: 2, run: 1, fadeFrames: 4 }).flash]).toEqual([0, 0]);
});

it('tells what a run has come to', () => {
  const record = recordOfThree();
  expect(figuresAt(record, 2.4, 0)).toEqual({
    ...{ slot: 3, slots: 4, timeS: 6, throughputMbps: 30, handovers: 1 },
    ...{ meanThroughputMbps: 20, meanHandovers: 2 / 3 },
  });
});

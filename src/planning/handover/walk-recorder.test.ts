import { describe, expect, it } from 'vitest';
import type { SlotState } from './handover-run.ts';
import { servingArray, WalkRecorder, walkFacts } from './walk-recorder.ts';

const AREA = { minX: -100, minY: 0, maxX: 100, maxY: 50 };
const FACTS = { users: 2, sectors: 3, runs: 2, areaM: AREA, slotsPerFrame: 2, frames: 3 };

/** Slot s: user 0 at x = 10 s, user 1 in a corner; run 0 has s handovers. */
const state = (slot: number): SlotState => ({
  slot,
  walk: {
    x: Float64Array.of(10 * slot, -100),
    y: Float64Array.of(25, 50),
    profile: new Uint8Array(2),
    step: () => undefined,
  },
  deciders: [
    { serving: Int32Array.of(slot % 3, 2), handovers: slot, throughputMbps: 100 + slot },
    { serving: Int32Array.of(0, 1), handovers: 0, throughputMbps: 5 },
  ],
});

describe('WalkRecorder', () => {
  it('keeps every frame once, with the means of its slots', () => {
    const recorder = new WalkRecorder(FACTS);
    expect(recorder.piece()).toBeNull();
    for (const slot of [0, 1, 2]) recorder.take(state(slot));
    const first = recorder.piece()!;
    expect([first.firstFrame, first.frames]).toEqual([0, 1]);
    // Slot 1: x = 10 of -100 to 100, y = 25 of 0 to 50.
    expect([...first.place]).toEqual([0.55 * 65535, 0.5 * 65535, 0, 65535].map(Math.round));
    expect([...first.serving]).toEqual([1, 2, 0, 1]);
    expect([...first.handovers]).toEqual([0.5, 0]);
    expect([...first.throughputMbps]).toEqual([100.5, 5]);
    for (const slot of [3, 4, 5, 6, 7]) recorder.take(state(slot));
    const rest = recorder.piece()!;
    // The fourth frame is none of the walk's.
    expect([rest.firstFrame, rest.frames]).toEqual([1, 2]);
    expect([...rest.handovers]).toEqual([2.5, 0, 4.5, 0]);
    expect(recorder.piece()).toBeNull();
  });

  it('has fewer frames where all of them would take too much room', () => {
    const paper = walkFacts({ users: 1000, sectors: 5, runs: 4, areaM: AREA, slots: 5000 });
    expect(paper).toMatchObject({ slotsPerFrame: 1, frames: 5000 });
    const large = walkFacts({ users: 5000, sectors: 5, runs: 12, areaM: AREA, slots: 20_000 });
    expect(large.slotsPerFrame).toBe(32);
    expect(large.frames).toBe(625);
    expect(servingArray(300, 1)).toBeInstanceOf(Uint16Array);
  });
});

import { describe, expect, it } from 'vitest';
import { objectiveOf, offlineOptimum, slotOf } from '../../testing/offline-handover.ts';
import { Random } from '../../units/random.ts';
import { a3Decider, a3Enters } from './a3-decider.ts';
import { type Decider, type SlotView, type SwitchingCost, strongestDecider } from './decider.ts';
import { greedyDecider } from './greedy-decider.ts';
import { expertCount, metaDecider } from './meta-decider.ts';

/** What a decider does, a slot each: it sees `start`, then every slot once that has passed. */
function waysOf(decider: Decider, start: SlotView, slots: readonly SlotView[]): number[][] {
  return slots.map((_, t) => [...decider.next(t === 0 ? start : slots[t - 1]!)]);
}

const one = (weight: number, users = 1): SwitchingCost => ({ weight, ofUser: new Float64Array(users).fill(1) });
const levels = (...pairs: [number, number][]) => pairs.map((pair) => slotOf([pair]));

describe('A3', () => {
  const settings = { offsetDb: 1, hysteresisDb: 2, timeToTriggerS: 2, cellOffsetsDb: {} };
  const two = ['A', 'B'];
  const three = ['A', 'B', 'C'];

  it('enters above offset and hysteresis together, not at them', () => {
    expect(a3Enters(-87, -90, settings)).toBe(false);
    expect(a3Enters(-86.999, -90, settings)).toBe(true);
  });

  it('waits until the condition has held for the time to trigger', () => {
    const slots = levels([-80, -85], [-80, -76], [-80, -76], [-80, -76], [-80, -76], [-80, -76]);
    const ways = waysOf(a3Decider(settings, 1, two), slots[0]!, slots);
    // True in what slots 1, 2 and 3 showed: 2 s from the first to the last, so slot 4 is served by the neighbour.
    expect(ways.map(([k]) => k)).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it('starts the timer anew when the condition fails once', () => {
    const slots = levels(
      [-80, -85],
      [-80, -76],
      [-80, -76],
      [-80, -80],
      [-80, -76],
      [-80, -76],
      [-80, -76],
      [-80, -76],
    );
    expect(waysOf(a3Decider(settings, 1, two), slots[0]!, slots).map(([k]) => k)).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('does not come back within the hysteresis, and hands over at once without a time to trigger', () => {
    const slots = levels([-80, -85], [-80, -76], [-78, -76], [-77, -77], [-74, -77.5], [-74, -77.5]);
    const quick = { ...settings, timeToTriggerS: 0 };
    expect(waysOf(a3Decider(quick, 1, two), slots[0]!, slots).map(([k]) => k)).toEqual([0, 0, 1, 1, 1, 0]);
  });

  it('adds the offset of a cell, and takes the strongest of several that have triggered', () => {
    const start = slotOf([[-80, -90, -90]]);
    const slots = Array.from({ length: 3 }, () => slotOf([[-80, -76, -75]]));
    const quick = { ...settings, timeToTriggerS: 0 };
    expect(waysOf(a3Decider(quick, 1, three), start, slots).at(-1)).toEqual([2]);
    const favoured = { ...quick, cellOffsetsDb: { B: 3 } };
    expect(waysOf(a3Decider(favoured, 1, three), start, slots).at(-1)).toEqual([1]);
  });
});

describe('greedyDecider', () => {
  it('spreads users over sectors that they hear alike, as far as a handover is worth it', () => {
    const slot = slotOf(Array.from({ length: 10 }, () => [3, 2.9]));
    const counts = (weight: number) => {
      const decider = greedyDecider(one(weight, 10));
      decider.next(slot);
      return decider.next(slot).reduce((sum, k) => sum + k, 0);
    };
    expect(counts(0)).toBe(5);
    // The first to leave gains 10 ln 10 - 9 ln 9 - 0 - 0.1 = 3.15.
    expect(counts(3)).toBe(1);
    expect(counts(4)).toBe(0);
  });
});

describe('metaDecider', () => {
  it('has eight experts over 5,000 slots', () => {
    expect(expertCount(5000)).toBe(8);
  });

  it('comes to even loads where users hear two sectors alike, with either rounding', () => {
    for (const rounding of ['argmax', 'coupling'] as const) {
      // Distinct preferences, so that a rounding to the greatest share can split the users.
      const slot = slotOf(Array.from({ length: 40 }, (_, i) => [3, 3 + (i - 22.5) / 100]));
      const decider = metaDecider(one(0.1, 40), { slots: 400, rounding, seed: 1 });
      let second = 0;
      for (let t = 0; t < 400; t++) second = decider.next(slot).reduce((sum, k) => sum + k, 0);
      expect(second, rounding).toBeGreaterThan(12);
      expect(second, rounding).toBeLessThan(28);
    }
  });

  it('loses less a slot to the best fixed association the longer it runs', () => {
    const slot = slotOf([
      [1, 0.2],
      [0.9, 0.6],
      [0.8, 0.7],
      [0.5, 0.4],
    ]);
    const cost = one(1, 4);
    const best = Math.max(
      ...Array.from({ length: 16 }, (_, code) => objectiveOf([slot], [[0, 1, 2, 3].map((i) => (code >> i) & 1)], cost)),
    );
    const gap = (slots: number) => {
      const all = Array.from({ length: slots }, () => slot);
      const ways = waysOf(metaDecider(cost, { slots, rounding: 'argmax', seed: 1 }), slot, all);
      return best - objectiveOf(all, ways, cost) / slots;
    };
    expect(gap(10)).toBeGreaterThan(0);
    expect(gap(1000)).toBeLessThan(gap(10) / 5);
  });
});

describe('all deciders', () => {
  const deciders = (cost: SwitchingCost, slots: number) => ({
    strongest: strongestDecider(),
    a3: a3Decider({ offsetDb: 0, hysteresisDb: 0.3, timeToTriggerS: 1, cellOffsetsDb: {} }, 1, ['A', 'B', 'C']),
    greedy: greedyDecider(cost),
    meta: metaDecider(cost, { slots, rounding: 'argmax', seed: 1 }),
    coupled: metaDecider(cost, { slots, rounding: 'coupling', seed: 1 }),
  });

  it.each([0, 0.3, 2])('stay below the offline optimum on small horizons, at a switching weight of %d', (weight) => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = new Random(seed);
      const cost = one(weight, 4);
      // Rates that wander, as users do.
      const lnRate = Array.from({ length: 4 }, () => [random.normal(), random.normal(), random.normal()]);
      const slots = Array.from({ length: 12 }, () => {
        for (const row of lnRate) for (let k = 0; k < 3; k++) row[k]! += 0.5 * random.normal();
        return slotOf(lnRate);
      });
      const optimum = offlineOptimum(slots, cost);
      for (const [name, decider] of Object.entries(deciders(cost, 12))) {
        const ways = waysOf(decider, slots[0]!, slots);
        expect(objectiveOf(slots, ways, cost), `${name}, seed ${seed}`).toBeLessThanOrEqual(optimum + 1e-9);
      }
    }
  });

  it('the greedy one meets the offline optimum where nothing moves and it starts at it', () => {
    const slot = slotOf([
      [2, 0],
      [0, 2],
    ]);
    const slots = Array.from({ length: 6 }, () => slot);
    const ways = waysOf(greedyDecider(one(1, 2)), slot, slots);
    expect(objectiveOf(slots, ways, one(1, 2))).toBeCloseTo(offlineOptimum(slots, one(1, 2)), 12);
    expect(offlineOptimum(slots, one(1, 2))).toBe(24);
  });
});

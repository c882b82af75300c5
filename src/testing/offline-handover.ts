import type { SlotView, SwitchingCost } from '../planning/handover/decider.ts';
import { scoreSlot } from '../planning/handover/slot-score.ts';

/** A slot whose levels [dBm] are the logarithms of its rates, which is all that tests need. */
export function slotOf(lnRate: readonly (readonly number[])[]): SlotView {
  const values = Float64Array.from(lnRate.flat());
  return { users: lnRate.length, sectors: lnRate[0]!.length, levelDbm: values, lnRate: values };
}

/** Sum of utility less switching cost of one association a slot. */
export function objectiveOf(
  slots: readonly SlotView[],
  ways: readonly ArrayLike<number>[],
  cost: SwitchingCost,
): number {
  return slots.reduce((sum, { sectors, lnRate }, t) => {
    const { utility } = scoreSlot(ways[t]!, sectors, lnRate);
    return sum + utility - (t === 0 ? 0 : switchingOf(ways[t - 1]!, ways[t]!, cost));
  }, 0);
}

function switchingOf(from: ArrayLike<number>, to: ArrayLike<number>, { weight, ofUser }: SwitchingCost): number {
  return weight * ofUser.reduce((sum, value, i) => sum + (from[i] === to[i] ? 0 : value), 0);
}

/** The greatest objective of all ways through the slots, by dynamic programming over all joint associations: for a few users only. */
export function offlineOptimum(slots: readonly SlotView[], cost: SwitchingCost): number {
  const { users, sectors } = slots[0]!;
  const all = Array.from({ length: sectors ** users }, (_, code) =>
    Array.from({ length: users }, (_, i) => Math.floor(code / sectors ** i) % sectors),
  );
  let best = all.map(() => 0);
  for (const [t, slot] of slots.entries()) {
    best = all.map((to) => {
      const { utility } = scoreSlot(to, sectors, slot.lnRate);
      const before = t === 0 ? 0 : Math.max(...all.map((from, f) => best[f]! - switchingOf(from, to, cost)));
      return utility + before;
    });
  }
  return Math.max(...best);
}

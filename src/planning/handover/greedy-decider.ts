import { type Decider, loadsOf, type SwitchingCost, strongestIn } from './decider.ts';

/** y ln y, 0 at 0. */
const entropy = (y: number) => (y > 0 ? y * Math.log(y) : 0);

/**
 * Moves users one after the other, in their order, to the sector that raises the sum of ln(rate / load) of the slot seen by the most, where
 * that is more than the handover costs. Myopic: it knows loads, not where users go. Users begin at the strongest sector.
 */
export function greedyDecider(cost: SwitchingCost): Decider {
  let serving: Int32Array | null = null;
  return {
    next(seen) {
      const { users, sectors, lnRate } = seen;
      if (serving === null) {
        serving = strongestIn(seen, new Int32Array(users));
        return serving;
      }
      const load = loadsOf(serving, sectors);
      for (let i = 0; i < users; i++) {
        const row = i * sectors;
        const own = serving[i]!;
        const away = entropy(load[own]!) - entropy(load[own]! - 1) - lnRate[row + own]!;
        let best = own;
        let most = cost.weight * cost.ofUser[i]!;
        for (let k = 0; k < sectors; k++) {
          if (k === own) continue;
          const gain = away + lnRate[row + k]! - entropy(load[k]! + 1) + entropy(load[k]!);
          if (gain > most) {
            most = gain;
            best = k;
          }
        }
        if (best === own) continue;
        load[own]! -= 1;
        load[best]! += 1;
        serving[i] = best;
      }
      return serving;
    },
  };
}

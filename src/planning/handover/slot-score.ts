import { loadsOf } from './decider.ts';

/** What an association brings in one slot. */
export interface SlotScore {
  /** Sum over users of rate / load of the serving sector [Mbit/s]. */
  readonly throughputMbps: number;
  /** Sum over users of ln(rate / load), rates in Mbit/s. */
  readonly utility: number;
}

/**
 * Scores an association: a sector divides its time evenly among its users (the paper's eqs 25 to 27).
 * @param lnRate of every user at every sector with all of its bandwidth [ln Mbit/s], users x sectors
 */
export function scoreSlot(serving: ArrayLike<number>, sectors: number, lnRate: ArrayLike<number>): SlotScore {
  const load = loadsOf(serving, sectors);
  let throughputMbps = 0;
  let utility = 0;
  for (let i = 0; i < serving.length; i++) {
    const at = i * sectors + serving[i]!;
    throughputMbps += Math.exp(lnRate[at]!) / load[serving[i]!]!;
    utility += lnRate[at]!;
  }
  for (const y of load) if (y > 0) utility -= y * Math.log(y);
  return { throughputMbps, utility };
}

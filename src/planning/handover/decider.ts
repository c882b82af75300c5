/** What the controller sees of a slot that has passed. */
export interface SlotView {
  readonly users: number;
  readonly sectors: number;
  /** RSRP [dBm], users x sectors. */
  readonly levelDbm: Float64Array;
  /** ln of the rate with all of the sector's bandwidth [ln Mbit/s], users x sectors. */
  readonly lnRate: Float64Array;
}

/** Decides who is served by whom. It sees a slot only once that has passed. */
export interface Decider {
  /**
   * The sector of every user in the next slot. The array is the decider's own and changes with the next call.
   * @param seen the slot that has just passed
   */
  next(seen: SlotView): Int32Array;
}

/** What a handover costs, beside what it brings. */
export interface SwitchingCost {
  /** Weight of handovers in the objective (the paper's gamma). */
  readonly weight: number;
  /** Cost of one handover of each user (the rows of the paper's A). */
  readonly ofUser: Float64Array;
}

/** The strongest sector of every user; a tie goes to the lowest index. */
export function strongestIn({ users, sectors, levelDbm }: SlotView, out: Int32Array): Int32Array {
  for (let i = 0; i < users; i++) {
    let best = 0;
    for (let k = 1; k < sectors; k++) if (levelDbm[i * sectors + k]! > levelDbm[i * sectors + best]!) best = k;
    out[i] = best;
  }
  return out;
}

/** Serves everybody by what was strongest. */
export function strongestDecider(): Decider {
  let serving = new Int32Array(0);
  return {
    next(seen) {
      if (serving.length !== seen.users) serving = new Int32Array(seen.users);
      return strongestIn(seen, serving);
    },
  };
}

/** Number of users of every sector. */
export function loadsOf(serving: ArrayLike<number>, sectors: number): Float64Array {
  const load = new Float64Array(sectors);
  for (let i = 0; i < serving.length; i++) load[serving[i]!]! += 1;
  return load;
}

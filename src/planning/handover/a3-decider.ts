import { type Decider, strongestIn } from './decider.ts';

/** Event A3 of 3GPP TS 38.331, 5.5.4.4: a neighbour becomes better than the serving cell by an offset. */
export interface A3Settings {
  /** Off [dB]. */
  readonly offsetDb: number;
  /** Hys [dB >= 0]. */
  readonly hysteresisDb: number;
  /** How long the entering condition must hold [s >= 0]. */
  readonly timeToTriggerS: number;
  /** Ocn and Ocp by the sector's id [dB], 0 where one is not named; offsets by frequency go into them. */
  readonly cellOffsetsDb: Readonly<Record<string, number>>;
}

/** Entering condition A3-1: Mn + Ofn + Ocn - Hys > Mp + Ofp + Ocp + Off. Levels come with their offsets [dBm]. */
export function a3Enters(
  neighbourDbm: number,
  servingDbm: number,
  { offsetDb, hysteresisDb }: Pick<A3Settings, 'offsetDb' | 'hysteresisDb'>,
): boolean {
  return neighbourDbm - hysteresisDb > servingDbm + offsetDb;
}

/**
 * Hands a user over as soon as a neighbour's entering condition has held for the time to trigger, to the strongest such neighbour, and
 * starts anew. One measurement a slot, no filtering in layer 3. Users begin at the strongest sector.
 *
 * A cell that has triggered is served at once, so the leaving condition (A3-2), which takes cells off the list of triggered ones, never
 * comes into play: hysteresis acts through the entering condition alone.
 */
export function a3Decider(settings: A3Settings, slotS: number, sectors: readonly string[]): Decider {
  const offsets = sectors.map((id) => settings.cellOffsetsDb[id] ?? 0);
  const count = sectors.length;
  let serving: Int32Array | null = null;
  let held = new Int32Array(0);
  return {
    next(seen) {
      const { users, levelDbm } = seen;
      if (serving === null) {
        held = new Int32Array(users * count);
        serving = strongestIn(seen, new Int32Array(users));
        return serving;
      }
      for (let i = 0; i < users; i++) {
        const row = i * count;
        const level = (k: number) => levelDbm[row + k]! + offsets[k]!;
        const own = serving[i]!;
        let target = -1;
        for (let k = 0; k < count; k++) {
          const enters = k !== own && a3Enters(level(k), level(own), settings);
          held[row + k] = enters ? held[row + k]! + 1 : 0;
          // The first measurement starts the timer: n of them span n - 1 slots.
          const isDue = enters && (held[row + k]! - 1) * slotS >= settings.timeToTriggerS;
          if (isDue && (target < 0 || level(k) > level(target))) target = k;
        }
        if (target < 0) continue;
        serving[i] = target;
        held.fill(0, row, row + count);
      }
      return serving;
    },
  };
}

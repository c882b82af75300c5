import type { A3Settings } from './a3-decider.ts';
import type { Rounding } from './meta-decider.ts';
import { MOBILITY_PROFILES, type MobilityProfile } from './mobility.ts';

export const DECIDERS = ['strongest', 'a3', 'greedy', 'meta'] as const;
export type DeciderName = (typeof DECIDERS)[number];

/** A kind of device, and what one of its handovers costs. */
export interface DeviceType {
  readonly name: string;
  /** Share among the users, relative. */
  readonly share: number;
  /** Cost of a handover [>= 0], beside the logarithms of rates that it is weighed against. */
  readonly cost: number;
}

/** What is asked of handover. */
export interface HandoverScenario {
  readonly users: number;
  readonly slots: number;
  /** Length of a slot [s]. */
  readonly slotS: number;
  /** Figures are of so many last slots. */
  readonly lastSlots: number;
  /** Draws of users, their ways and devices. */
  readonly draws: number;
  readonly deciders: readonly DeciderName[];
  /** Weight of switching costs in the objective. */
  readonly switchingWeight: number;
  readonly devices: readonly DeviceType[];
  readonly profiles: readonly MobilityProfile[];
  readonly a3: A3Settings;
  readonly rounding: Rounding;
}

/**
 * The paper's section 5.2 and appendix C.2. It gives neither the length of a slot, nor the weight of switching, nor delays by device: these
 * are ours, as is what A3 goes by.
 */
export const DEFAULT_HANDOVER: HandoverScenario = {
  users: 1000,
  slots: 5000,
  slotS: 1,
  lastSlots: 100,
  draws: 1,
  deciders: DECIDERS,
  switchingWeight: 1,
  devices: [
    { name: 'smartphone', share: 93.5, cost: 1 },
    { name: 'tablet', share: 3, cost: 1 },
    { name: 'wearable', share: 1.1, cost: 1 },
    { name: 'IoT device', share: 0.5, cost: 1 },
    { name: 'feature phone', share: 1.9, cost: 1 },
  ],
  profiles: MOBILITY_PROFILES,
  a3: { offsetDb: 0, hysteresisDb: 3, timeToTriggerS: 2, cellOffsetsDb: {} },
  rounding: 'argmax',
};

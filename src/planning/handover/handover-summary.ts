import { type MeanInterval, meanInterval } from '../mean-interval.ts';
import type { HandoverResult } from './handover-run.ts';
import type { DeciderName } from './handover-scenario.ts';

/** The draws of one decider on one map, together: means over the last slots, over draws. */
export interface HandoverSummary {
  readonly map: string;
  readonly decider: DeciderName;
  /** Handovers a slot. */
  readonly handovers: MeanInterval;
  /** Throughput of all users by the map that was decided on, and by the truth [Mbit/s]; null without a truth. */
  readonly believedMbps: MeanInterval;
  readonly trueMbps: MeanInterval | null;
  /** The objective of the whole run, a slot and user. */
  readonly objective: MeanInterval;
  /** Share of users' slots at places without data of some sector [0..1]. */
  readonly standInShare: number;
}

/** Sums results up, in the order in which maps and deciders first come. */
export function summariseHandover(results: readonly HandoverResult[]): HandoverSummary[] {
  const groups = new Map<string, HandoverResult[]>();
  for (const result of results) {
    const key = JSON.stringify([result.map, result.decider]);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((group) => {
    const { map, decider, trueMbps } = group[0]!;
    return {
      map,
      decider,
      handovers: meanInterval(group.map((result) => meanOf(result.handovers))),
      believedMbps: meanInterval(group.map((result) => meanOf(result.believedMbps))),
      trueMbps: trueMbps && meanInterval(group.map((result) => meanOf(result.trueMbps ?? []))),
      objective: meanInterval(group.map((result) => result.objectivePerUserSlot)),
      standInShare: group.reduce((sum, { standIns }) => sum + standIns, 0) / group.length,
    };
  });
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

import { spreadOf } from '../../metrics/spread.ts';
import { type MeanInterval, meanInterval } from '../mean-interval.ts';
import type { PowerRun } from './power-sweep.ts';

/** The draws of one number of users on one source of maps, together. */
export interface PowerSummary {
  readonly map: string;
  readonly users: number;
  readonly draws: number;
  /** Draws in which all users could be served. */
  readonly feasible: number;
  /** Share of users at places where some sector has no data [0..1]. */
  readonly standInShare: number;
  /** Over the feasible draws [W]. */
  readonly powerW: MeanInterval;
  /** NaN without a feasible draw. Few draws near what the network can carry make up most of a mean. */
  readonly medianW: number;
  /** Power beyond what the truth takes, over draws that are feasible on both [W]; empty without a truth. */
  readonly excessW: MeanInterval;
  /** Share of the demands that the truth leaves unserved, over the feasible draws; empty without a truth. */
  readonly unservedShare: MeanInterval;
}

/** @param truth name of the map that holds; null where none does */
export function summarisePower(runs: readonly PowerRun[], truth: string | null): PowerSummary[] {
  const groups = new Map<string, PowerRun[]>();
  for (const run of runs) {
    const key = JSON.stringify([run.map, run.users]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const powerOf = (run: PowerRun | undefined) => run?.plan.found?.totalW ?? Number.NaN;
  const inTruth = new Map(runs.filter(({ map }) => map === truth).map((run) => [`${run.users} ${run.seed}`, run]));
  return [...groups.values()].map((group) => {
    const { map, users } = group[0]!;
    return {
      map,
      users,
      draws: group.length,
      feasible: group.filter(({ plan }) => plan.found).length,
      standInShare: group.reduce((sum, { standIns }) => sum + standIns, 0) / (users * group.length),
      powerW: meanInterval(group.map(powerOf)),
      medianW: spreadOf(group.map(powerOf)).median,
      excessW: meanInterval(group.map((run) => powerOf(run) - powerOf(inTruth.get(`${run.users} ${run.seed}`)))),
      unservedShare: meanInterval(group.map(({ judged }) => judged?.unservedShare ?? Number.NaN)),
    };
  });
}

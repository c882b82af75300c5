import type { Association } from './associate-users.ts';
import { totalPowerW } from './least-powers.ts';
import { neededShare, type PowerProblem } from './power-problem.ts';

/** What powers and associations found on one map do under the gains of another. */
export interface JudgedPowers {
  /** Share of the demands that is not served [0..1]; users that no sector was found for count. */
  readonly unservedShare: number;
  /** Users that get less than they ask for. */
  readonly unservedUsers: number;
  /** Loads that the sectors would need to serve all [1 = all bandwidth]; users without any signal left out. */
  readonly load: Float64Array;
  /** Power spent [W]. */
  readonly totalW: number;
}

/** A load up to this counts as 1: rounding. */
const LOAD_LIMIT = 1 + 1e-6;

/**
 * Holds a plan to the truth: each sector serves the users that it was given at the power that it was given. Where its bandwidth does not
 * suffice it serves those first whose bits take least of it, so that what is left unserved is the least there can be; users that have no
 * signal from it get nothing.
 *
 * @param truth the same users, demands and sectors as the plan was made for, with the gains that hold
 */
export function judgePowers(
  truth: PowerProblem,
  { serving, powers }: Pick<Association, 'serving' | 'powers'>,
): JudgedPowers {
  const { demandBps, sectors, users } = truth;
  const { powerW } = powers;
  const load = new Float64Array(sectors);
  const shares = Float64Array.from({ length: users }, (_, i) =>
    serving[i]! < 0 ? Number.POSITIVE_INFINITY : neededShare(truth, powerW, i, serving[i]!),
  );
  const asking = [...shares.keys()].filter((i) => demandBps[i]! > 0);
  const cost = (i: number) => shares[i]! / demandBps[i]!;
  let unserved = 0;
  let unservedUsers = 0;
  for (const i of asking.sort((p, q) => cost(p) - cost(q))) {
    const given = Number.isFinite(shares[i]!) ? (LOAD_LIMIT - load[serving[i]!]!) / shares[i]! : 0;
    if (Number.isFinite(shares[i]!)) load[serving[i]!]! += shares[i]!;
    if (given >= 1) continue;
    unserved += (1 - Math.max(0, given)) * demandBps[i]!;
    unservedUsers++;
  }
  const asked = asking.reduce((sum, i) => sum + demandBps[i]!, 0);
  return { unservedShare: asked > 0 ? unserved / asked : 0, unservedUsers, load, totalW: totalPowerW(truth, powerW) };
}

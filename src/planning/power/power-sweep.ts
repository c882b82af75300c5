import { breathe } from '../../units/breathe.ts';
import { UserError } from '../../units/errors.ts';
import type { NetworkGains } from '../network-gains.ts';
import type { RequestedUsers, UsersOfSeed } from '../requested-users.ts';
import { type JudgedPowers, judgePowers } from './judge-powers.ts';
import { type AssociationRule, type PowerPlan, planPowers } from './plan-powers.ts';
import { carriersOf, type PowerProblem } from './power-problem.ts';

/** A network as one source of maps shows it. */
export interface NamedGains {
  /** How the maps are called: an engine, a folder, "measured". */
  readonly name: string;
  readonly gains: NetworkGains;
}

/** Power saving over numbers of users and seeds, on several maps of one network. */
export interface PowerStudy {
  /** All of the same sectors in the same order; the first tells levels and carriers. */
  readonly maps: readonly NamedGains[];
  /** Which of the maps holds; null where none is to judge the others. */
  readonly truth: number | null;
  readonly usersOf: UsersOfSeed;
  /** Numbers of users; those of a seed are the same in all, the first n of the most. */
  readonly users: readonly number[];
  readonly seeds: readonly number[];
  readonly association: AssociationRule;
  readonly noiseFigureDb: number;
}

/** One optimisation. */
export interface PowerRun {
  readonly map: string;
  readonly users: number;
  readonly seed: number;
  readonly plan: PowerPlan;
  /** Users with a gain that is not the map's own: from the nearest covered cell, or none. */
  readonly standIns: number;
  /** Under the gains of the truth; null without one, and where no powers were found. */
  readonly judged: JudgedPowers | null;
  /** Wall time of the optimisation [ms]. */
  readonly ms: number;
}

export interface StudyHooks {
  readonly signal?: AbortSignal;
  /** Called after every run, with the share of all that is done. */
  readonly onRun?: (run: PowerRun, fraction: number) => void;
}

/**
 * Runs a study, map by map for every number of users and seed, with the same users and demands on all maps.
 * @throws UserError('aborted') when the signal says so
 */
export async function powerSweep(study: PowerStudy, hooks: StudyHooks = {}): Promise<PowerRun[]> {
  const { maps, users, seeds } = study;
  const carriers = carriersOf(maps[0]!.gains.sectors, study.noiseFigureDb);
  const runs: PowerRun[] = [];
  const total = maps.length * users.length * seeds.length;
  const most = Math.max(...users);
  for (const seed of seeds) {
    const asking = study.usersOf(most, seed);
    const inMap = maps.map(({ gains }) => usersInNetwork(gains, asking));
    for (const count of users) {
      const problemOf = (m: number): PowerProblem => ({
        ...carriers,
        ...firstUsers(inMap[m]!, count, carriers.sectors),
      });
      const truth = study.truth === null ? null : problemOf(study.truth);
      for (const [m, { name }] of maps.entries()) {
        await breathe();
        if (hooks.signal?.aborted) throw new UserError('aborted', 'Planning was cancelled.');
        const run = powerRun(problemOf(m), truth, study.association);
        const standIns = countStandIns(inMap[m]!, count);
        runs.push({ map: name, users: count, seed, standIns, ...run });
        hooks.onRun?.(runs[runs.length - 1]!, runs.length / total);
      }
    }
  }
  return runs;
}

function powerRun(problem: PowerProblem, truth: PowerProblem | null, rule: AssociationRule) {
  const began = performance.now();
  const plan = planPowers(problem, rule);
  const ms = performance.now() - began;
  return { plan, judged: plan.found && truth ? judgePowers(truth, plan.found) : null, ms };
}

interface MappedUsers {
  readonly gain: Float64Array;
  readonly demandBps: Float64Array;
  /** 1 for users with a gain that is not the map's own. */
  readonly standIn: Uint8Array;
}

function usersInNetwork(gains: NetworkGains, { x, y, demandBps }: RequestedUsers): MappedUsers {
  const sectors = gains.sectors.length;
  const gain = new Float64Array(x.length * sectors);
  const standIn = Uint8Array.from(x, (_, i) => (gains.at(x[i]!, y[i]!, gain, i * sectors) > 0 ? 1 : 0));
  return { gain, demandBps, standIn };
}

function firstUsers({ gain, demandBps }: MappedUsers, users: number, sectors: number) {
  return { users, gain: gain.subarray(0, users * sectors), demandBps: demandBps.subarray(0, users) };
}

function countStandIns({ standIn }: MappedUsers, users: number): number {
  return standIn.subarray(0, users).reduce((sum, flag) => sum + flag, 0);
}

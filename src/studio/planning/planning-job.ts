import { handoverCsv } from '../../io/formats/handover-csv.ts';
import { powerCsv } from '../../io/formats/power-csv.ts';
import type { HandoverResult } from '../../planning/handover/handover-run.ts';
import { summariseHandover } from '../../planning/handover/handover-summary.ts';
import { summarisePower } from '../../planning/power/power-summary.ts';
import type { PowerRun } from '../../planning/power/power-sweep.ts';
import { shortfallText } from '../../planning/power/shortfall-text.ts';
import type { ListedUsers } from '../../planning/requested-users.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { PlanningJob } from '../../worker/planning-protocol.ts';
import type { HandoverOutcome, PlanningTask, PowerOutcome, SlotSeries } from '../store/planning-state.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { Plan } from './plan.ts';
import { defaultChoice, plannedMaps, planSources, sharedSectors } from './plan-sources.ts';
import { currentPlan } from './read-plans.ts';

/** A job with what the window says of it. */
export interface WindowJob extends PlanningJob {
  readonly plan: Plan;
  /** Sectors that not all of the chosen maps have. */
  readonly leftOut: readonly string[];
}

/** The job that the window asks for, or why there is none. */
export function planningJob(
  task: PlanningTask | 'coverage',
  state: StudioState,
  registry: TypedArrayRegistry,
  scene: SceneView | null,
): WindowJob | string {
  const { planning, history } = state;
  const plan = currentPlan(state);
  if (plan.problem !== null) return plan.problem;
  const sources = planSources(state, registry);
  const usual = defaultChoice(sources);
  const chosen = sources.filter(
    ({ value, problem }) => (planning.chosen ?? usual.chosen).includes(value) && problem === null,
  );
  if (chosen.length === 0) return 'Choose at least one map to plan on.';
  const ids = sharedSectors(chosen);
  const least = task === 'handover' ? 2 : 1;
  if (ids.length < least) {
    const lacks = chosen.flatMap(({ name, sectorIds }) => {
      const without = history.project.sectors.map(({ id }) => id).filter((id) => !sectorIds.includes(id));
      return without.length > 0 ? [`${name} has no map of ${without.join(', ')}`] : [];
    });
    const wanted = `${task} needs ${least === 1 ? 'one' : 'two'} at least`;
    return `The chosen maps have ${ids.length === 1 ? 'one sector' : 'no sector'} in common; ${[wanted, ...lacks].join('. ')}.`;
  }
  const sectors = history.project.sectors.filter(({ id }) => ids.includes(id));
  const truth = chosen.findIndex(({ value }) => value === (planning.truth ?? usual.truth));
  return {
    sectors: sectors.map(({ id, x, y, frequencyHz, powerDbm, powerPer, bandwidthHz, lossesDb }) => ({
      ...{ id, x, y, frequencyHz, powerDbm, powerPer, bandwidthHz, lossesDb },
    })),
    networks: chosen.map(({ value, name }) => ({ name, maps: plannedMaps(value, sectors, state, registry) })),
    truth: truth < 0 ? null : truth,
    scene: scene && { buildings: scene.buildings, landUse: scene.landUse },
    scenario: plan.scenario,
    seed: plan.seed,
    users: listOf(plan),
    plan,
    leftOut: history.project.sectors.map(({ id }) => id).filter((id) => !ids.includes(id)),
  };
}

function listOf({ users }: Plan): ListedUsers | null {
  if (!users) return null;
  const { name, x, y, demandBps } = users;
  const rates = Float64Array.from(demandBps, (bps) => bps ?? Number.NaN);
  return { name, x: Float64Array.from(x), y: Float64Array.from(y), demandBps: rates };
}

function factsOf({ networks, truth, sectors, leftOut, plan }: WindowJob) {
  return {
    maps: networks.map(({ name }) => name),
    truth: truth === null ? null : networks[truth]!.name,
    sectors: sectors.map(({ id }) => id),
    leftOut,
    plan,
  };
}

export function powerOutcome(runs: readonly PowerRun[], job: WindowJob): PowerOutcome {
  const facts = factsOf(job);
  const failures = facts.maps.flatMap((map) => {
    const failed = runs.find((run) => run.map === map && run.plan.shortfall);
    if (!failed?.plan.shortfall) return [];
    return [`${map}, ${failed.users} users: ${shortfallText(failed.plan.shortfall, facts.sectors)}.`];
  });
  return { ...facts, summary: summarisePower(runs, facts.truth), failures };
}

export function handoverOutcome(results: readonly HandoverResult[], job: WindowJob): HandoverOutcome {
  const summary = summariseHandover(results);
  const series = summary.map(({ map, decider }): SlotSeries => {
    const own = results.filter((result) => result.map === map && result.decider === decider);
    const mean = (of: (result: HandoverResult) => Float64Array) =>
      Array.from(of(own[0]!), (_, at) => own.reduce((sum, result) => sum + of(result)[at]!, 0) / own.length);
    return {
      map,
      decider,
      handovers: mean(({ handovers }) => handovers),
      throughputMbps: mean(({ trueMbps, believedMbps }) => trueMbps ?? believedMbps),
    };
  });
  return { ...factsOf(job), summary, series };
}

/** Every run as CSV. */
export function powerFile(runs: readonly PowerRun[], sectors: readonly string[]): string {
  return powerCsv(runs, sectors);
}

export function handoverFile(results: readonly HandoverResult[]): string {
  return handoverCsv(results);
}

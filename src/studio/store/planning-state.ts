import type { DeciderName } from '../../planning/handover/handover-scenario.ts';
import type { HandoverSummary } from '../../planning/handover/handover-summary.ts';
import type { PowerSummary } from '../../planning/power/power-summary.ts';
import type { Plan } from '../planning/plan.ts';

export type PlanningTask = 'power' | 'handover';

/** A source of maps as the last run knew it. */
interface RunFacts {
  /** Names of the maps, in order. */
  readonly maps: readonly string[];
  /** Name of the one that holds; null where none did. */
  readonly truth: string | null;
  readonly sectors: readonly string[];
  /** Sectors of the project that were left out, as not all chosen maps have them. */
  readonly leftOut: readonly string[];
  /** The plan as it was then. */
  readonly plan: Plan;
}

export interface PowerOutcome extends RunFacts {
  readonly summary: readonly PowerSummary[];
  /** Why users could not be served: the first time on each map. */
  readonly failures: readonly string[];
}

/** Means over draws, slot by slot, of the last slots. */
export interface SlotSeries {
  readonly map: string;
  readonly decider: DeciderName;
  readonly handovers: readonly number[];
  /** By the truth where there is one, else by the map itself [Mbit/s]. */
  readonly throughputMbps: readonly number[];
}

export interface HandoverOutcome extends RunFacts {
  readonly summary: readonly HandoverSummary[];
  readonly series: readonly SlotSeries[];
}

export interface PlanningState {
  readonly task: PlanningTask;
  /** Values of the sources that are planned on (plan-sources.ts); null: the default ones. */
  readonly chosen: readonly string[] | null;
  /** The source that holds; `none`: no one; null: the default. */
  readonly truth: string | null;
  /** Name of the plan of the project that is made (planning/project-plans.ts); null, or one that is not there: the first. */
  readonly plan: string | null;
  /** Whether the plan is open to be changed, in the place of results. */
  readonly editing: boolean;
  readonly running: { readonly task: PlanningTask; readonly fraction: number; readonly words: string } | null;
  /** Why the last run of a task came to nothing. */
  readonly problem: string | null;
  readonly power: PowerOutcome | null;
  readonly handover: HandoverOutcome | null;
  /** Whose slots are drawn. */
  readonly decider: DeciderName;
}

export const INITIAL_PLANNING: PlanningState = {
  task: 'power',
  chosen: null,
  truth: null,
  plan: null,
  editing: false,
  running: null,
  problem: null,
  power: null,
  handover: null,
  decider: 'meta',
};

import { DEFAULT_NOISE_FIGURE_DB } from '../radio/sinr.ts';
import { DEFAULT_DEMAND, type DemandModel } from './demand.ts';
import { DEFAULT_HANDOVER, type HandoverScenario } from './handover/handover-scenario.ts';
import type { UncoveredRule } from './network-gains.ts';
import type { AssociationRule } from './power/plan-powers.ts';

/** What is asked of power saving. */
export interface PowerScenario {
  /** Numbers of users of the sweep, rising. */
  readonly users: readonly number[];
  /** Draws of users and demands for every number. */
  readonly draws: number;
  readonly demand: DemandModel;
  readonly association: AssociationRule;
}

/** What planning asks, beside the maps. */
export interface PlanScenario {
  readonly noiseFigureDb: number;
  readonly uncovered: UncoveredRule;
  /** Users by land use, over the defaults (place-users.ts). */
  readonly landUseWeights: Readonly<Record<string, number>>;
  readonly power: PowerScenario;
  readonly handover: HandoverScenario;
}

/** The sweep of the paper's figure 6 and the walks of its figure 7; the numbers of draws are ours. */
export const DEFAULT_SCENARIO: PlanScenario = {
  noiseFigureDb: DEFAULT_NOISE_FIGURE_DB,
  uncovered: 'nearest',
  landUseWeights: {},
  power: { users: [100, 200, 300, 400, 500], draws: 5, demand: DEFAULT_DEMAND, association: 'search' },
  handover: DEFAULT_HANDOVER,
};

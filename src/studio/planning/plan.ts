import type { SavedPlan } from '../../io/formats/saved-project.ts';
import type { PlanScenario } from '../../planning/scenario.ts';

/** A scenario of the project, read. */
export interface Plan extends Omit<SavedPlan, 'scenario'> {
  readonly scenario: PlanScenario;
  /** Why what is kept of it could not be read; the scenario is the first one then. */
  readonly problem: string | null;
}

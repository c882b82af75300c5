import { JsonFields } from '../../io/formats/json-fields.ts';
import type { SavedPlan } from '../../io/formats/saved-project.ts';
import { planScenario } from '../../io/formats/scenario-json.ts';
import { scenarioFields } from '../../io/formats/write-scenario.ts';
import { DEFAULT_SCENARIO } from '../../planning/scenario.ts';
import { UserError } from '../../units/errors.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { Plan } from './plan.ts';

/** What is asked where a project says nothing: as planning has it, with walks that a person waits for. */
export const FIRST_PLAN: Plan = {
  name: 'Scenario 1',
  seed: 42,
  scenario: { ...DEFAULT_SCENARIO, handover: { ...DEFAULT_SCENARIO.handover, slots: 1000 } },
  problem: null,
};
const FIRST_PLANS = [FIRST_PLAN];

type Seen = Pick<StudioState, 'history' | 'planning'>;

/** The same while the project's are. */
const readPlans = new WeakMap<readonly SavedPlan[], readonly Plan[]>();
const readPlan = new WeakMap<SavedPlan, Plan>();
const keptAs = new WeakMap<Plan, SavedPlan>();

/** The scenarios of the project, at least one. */
export function plansOf({ history }: Pick<Seen, 'history'>): readonly Plan[] {
  const { plans = [] } = history.project;
  if (plans.length === 0) return FIRST_PLANS;
  const known = readPlans.get(plans) ?? plans.map(planOf);
  readPlans.set(plans, known);
  return known;
}

function planOf(saved: SavedPlan): Plan {
  const known = readPlan.get(saved);
  if (known) return known;
  const plan = { ...saved, ...scenarioOf(saved) };
  readPlan.set(saved, plan);
  keptAs.set(plan, saved);
  return plan;
}

function scenarioOf({ name, scenario }: SavedPlan): Pick<Plan, 'scenario' | 'problem'> {
  try {
    return { scenario: planScenario(new JsonFields(name, scenario)), problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { scenario: FIRST_PLAN.scenario, problem: error.message };
  }
}

/** As the project keeps it. */
export function savedOf(plan: Plan): SavedPlan {
  const { problem: _, scenario, ...rest } = plan;
  return keptAs.get(plan) ?? { ...rest, scenario: scenarioFields(scenario) };
}

/** The scenario in hand. */
export function currentPlan(state: Seen): Plan {
  const plans = plansOf(state);
  return plans.find(({ name }) => name === state.planning.plan) ?? plans[0]!;
}

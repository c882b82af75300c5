import type { PlanScenario } from '../../planning/scenario.ts';
import { freeName, numberedName } from '../commands/free-name.ts';
import { finishGesture, runEdit } from '../commands/project-commands.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import { studioStore } from '../store/studio-store.ts';
import type { Plan } from './plan.ts';
import type { NumberStep } from './plan-number.tsx';
import { currentPlan, FIRST_PLAN, plansOf, savedOf } from './read-plans.ts';

export function choosePlan(name: string): void {
  patchPlanning({ plan: name });
}

/** Changes what the scenario in hand asks; with the gesture of the change before it is one step with that. */
export function changeScenario(
  change: (scenario: PlanScenario) => PlanScenario,
  label: string,
  gesture: string | null = null,
): void {
  changePlan((plan) => ({ ...plan, scenario: change(plan.scenario) }), label, gesture);
}

/** For a field with a number of the scenario in hand. */
export function scenarioNumber(
  set: (scenario: PlanScenario, value: number) => PlanScenario,
): (value: number, step: NumberStep) => void {
  return (value, { label, gesture }) => changeScenario((scenario) => set(scenario, value), label, gesture);
}

export function changePlan(change: (plan: Plan) => Plan, label: string, gesture: string | null = null): void {
  const state = studioStore.getState();
  const current = currentPlan(state);
  setPlans(
    plansOf(state).map((plan) => (plan === current ? change(plan) : plan)),
    label,
    gesture,
  );
}

/** A scenario beside the others, which is in hand then: as planning has it, or the one that is given. */
export function addPlan(plan: Omit<Plan, 'problem'> = FIRST_PLAN, label = 'Add a scenario'): void {
  const plans = plansOf(studioStore.getState());
  const name = freeName(plan.name, namesOf(plans));
  setPlans([...plans, { ...plan, name, problem: null }], label);
  choosePlan(name);
}

export function duplicatePlan(): void {
  const state = studioStore.getState();
  const current = currentPlan(state);
  const names = namesOf(plansOf(state));
  addPlan({ ...current, name: numberedName(current.name, (name) => names.includes(name)) }, 'Duplicate a scenario');
}

/** Why the scenario in hand cannot be called so; null where it can. */
export function planNameProblem(typed: string): string | null {
  const state = studioStore.getState();
  const current = currentPlan(state);
  if (typed === '') return 'A scenario needs a name.';
  const isTaken = plansOf(state).some((plan) => plan !== current && plan.name === typed);
  return isTaken ? 'Another scenario has this name.' : null;
}

export function renamePlan(name: string): void {
  const current = currentPlan(studioStore.getState());
  if (name === current.name || planNameProblem(name) !== null) return;
  changePlan((plan) => ({ ...plan, name }), 'Rename a scenario');
  choosePlan(name);
}

/** The last one is not deleted: there is always one. */
export function deletePlan(): void {
  const state = studioStore.getState();
  const current = currentPlan(state);
  const left = plansOf(state).filter((plan) => plan !== current);
  if (left.length === 0) return;
  setPlans(left, 'Delete a scenario');
  choosePlan(left[0]!.name);
}

function setPlans(plans: readonly Plan[], label: string, gesture: string | null = null): void {
  if (gesture === null) finishGesture();
  runEdit({ kind: 'set-plans', label, plans: plans.map(savedOf) }, gesture);
}

function namesOf(plans: readonly Plan[]): string[] {
  return plans.map(({ name }) => name);
}

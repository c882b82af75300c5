import { beforeEach, expect, it } from 'vitest';
import { finishGesture, undoEdit } from '../commands/project-commands.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import { studioStore } from '../store/studio-store.ts';
import { takeScenario, takeUsers } from './plan-files.ts';
import {
  addPlan,
  changeScenario,
  choosePlan,
  deletePlan,
  duplicatePlan,
  planNameProblem,
  renamePlan,
} from './project-plans.ts';
import { currentPlan, plansOf } from './read-plans.ts';

const state = () => studioStore.getState();
const names = () => plansOf(state()).map(({ name }) => name);
const steps = () => state().history.undoable.map(({ label }) => label);
const draws = (value: number, gesture: string | null = null) =>
  changeScenario((s) => ({ ...s, power: { ...s.power, draws: value } }), 'Change draws', gesture);
const bytesOf = (text: string) => new TextEncoder().encode(text);

beforeEach(() => {
  studioStore.setState(studioStore.getInitialState());
  patchPlanning({ plan: null });
});

it('has one scenario where a project says nothing, and says nothing until it is changed', () => {
  expect(names()).toEqual(['Scenario 1']);
  expect(state().history.project.plans).toBeUndefined();
  draws(9);
  expect(state().history.project.plans).toHaveLength(1);
  undoEdit();
  expect(state().history.project.plans).toBeUndefined();
  expect(currentPlan(state()).scenario.power.draws).toBe(5);
});

it('joins the steps of one field until it is left', () => {
  draws(6, 'plan Draws');
  draws(7, 'plan Draws');
  finishGesture();
  draws(8, 'plan Draws');
  expect(steps()).toEqual(['Change draws', 'Change draws']);
  undoEdit();
  expect(currentPlan(state()).scenario.power.draws).toBe(7);
  undoEdit();
  expect(currentPlan(state()).scenario.power.draws).toBe(5);
});

it('adds, duplicates, renames and deletes scenarios, each one step of undo, and changes the one in hand alone', () => {
  draws(9);
  addPlan();
  expect(names()).toEqual(['Scenario 1', 'Scenario 2']);
  expect(currentPlan(state())).toMatchObject({ name: 'Scenario 2', scenario: { power: { draws: 5 } } });
  choosePlan('Scenario 1');
  duplicatePlan();
  expect(names()).toEqual(['Scenario 1', 'Scenario 2', 'Scenario 1 (2)']);
  draws(3);
  expect(plansOf(state()).map(({ scenario }) => scenario.power.draws)).toEqual([9, 5, 3]);
  expect(planNameProblem('Scenario 2')).toBe('Another scenario has this name.');
  expect(planNameProblem('')).toBe('A scenario needs a name.');
  renamePlan('Scenario 2');
  renamePlan('Evening');
  expect(names()).toEqual(['Scenario 1', 'Scenario 2', 'Evening']);
  expect(currentPlan(state()).scenario.power.draws).toBe(3);
  deletePlan();
  expect(names()).toEqual(['Scenario 1', 'Scenario 2']);
  undoEdit();
  expect(names()).toEqual(['Scenario 1', 'Scenario 2', 'Evening']);
  choosePlan('Evening');
  deletePlan();
  deletePlan();
  deletePlan();
  expect(names()).toEqual(['Scenario 2']);
});

it('opens a project whose scenario is none, and says why', () => {
  const { history } = state();
  const plans = [{ name: 'Odd', seed: 1, scenario: { power: { draws: -2 } } }];
  studioStore.setState({ history: { ...history, project: { ...history.project, plans } } });
  expect(currentPlan(state()).problem).toMatch(/^Odd, power: "draws" is -2; it must be a number from 1/);
  draws(4);
  expect(currentPlan(state())).toMatchObject({ problem: null, scenario: { power: { draws: 4 } } });
  expect(state().history.project.plans![0]!.scenario).toMatchObject({ power: { draws: 4 } });
});

it('opens a scenario file beside the others, and says what of it is not for the studio', () => {
  takeScenario('rush.json', bytesOf('{"sites": "sites.csv", "power": {"draws": 2}}'));
  expect(currentPlan(state())).toMatchObject({ name: 'rush', scenario: { power: { draws: 2 } } });
  expect(state().notices.at(-1)?.message).toMatch(/^sites: maps, sectors and the scene are those of the project/);
  expect(() => takeScenario('slip.json', bytesOf('{"poser": {}}'))).toThrow(/"poser" is not a field of a scenario/);
  expect(names()).toEqual(['Scenario 1', 'rush']);
});

it('lists users out of a CSV file, and asks for as many', () => {
  takeUsers('users.csv', bytesOf('x,y,kbps\n1,2,50\n3,4.005,\n'), null);
  expect(currentPlan(state())).toMatchObject({
    users: { name: 'users.csv', x: [1, 3], y: [2, 4.01], demandBps: [50_000, null] },
    scenario: { power: { users: [2] }, handover: { users: 2 } },
  });
  expect(() => takeUsers('bad.csv', bytesOf('x,y\n1,north\n'), null)).toThrow(/bad.csv, row 1.*y is "north"/);
  expect(() => takeUsers('none.csv', bytesOf('x,y\n'), null)).toThrow('none.csv: the header is there but no data rows');
});

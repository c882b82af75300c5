import { expect, it } from 'vitest';
import { DEFAULT_SCENARIO } from '../../planning/scenario.ts';
import { INITIAL_PLANNING, type PowerOutcome } from '../store/planning-state.ts';
import { plannedReport } from './report-planning.ts';

const FACTS = {
  maps: ['Now', 'Before'],
  truth: 'Before',
  sectors: ['A', 'B'],
  leftOut: ['C'],
  plan: { name: 'Evening', seed: 7, scenario: DEFAULT_SCENARIO, problem: null },
};
const POWER: PowerOutcome = { ...FACTS, summary: [], failures: [] };

it('has nothing where nothing was planned', () => {
  expect(plannedReport(INITIAL_PLANNING)).toBeNull();
});

it('tells scenario, seeds, maps and sectors that a plan rests on', () => {
  const { power, handover } = plannedReport({ ...INITIAL_PLANNING, power: POWER })!;
  expect(handover).toBeNull();
  expect(Object.fromEntries(power!.facts)).toMatchObject({
    Scenario: 'Evening',
    Maps: 'Now, Before',
    Truth: 'Before',
    Sectors: 'A, B; without a map of all: C',
    Draws: '5, seeds 7 to 11',
    Users: '100, 200, 300, 400, 500; users by land use, outdoors',
    Demands: 'rates of 40 kbit/s in the median, lognormal with σ 2.0, at most 2,000',
  });
});

it('draws the decider of the window where it was asked, else the first that was', () => {
  const series = [{ map: 'Now', decider: 'a3', handovers: [1], throughputMbps: [2] }] as const;
  const handover = { ...FACTS, truth: null, summary: [], series };
  const planned = plannedReport({ ...INITIAL_PLANNING, handover, decider: 'meta' })!;
  expect(planned.handover!.decider).toBe('a3');
  expect(Object.fromEntries(planned.handover!.facts)).toMatchObject({
    Truth: 'none: what each map believes',
    Draws: '1, seed 7',
    Handovers: 'weight 1; cost 1 on all devices',
  });
});

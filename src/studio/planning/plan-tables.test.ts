import { expect, it } from 'vitest';
import { DEFAULT_SCENARIO } from '../../planning/scenario.ts';
import type { HandoverOutcome, PowerOutcome } from '../store/planning-state.ts';
import { handoverFigures, handoverRegret, powerFigures } from './plan-tables.ts';

const PLAN = { name: 'Evening', seed: 7, scenario: DEFAULT_SCENARIO, problem: null };
const FACTS = { maps: ['Now', 'Kept, "old"'], truth: 'Now', sectors: ['A', 'B'], leftOut: [], plan: PLAN };
const mean = (value: number, halfWidth = Number.NaN, count = 2) => ({ count, mean: value, halfWidth });
const NONE = mean(Number.NaN, Number.NaN, 0);

const POWER: PowerOutcome = {
  ...FACTS,
  failures: [],
  summary: [
    {
      ...{ map: 'Kept, "old"', users: 100, draws: 2, feasible: 2, standInShare: 0 },
      ...{ powerW: mean(0.01234, 0.001), medianW: 0.012, excessW: mean(-1.5, 0.5), unservedShare: mean(0.254, 0.01) },
    },
    {
      ...{ map: 'Now', users: 200, draws: 2, feasible: 0, standInShare: 0 },
      ...{ powerW: NONE, medianW: Number.NaN, excessW: NONE, unservedShare: NONE },
    },
  ],
};
const handover = (map: string, decider: 'a3' | 'meta', handovers: number, mbps: number, objective: number) => ({
  ...{ map, decider, handovers: mean(handovers), believedMbps: mean(300), trueMbps: mean(mbps) },
  ...{ objective: mean(objective), standInShare: 0 },
});
const HANDOVER: HandoverOutcome = {
  ...FACTS,
  series: [],
  summary: [
    handover('Now', 'a3', 10, 280, -2),
    handover('Now', 'meta', 12, 290, -1.9),
    handover('Kept, "old"', 'a3', 14.5, 250.5, -2.25),
  ],
};

it('tells powers to people and to programs', () => {
  const { head, rows, csv } = powerFigures(POWER);
  expect(head).toEqual(['users · map', 'served', 'power [W]', 'median [W]', 'beyond truth [W]', 'unserved [%]']);
  expect(rows[0]).toEqual(['100 · Kept, "old"', '2 of 2', '0.0123 ± 0.00100', '0.0120', '−1.50 ± 0.500', '25.4 ± 1.0']);
  expect(rows[1]!.slice(1)).toEqual(['0 of 2', '–', '–', '–', '–']);
  const lines = csv.trimEnd().split('\r\n');
  expect(lines[0]).toContain('users,map,draws,draws served,power [W],');
  expect(lines[1]).toBe('100,"Kept, ""old""",2,2,0.01234,0.001,0.012,-1.5,0.5,25.4,1');
  expect(lines[2]).toBe('200,Now,2,0,,,,,,,');
  expect(powerFigures({ ...POWER, truth: null }).head).toHaveLength(4);
});

it('tells what deciding on another map than the truth loses, decider by decider', () => {
  expect(handoverFigures(HANDOVER).rows[0]).toEqual(['Event A3 · Now', '10.0', '300.0', '280.0', '−2.000']);
  const regret = handoverRegret(HANDOVER)!;
  expect(regret.rows).toEqual([['Event A3 · Kept, "old"', '+0.250', '+29.5', '+4.5']]);
  expect(regret.csv.split('\r\n')[1]).toBe('a3,"Kept, ""old""",0.25,29.5,4.5');
  expect(handoverRegret({ ...HANDOVER, truth: null })).toBeNull();
});

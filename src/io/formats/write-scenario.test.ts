import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO, type PlanScenario } from '../../planning/scenario.ts';
import { readScenario } from './scenario-json.ts';
import { scenarioFields, scenarioText } from './write-scenario.ts';

const read = (scenario: PlanScenario) =>
  readScenario(new TextEncoder().encode(scenarioText(scenario)), 'plan.json').scenario;

describe('a scenario as its file', () => {
  it('says nothing of what has the default', () => {
    expect(scenarioFields(DEFAULT_SCENARIO)).toEqual({});
    expect(read(DEFAULT_SCENARIO)).toEqual(DEFAULT_SCENARIO);
  });

  it('comes back with all that differs', () => {
    const { power, handover } = DEFAULT_SCENARIO;
    const scenario: PlanScenario = {
      noiseFigureDb: 5,
      uncovered: 'no-signal',
      landUseWeights: { park: 7 },
      power: {
        users: [10, 20],
        draws: 3,
        association: 'best-server',
        demand: { kind: 'lognormal', medianBps: 12_345, sigma: 1.5, mostBps: 1e6 },
      },
      handover: {
        ...handover,
        slots: 77,
        slotS: 0.5,
        deciders: ['a3', 'meta'],
        devices: [{ name: 'watch', share: 2, cost: 3.5 }],
        profiles: [{ name: 'tram', share: 1, speedMps: [3, 14], memory: 0.9 }],
        a3: { offsetDb: 1, hysteresisDb: 2, timeToTriggerS: 0.64, cellOffsetsDb: { A: -3 } },
        rounding: 'coupling',
      },
    };
    expect(read(scenario)).toEqual(scenario);
    const demands: PlanScenario['power']['demand'][] = [
      { kind: 'constant', bps: 5e5 },
      { kind: 'listed', bps: [1000, 2500] },
      { kind: 'sessions', services: [{ share: 1, volumes: [{ weight: 1, mean: 5, sd: 0.5 }], a: 100, b: 1.1 }] },
    ];
    for (const demand of demands) {
      const other = { ...DEFAULT_SCENARIO, power: { ...power, demand } };
      expect(read(other)).toEqual(other);
      expect(Object.keys(scenarioFields(other))).toEqual(['power']);
    }
  });
});

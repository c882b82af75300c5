import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO } from '../../planning/scenario.ts';
import { readScenario } from './scenario-json.ts';
import { readUsersCsv } from './users-csv.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (value: unknown) => readScenario(bytes(JSON.stringify(value)), 's.json');

describe('readScenario', () => {
  it('has defaults for what is left out', () => {
    expect(read({}).scenario).toEqual(DEFAULT_SCENARIO);
    expect(read({ power: { users: [7] } }).scenario.power).toEqual({ ...DEFAULT_SCENARIO.power, users: [7] });
  });

  it('reads units as they are named', () => {
    const { scenario, carrier } = read({
      carrier: { frequency_mhz: 1800, bandwidth_mhz: 20, power_dbm: 43 },
      power: { demand: { kind: 'lognormal', median_kbps: 50, sigma: 1, most_kbps: 2000 } },
      land_use: { park: 0.5 },
    });
    expect(carrier).toEqual({ frequencyHz: 1.8e9, bandwidthHz: 20e6, powerDbm: 43, lossesDb: 0 });
    expect(scenario.power.demand).toEqual({ kind: 'lognormal', medianBps: 50e3, sigma: 1, mostBps: 2e6 });
    expect(scenario.landUseWeights).toEqual({ park: 0.5 });
  });

  it.each([
    [{ pwoer: {} }, 's.json: "pwoer" is not a field of a scenario'],
    [{ power: { user: [1] } }, 's.json, power: "user" is not a field'],
    [{ power: { users: [200, 100] } }, '"users" is [200,100]; it must be rising whole numbers'],
    [{ power: { users: [0] } }, 'it must be rising whole numbers'],
    [{ power: { demand: { kind: 'poisson' } } }, '"kind" is "poisson"; it must be one of constant, lognormal'],
    [{ power: { demand: { kind: 'constant', kbps: -1 } } }, '"kbps" is -1; it must be a number from 0'],
    [{ power: { demand: { kind: 'listed', kbps: [] } } }, 'a list of rates of 0 or more'],
    [{ uncovered: 'ignore' }, '"uncovered" is "ignore"; it must be one of nearest, no-signal'],
    [[], 'a scenario is a JSON object'],
  ])('refuses %j', (value, message) => {
    expect(() => read(value)).toThrow(message);
  });
});

describe('readUsersCsv', () => {
  it('reads positions and rates, and refuses what is no number with its row', () => {
    const { x, y, demandBps } = readUsersCsv(bytes('x,y,demand_kbps\n1,2,100\n3,4,\n'), 'u.csv', null);
    expect([[...x], [...y], [...demandBps]]).toEqual([
      [1, 3],
      [2, 4],
      [1e5, Number.NaN],
    ]);
    expect(() => readUsersCsv(bytes('x,y\n1,2\n1,east\n'), 'u.csv', null)).toThrow(
      'u.csv, row 2 (line 3): y is "east"; it must be a number',
    );
    expect(() => readUsersCsv(bytes('x,y,kbps\n1,2,-5\n'), 'u.csv', null)).toThrow('demand is "-5"');
    expect(() => readUsersCsv(bytes('lat,lon\n48,11\n'), 'u.csv', null)).toThrow('need maps with a place on the Earth');
    expect(() => readUsersCsv(bytes('a,b\n48,11\n'), 'u.csv', null)).toThrow('no columns x and y');
  });
});

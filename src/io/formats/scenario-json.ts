import type { DemandModel, SessionService } from '../../planning/demand.ts';
import { UNCOVERED_RULES } from '../../planning/network-gains.ts';
import { ASSOCIATION_RULES } from '../../planning/power/plan-powers.ts';
import { DEFAULT_SCENARIO, type PlanScenario, type PowerScenario } from '../../planning/scenario.ts';
import { badInput } from '../../units/errors.ts';
import { handoverScenario } from './handover-scenario-json.ts';
import { isJsonObject, parseJson } from './json-document.ts';
import { JsonFields } from './json-fields.ts';
import { choiceOf, refuseUnknown, risingWholes } from './scenario-fields.ts';

/** What sectors are where no list of sites says it. */
export interface CommonCarrier {
  readonly frequencyHz: number;
  readonly bandwidthHz: number;
  /** Of the whole carrier at the antenna port. */
  readonly powerDbm: number;
  readonly lossesDb: number;
}

/** A scenario as its file says it. */
export interface ScenarioFile {
  readonly scenario: PlanScenario;
  /** Which sectors; null for all that have a map. */
  readonly sectors: readonly string[] | null;
  readonly carrier: CommonCarrier | null;
  /** Files beside it, as they are written there; null where it names none. */
  readonly sites: string | null;
  readonly scene: string | null;
  readonly users: string | null;
  /** The folder of maps that holds; null where none does. */
  readonly truth: string | null;
}

/** A scenario of which nothing is said. */
export const EMPTY_SCENARIO: ScenarioFile = {
  scenario: DEFAULT_SCENARIO,
  sectors: null,
  carrier: null,
  sites: null,
  scene: null,
  users: null,
  truth: null,
};

const KEYS = [
  'format',
  'version',
  'sites',
  'scene',
  'users',
  'truth',
  'sectors',
  'carrier',
  'noise_figure',
  'uncovered',
];
const ROOT_KEYS = [...KEYS, 'land_use', 'power', 'handover'];
const POWER_KEYS = ['users', 'draws', 'demand', 'association'];
const DEMAND_KINDS = ['constant', 'lognormal', 'listed', 'sessions'] as const;

/**
 * Reads a scenario (docs/planning.md). What it leaves out has the default; keys that are not known are refused, so that a slip of the pen
 * is not a silent default.
 * @throws UserError('bad-input') with the place, the value and the rule
 */
export function readScenario(bytes: Uint8Array, name: string): ScenarioFile {
  const json = parseJson(name, bytes);
  if (!isJsonObject(json)) throw badInput(`${name}: a scenario is a JSON object; it starts with {.`);
  const at = new JsonFields(name, json);
  refuseUnknown(at, ROOT_KEYS);
  const text = (key: string) => (at.has(key) ? at.text(key) : null);
  return {
    scenario: planScenario(at),
    sectors: at.has('sectors') ? at.texts('sectors') : null,
    carrier: at.has('carrier') ? carrier(at.object('carrier')) : null,
    sites: text('sites'),
    scene: text('scene'),
    users: text('users'),
    truth: text('truth'),
  };
}

/** What a scenario asks, beside the files that it names; what it leaves out has the default. */
export function planScenario(at: JsonFields): PlanScenario {
  return {
    noiseFigureDb: at.has('noise_figure') ? at.number('noise_figure', 0, 50) : DEFAULT_SCENARIO.noiseFigureDb,
    uncovered: choiceOf(at, 'uncovered', UNCOVERED_RULES, DEFAULT_SCENARIO.uncovered),
    landUseWeights: at.has('land_use') ? weights(at.object('land_use')) : {},
    power: at.has('power') ? powerScenario(at.object('power')) : DEFAULT_SCENARIO.power,
    handover: at.has('handover') ? handoverScenario(at.object('handover')) : DEFAULT_SCENARIO.handover,
  };
}

function weights(at: JsonFields): Record<string, number> {
  return Object.fromEntries(Object.keys(at.scalars()).map((name) => [name, at.number(name, 0, 1e6)]));
}

function carrier(at: JsonFields): CommonCarrier {
  return {
    frequencyHz: 1e6 * at.number('frequency_mhz', 1, 1e6),
    bandwidthHz: 1e6 * at.number('bandwidth_mhz', 0.1, 2000),
    powerDbm: at.number('power_dbm', -50, 100),
    lossesDb: at.has('losses_db') ? at.number('losses_db', -50, 50) : 0,
  };
}

function powerScenario(at: JsonFields): PowerScenario {
  const defaults = DEFAULT_SCENARIO.power;
  refuseUnknown(at, POWER_KEYS);
  return {
    users: at.has('users') ? risingWholes(at, 'users', 1e5) : defaults.users,
    draws: at.has('draws') ? at.whole('draws', 1, 1000) : defaults.draws,
    demand: at.has('demand') ? demand(at.object('demand')) : defaults.demand,
    association: choiceOf(at, 'association', ASSOCIATION_RULES, defaults.association),
  };
}

function demand(at: JsonFields): DemandModel {
  const kind = DEMAND_KINDS.find((value) => value === at.json('kind'));
  switch (kind) {
    case 'constant':
      return { kind, bps: 1e3 * at.number('kbps', 0, 1e7) };
    case 'lognormal':
      return {
        kind,
        medianBps: 1e3 * at.number('median_kbps', 1e-6, 1e7),
        sigma: at.number('sigma', 0, 5),
        mostBps: 1e3 * at.number('most_kbps', 1e-6, 1e7),
      };
    case 'listed': {
      const bps = at.numbers('kbps').map((kbps) => 1e3 * kbps);
      if (bps.length === 0 || bps.some((rate) => rate < 0)) throw at.refuse('kbps', 'a list of rates of 0 or more');
      return { kind, bps };
    }
    case 'sessions':
      return { kind, services: services(at) };
    default:
      throw at.refuse('kind', `one of ${DEMAND_KINDS.join(', ')}`);
  }
}

function services(at: JsonFields): SessionService[] {
  const list = at.objects('services').map((service) => ({
    share: service.number('share', 1e-9, 1e9),
    volumes: service.objects('volumes').map((volume) => ({
      weight: volume.number('weight', 1e-9, 1e9),
      mean: volume.number('mean', -3, 15),
      sd: volume.number('sd', 0, 5),
    })),
    a: service.number('a', 1e-9, 1e15),
    b: exponent(service),
  }));
  if (list.length === 0 || list.some(({ volumes }) => volumes.length === 0))
    throw at.refuse('services', 'a list of services, each with volumes');
  return list;
}

function exponent(at: JsonFields): number {
  const b = at.number('b', -10, 10);
  if (Math.abs(b) < 1e-3) throw at.refuse('b', 'a number from -10 to 10 other than 0');
  return b;
}

import type { A3Settings } from '../../planning/handover/a3-decider.ts';
import {
  DECIDERS,
  DEFAULT_HANDOVER,
  type DeciderName,
  type DeviceType,
  type HandoverScenario,
} from '../../planning/handover/handover-scenario.ts';
import { ROUNDINGS } from '../../planning/handover/meta-decider.ts';
import type { MobilityProfile } from '../../planning/handover/mobility.ts';
import type { JsonFields } from './json-fields.ts';
import { choiceOf, refuseUnknown } from './scenario-fields.ts';

const KEYS = [
  'users',
  'slots',
  'slot_s',
  'last_slots',
  'draws',
  'deciders',
  'switching_weight',
  'devices',
  'profiles',
  'a3',
  'rounding',
];
const A3_KEYS = ['offset_db', 'hysteresis_db', 'time_to_trigger_s', 'cell_offsets_db'];

/** The part of a scenario that is about handover; what it leaves out has the default. */
export function handoverScenario(at: JsonFields): HandoverScenario {
  const defaults = DEFAULT_HANDOVER;
  refuseUnknown(at, KEYS);
  const number = (key: string, min: number, max: number, fallback: number) =>
    at.has(key) ? at.number(key, min, max) : fallback;
  const whole = (key: string, max: number, fallback: number) => (at.has(key) ? at.whole(key, 1, max) : fallback);
  return {
    users: whole('users', 1e5, defaults.users),
    slots: whole('slots', 1e6, defaults.slots),
    slotS: number('slot_s', 0.001, 3600, defaults.slotS),
    lastSlots: whole('last_slots', 1e6, defaults.lastSlots),
    draws: whole('draws', 1000, defaults.draws),
    deciders: at.has('deciders') ? deciders(at) : defaults.deciders,
    switchingWeight: number('switching_weight', 0, 1e6, defaults.switchingWeight),
    devices: at.has('devices') ? notEmpty(at, 'devices', device) : defaults.devices,
    profiles: at.has('profiles') ? notEmpty(at, 'profiles', profile) : defaults.profiles,
    a3: at.has('a3') ? a3Settings(at.object('a3')) : defaults.a3,
    rounding: choiceOf(at, 'rounding', ROUNDINGS, defaults.rounding),
  };
}

function deciders(at: JsonFields): DeciderName[] {
  const names = at.texts('deciders');
  const known = names.flatMap((name) => DECIDERS.find((decider) => decider === name) ?? []);
  if (known.length === 0 || known.length < names.length || new Set(known).size < known.length)
    throw at.refuse('deciders', `a list out of ${DECIDERS.join(', ')}, each once`);
  return known;
}

function notEmpty<T>(at: JsonFields, key: string, of: (entry: JsonFields) => T): T[] {
  const list = at.objects(key).map(of);
  if (list.length === 0) throw at.refuse(key, 'a list with at least one entry');
  return list;
}

function device(at: JsonFields): DeviceType {
  return { name: at.text('name'), share: at.number('share', 1e-9, 1e9), cost: at.number('cost', 0, 1e6) };
}

function profile(at: JsonFields): MobilityProfile {
  const [least, most] = at.numbers('speed_mps', 2);
  if (!(least! >= 0 && most! >= least! && most! <= 1000))
    throw at.refuse('speed_mps', 'two rising speeds from 0 to 1000');
  return {
    name: at.text('name'),
    share: at.number('share', 1e-9, 1e9),
    speedMps: [least!, most!],
    memory: at.number('memory', 0, 1),
  };
}

function a3Settings(at: JsonFields): A3Settings {
  const defaults = DEFAULT_HANDOVER.a3;
  refuseUnknown(at, A3_KEYS);
  const number = (key: string, min: number, max: number, fallback: number) =>
    at.has(key) ? at.number(key, min, max) : fallback;
  return {
    offsetDb: number('offset_db', -15, 15, defaults.offsetDb),
    hysteresisDb: number('hysteresis_db', 0, 15, defaults.hysteresisDb),
    timeToTriggerS: number('time_to_trigger_s', 0, 3600, defaults.timeToTriggerS),
    cellOffsetsDb: at.has('cell_offsets_db') ? cellOffsets(at.object('cell_offsets_db')) : defaults.cellOffsetsDb,
  };
}

function cellOffsets(at: JsonFields): Record<string, number> {
  return Object.fromEntries(at.keys().map((id) => [id, at.number(id, -24, 24)]));
}

import { expect, it } from 'vitest';
import type { JsonObject } from './json-document.ts';
import { JsonFields } from './json-fields.ts';
import { readPreparation } from './preparation-json.ts';

const read = (of: JsonObject) => readPreparation(new JsonFields('town, preparation', of));

it('reads what is there', () => {
  const whole = {
    fromMs: 1,
    toMs: 2,
    leastSpeedMps: 0.5,
    mostSpeedMps: 30,
    deviceOffsetsDb: { one: -1.5, __proto: 2 },
    shift: { eastM: 1, northM: -2 },
  };
  expect(read(whole)).toEqual(whole);
  expect(read({})).toEqual({});
});

it.each([
  [{ fromMs: 'x' }, '"fromMs" is "x"; it must be a number'],
  [{ mostSpeedMps: -1 }, '"mostSpeedMps" is -1; it must be a number from 0'],
  [{ deviceOffsetsDb: { one: 'much' } }, 'deviceOffsetsDb: "one" is "much"'],
  [{ shift: { eastM: 1 } }, 'shift: "northM" is missing'],
])('refuses %j', (json, message) => {
  expect(() => read(json)).toThrow(message);
});

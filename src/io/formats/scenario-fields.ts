import { badInput } from '../../units/errors.ts';
import type { JsonFields } from './json-fields.ts';

/** Refuses fields that are none of `known`, so that a slip of the pen is not a silent default. */
export function refuseUnknown(at: JsonFields, known: readonly string[]): void {
  const unknown = at.keys().find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw badInput(`${at.place}: "${unknown}" is not a field of a scenario; known are ${known.join(', ')}.`);
}

/** One of a few words; `fallback` where the field is not there. */
export function choiceOf<T extends string>(at: JsonFields, key: string, choices: readonly T[], fallback: T): T {
  if (!at.has(key)) return fallback;
  const found = choices.find((value) => value === at.json(key));
  if (found === undefined) throw at.refuse(key, `one of ${choices.join(', ')}`);
  return found;
}

/** Rising whole numbers from 1 to `most`, at least one. */
export function risingWholes(at: JsonFields, key: string, most: number): readonly number[] {
  const numbers = at.numbers(key);
  const rising = numbers.every(
    (n, i) => Number.isInteger(n) && n >= 1 && n <= most && (i === 0 || n > numbers[i - 1]!),
  );
  if (numbers.length === 0 || !rising) throw at.refuse(key, `rising whole numbers from 1 to ${most}`);
  return numbers;
}

import { badInput } from '../units/errors.ts';

/** One option of a command. `value` is the placeholder shown in help; without it the option is a switch. */
export interface OptionSpec {
  readonly value?: string;
  readonly help: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** Options every command takes. */
export const COMMON_OPTIONS: OptionTable = {
  json: { help: 'print one JSON document on standard output and nothing else there' },
  adapter: { value: 'cpu|gpu|auto', help: 'where to compute (default auto)' },
  seed: { value: 'N', help: 'seed of everything random (default 42)' },
  quiet: { help: 'no progress on standard error' },
  help: { help: 'show the options of this command' },
};

export interface Arguments {
  readonly command: string;
  /** Values by option name; a switch that was given has the value ''. */
  readonly given: ReadonlyMap<string, string>;
}

/**
 * Splits the words after a command into options. The word after an option that takes a value is that value, whatever it
 * starts with (coordinates may be negative), unless it is itself a long option; `--name=value` works too.
 */
export function parseArguments(command: string, words: readonly string[], table: OptionTable): Arguments {
  const known = { ...COMMON_OPTIONS, ...table };
  const given = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '-h') {
      given.set('help', '');
      continue;
    }
    if (!word.startsWith('--')) {
      throw badInput(
        `${command}: "${word}" is not an option; values follow their option, e.g. --${firstValued(known)} ${word}`,
      );
    }
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    const spec = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!spec) throw badInput(`${command}: unknown option --${name}${suggestion(name, Object.keys(known), '--')}`);
    if (given.has(name)) throw badInput(`${command}: --${name} is given twice; keep one`);
    if (spec.value === undefined) {
      if (equals >= 0) throw badInput(`${command}: --${name} is a switch and takes no value; write --${name} alone`);
      given.set(name, '');
      continue;
    }
    const value = equals >= 0 ? word.slice(equals + 1) : words[++i];
    if (value === undefined || value === '' || (equals < 0 && value.startsWith('--'))) {
      throw badInput(`${command}: --${name} needs a value (${spec.value})`);
    }
    given.set(name, value);
  }
  return { command, given };
}

/** The command again, as it was given. */
export function wordsOf({ command, given }: Arguments): string[] {
  return [command, ...[...given].flatMap(([name, value]) => (value === '' ? [`--${name}`] : [`--${name}`, value]))];
}

function firstValued(table: OptionTable): string {
  return Object.keys(table).find((name) => !(name in COMMON_OPTIONS) && table[name]?.value !== undefined) ?? 'json';
}

/** "; did you mean --x?" for the nearest known word, or "" when none is near. */
export function suggestion(word: string, known: readonly string[], prefix = ''): string {
  let best = '';
  let least = Math.max(2, Math.ceil(word.length / 2)) + 1;
  for (const candidate of known) {
    const distance = candidate.startsWith(word) && word.length > 2 ? 1 : editDistance(word, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best === '' ? '' : `; did you mean ${prefix}${best}?`;
}

/** Levenshtein distance of two words. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The value of an option, or undefined where it was not given. */
export function optional(args: Arguments, name: string): string | undefined {
  return args.given.get(name);
}

/** The value of an option that must be there; `what` says what it is. */
export function required(args: Arguments, name: string, what: string): string {
  const value = args.given.get(name);
  if (value === undefined) throw badInput(`${args.command}: --${name} is missing; give it ${what}`);
  return value;
}

/** True where the switch was given. */
export function switched(args: Arguments, name: string): boolean {
  return args.given.has(name);
}

export interface NumberRule {
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  /** The value must be greater than `min`, not equal to it. */
  readonly exclusiveMin?: boolean;
  readonly whole?: boolean;
  /** A value that works, for the message. */
  readonly example: string;
}

/** A finite decimal number, nothing else: no blanks, hexadecimal, units or infinities. */
export function finiteNumber(text: string): number | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function ruleText(rule: NumberRule): string {
  const kind = `${rule.whole === true ? 'a whole number' : 'a number'}${rule.unit === '' ? '' : ` [${rule.unit}]`}`;
  const { min, max } = rule;
  if (min !== undefined && max !== undefined) {
    return `${kind} ${rule.exclusiveMin === true ? 'above' : 'from'} ${min} ${rule.exclusiveMin === true ? 'and at most' : 'to'} ${max}`;
  }
  if (min !== undefined) return `${kind} ${rule.exclusiveMin === true ? 'greater than' : 'of at least'} ${min}`;
  return max === undefined ? kind : `${kind} of at most ${max}`;
}

function within(value: number, rule: NumberRule): boolean {
  if (rule.whole === true && !Number.isInteger(value)) return false;
  if (rule.min !== undefined && (rule.exclusiveMin === true ? value <= rule.min : value < rule.min)) return false;
  return rule.max === undefined || value <= rule.max;
}

/** A number option with its rule; `fallback` where it was not given. */
export function numberOption(args: Arguments, name: string, fallback: number, rule: NumberRule): number {
  const text = args.given.get(name);
  if (text === undefined) return fallback;
  const value = finiteNumber(text);
  if (value === null || !within(value, rule)) {
    throw badInput(`${args.command}: --${name} ${text}: must be ${ruleText(rule)}, e.g. --${name} ${rule.example}`);
  }
  return value;
}

/** A list of numbers split by commas, of a fixed length; `names` are the parts, for the message. */
export function numbersOption(
  args: Arguments,
  name: string,
  names: readonly string[],
  example: string,
): number[] | undefined {
  const text = args.given.get(name);
  if (text === undefined) return undefined;
  const parts = text.split(',');
  const rule = `must be ${names.length} numbers ${names.join(',')} split by commas without blanks, e.g. --${name} ${example}`;
  if (parts.length !== names.length) {
    throw badInput(
      `${args.command}: --${name} ${text} has ${parts.length} part${parts.length === 1 ? '' : 's'}: ${rule}`,
    );
  }
  return parts.map((part, i) => {
    const value = finiteNumber(part);
    if (value === null) {
      throw badInput(`${args.command}: --${name} ${text}: ${names[i]} is "${part}", not a finite number: ${rule}`);
    }
    return value;
  });
}

/** One of a few words. */
export function choiceOption<T extends string>(args: Arguments, name: string, fallback: T, choices: readonly T[]): T {
  const text = args.given.get(name);
  if (text === undefined) return fallback;
  const found = choices.find((choice) => choice === text);
  if (found === undefined) {
    throw badInput(
      `${args.command}: --${name} ${text}: must be one of ${choices.join(', ')}${suggestion(text, choices)}`,
    );
  }
  return found;
}

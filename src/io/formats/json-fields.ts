import { badInput } from '../../units/errors.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from './json-document.ts';

/** An object of a JSON file whose fields are read by name, each refused with its place where it is not what it must be. */
export class JsonFields {
  readonly #place: string;
  readonly #of: JsonObject;

  constructor(place: string, of: JsonObject) {
    this.#place = place;
    this.#of = of;
  }

  isNull(key: string): boolean {
    return this.#get(key) === null;
  }

  text(key: string): string {
    const value = this.#get(key);
    if (typeof value !== 'string') throw this.#wrong(key, value, 'text');
    return value;
  }

  flag(key: string): boolean {
    const value = this.#get(key);
    if (typeof value !== 'boolean') throw this.#wrong(key, value, 'true or false');
    return value;
  }

  number(key: string, min: number, max: number): number {
    const value = this.#get(key);
    if (typeof value !== 'number' || value < min || value > max)
      throw this.#wrong(key, value, `a number from ${min} to ${max}`);
    return value;
  }

  whole(key: string, min: number, max: number): number {
    const value = this.number(key, min, max);
    if (!Number.isInteger(value)) throw this.#wrong(key, value, `a whole number from ${min} to ${max}`);
    return value;
  }

  /** `length` where it is known. */
  numbers(key: string, length?: number): number[] {
    const value = this.#get(key);
    const wanted = length === undefined ? 'numbers' : `${length} numbers`;
    if (!isJsonArray(value) || (length !== undefined && value.length !== length))
      throw this.#wrong(key, value, `a list of ${wanted}`);
    return value.map((v) => {
      if (typeof v !== 'number') throw this.#wrong(key, value, `a list of ${wanted}`);
      return v;
    });
  }

  numberLists(key: string): number[][] {
    return this.list(key).map((list, index) =>
      new JsonFields(`${this.#place}, ${key} ${index + 1}`, { list }).numbers('list'),
    );
  }

  texts(key: string): string[] {
    const value = this.#get(key);
    if (!isJsonArray(value)) throw this.#wrong(key, value, 'a list of texts');
    return value.map((v) => {
      if (typeof v !== 'string') throw this.#wrong(key, value, 'a list of texts');
      return v;
    });
  }

  object(key: string): JsonFields {
    const value = this.#get(key);
    if (!isJsonObject(value)) throw this.#wrong(key, value, 'an object');
    return new JsonFields(`${this.#place}, ${key}`, value);
  }

  /** A list of objects; messages count them from 1. */
  objects(key: string): JsonFields[] {
    const value = this.#get(key);
    if (!isJsonArray(value)) throw this.#wrong(key, value, 'a list of objects');
    return value.map((entry, index) => {
      if (!isJsonObject(entry)) throw this.#wrong(key, value, 'a list of objects');
      return new JsonFields(`${this.#place}, ${key} ${index + 1}`, entry);
    });
  }

  keys(): readonly string[] {
    return Object.keys(this.#of);
  }

  get place(): string {
    return this.#place;
  }

  has(key: string): boolean {
    return this.#get(key) !== undefined;
  }

  /** All fields, each a number, text or null. */
  scalars(): Record<string, number | string | null> {
    return Object.fromEntries(
      Object.entries(this.#of).map(([key, value]) => {
        if (value !== null && typeof value !== 'number' && typeof value !== 'string')
          throw this.#wrong(key, value, 'a number, text or null');
        return [key, value];
      }),
    );
  }

  /** The fields that are a number, text, true or false; others are passed over. */
  plain(): Record<string, number | string | boolean> {
    const isPlain = (entry: [string, Json]): entry is [string, number | string | boolean] =>
      ['number', 'string', 'boolean'].includes(typeof entry[1]);
    return Object.fromEntries(Object.entries(this.#of).filter(isPlain));
  }

  list(key: string): readonly Json[] {
    const value = this.#get(key);
    if (!isJsonArray(value)) throw this.#wrong(key, value, 'a list');
    return value;
  }

  /** A field of any kind. */
  json(key: string): Json {
    return this.#get(key) ?? null;
  }

  /** The refusal of a field whose value breaks `rule`. */
  refuse(key: string, rule: string): Error {
    return this.#wrong(key, this.#get(key), rule);
  }

  /** As entries, where a field may be null. */
  entriesOrNull<T>(of: (value: JsonFields, key: string) => T): [string, T | null][] {
    return Object.keys(this.#of).map((key) => [key, this.isNull(key) ? null : of(this.object(key), key)]);
  }

  entries<T>(of: (value: JsonFields, key: string) => T): T[] {
    return Object.keys(this.#of).map((key) => of(this.object(key), key));
  }

  #get(key: string): Json | undefined {
    return Object.hasOwn(this.#of, key) ? this.#of[key] : undefined;
  }

  #wrong(key: string, value: Json | undefined, rule: string): Error {
    const text = value === undefined ? 'is missing' : `is ${JSON.stringify(value).slice(0, 40)}`;
    return badInput(`${this.#place}: "${key}" ${text}; it must be ${rule}.`);
  }
}

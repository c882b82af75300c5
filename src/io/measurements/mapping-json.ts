import { KNOWN_SYSTEMS, systemOfEpsg } from '../../raster/projected-system.ts';
import { badInput } from '../../units/errors.ts';
import type { ColumnMapping, PositionColumns, RowCondition } from './column-mapping.ts';

const FORMAT = 'boresight-mapping';
const VERSION = 1;

/** A mapping and the header that it was made for. */
export interface StoredMapping {
  readonly mapping: ColumnMapping;
  /** Names of the table's columns; undefined where nobody noted them. */
  readonly header?: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const TEXTS = ['device', 'frequency', 'channel', 'time', 'accuracy', 'indoor'] as const;
const KNOWN = new Set<string>([
  ...[
    'format',
    'version',
    'header',
    'position',
    'rsrp',
    'cell',
    'speed',
    'only',
    'unknown',
    'timeZone',
    'dateOrder',
    'decimal',
  ],
  ...TEXTS,
]);

/** A mapping as the JSON that readMapping reads. */
export function writeMapping(stored: StoredMapping): string {
  return `${JSON.stringify(mappingDocument(stored), null, 2)}\n`;
}

/** The same as a value, for documents that hold mappings. */
export function mappingDocument({ mapping, header }: StoredMapping): Readonly<Record<string, unknown>> {
  return { format: FORMAT, version: VERSION, ...(header ? { header } : {}), ...mapping };
}

/**
 * Reads a mapping: `position` and `rsrp` must be there, all else is free (column-mapping.ts says what each means).
 * @throws UserError('bad-input') naming the file, the field, the value and the rule
 */
export function readMapping(bytes: Uint8Array, name: string): StoredMapping {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw badInput(`${name}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return storedMapping(json, name);
}

/** The same of JSON that is read already. */
export function storedMapping(json: unknown, name: string): StoredMapping {
  if (!isFields(json)) throw badInput(`${name}: a mapping is an object, e.g. {"position": {...}, "rsrp": "RSRP"}`);
  if (json.format !== undefined && json.format !== FORMAT)
    throw wrong(name, 'format', json.format, `must be "${FORMAT}"`);
  if (json.version !== undefined && json.version !== VERSION) {
    throw wrong(name, 'version', json.version, `must be ${VERSION}; a newer version needs a newer Boresight`);
  }
  const unknown = Object.keys(json).find((field) => !KNOWN.has(field));
  if (unknown !== undefined)
    throw wrong(name, unknown, json[unknown], `is no field; fields are ${[...KNOWN].join(', ')}`);
  const header = optional(json.header, (value) => texts(name, 'header', value));
  return { mapping: mappingOf(name, json), ...(header ? { header } : {}) };
}

function mappingOf(name: string, json: Fields): ColumnMapping {
  const given = {
    cell: optional(json.cell, (value) =>
      typeof value === 'string' ? [text(name, 'cell', value)] : texts(name, 'cell', value),
    ),
    speed: optional(json.speed, (value) => speedOf(name, value)),
    only: optional(json.only, (value) => conditionsOf(name, value)),
    unknown: optional(json.unknown, (value) => numbers(name, 'unknown', value)),
    timeZone: optional(json.timeZone, (value) => zoneOf(name, value)),
    dateOrder: optional(json.dateOrder, (value) =>
      oneOf(name, 'dateOrder', value, ['day-month', 'month-day'] as const),
    ),
    decimal: optional(json.decimal, (value) => oneOf(name, 'decimal', value, [',', '.'] as const)),
    ...Object.fromEntries(TEXTS.map((field) => [field, optional(json[field], (value) => text(name, field, value))])),
  };
  const rest = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { position: positionOf(name, json.position), rsrp: text(name, 'rsrp', json.rsrp), ...rest };
}

function positionOf(name: string, value: unknown): PositionColumns {
  if (!isFields(value)) {
    throw wrong(
      name,
      'position',
      value,
      'must be {"kind": "wgs84", "lat": ..., "lon": ...}, or kind "projected" or "local" with "x" and "y"',
    );
  }
  const kind = oneOf(name, 'position.kind', value.kind, ['wgs84', 'projected', 'local'] as const);
  const column = (field: string) => text(name, `position.${field}`, value[field]);
  if (kind === 'wgs84') return { kind, lat: column('lat'), lon: column('lon') };
  if (kind === 'local') return { kind, x: column('x'), y: column('y') };
  const { epsg } = value;
  if (typeof epsg !== 'number' || systemOfEpsg(epsg) === null) {
    throw wrong(name, 'position.epsg', epsg, `must be the number of a system that is known here: ${KNOWN_SYSTEMS}`);
  }
  return { kind, x: column('x'), y: column('y'), epsg };
}

function speedOf(name: string, value: unknown): NonNullable<ColumnMapping['speed']> {
  if (!isFields(value)) throw wrong(name, 'speed', value, 'must be {"column": ..., "unit": "m/s" or "km/h"}');
  return {
    column: text(name, 'speed.column', value.column),
    unit: oneOf(name, 'speed.unit', value.unit, ['m/s', 'km/h'] as const),
  };
}

function conditionsOf(name: string, value: unknown): RowCondition[] {
  if (!Array.isArray(value)) throw wrong(name, 'only', value, 'must be a list of {"column", "values", "others"}');
  return value.map((entry: unknown, i) => {
    const at = `only[${i}]`;
    if (!isFields(entry)) throw wrong(name, at, entry, 'must be {"column", "values", "others"}');
    return {
      column: text(name, `${at}.column`, entry.column),
      values: texts(name, `${at}.values`, entry.values),
      others: oneOf(name, `${at}.others`, entry.others, ['other-technology', 'not-serving'] as const),
    };
  });
}

function zoneOf(name: string, value: unknown): string {
  if (typeof value === 'string' && /^(Z|[+-]\d\d:\d\d)$/.test(value)) return value;
  throw wrong(name, 'timeZone', value, 'must be Z or an offset such as +02:00');
}

function text(name: string, field: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw wrong(name, field, value, 'must be the name of a column');
}

function texts(name: string, field: string, value: unknown): string[] {
  if (Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string')) return value;
  throw wrong(name, field, value, 'must be a list of texts');
}

function numbers(name: string, field: string, value: unknown): number[] {
  if (Array.isArray(value) && value.every((entry) => Number.isFinite(entry))) return value as number[];
  throw wrong(name, field, value, 'must be a list of numbers');
}

function oneOf<T extends string>(name: string, field: string, value: unknown, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw wrong(name, field, value, `must be one of ${choices.map((choice) => `"${choice}"`).join(', ')}`);
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(name: string, field: string, value: unknown, rule: string) {
  const shown = value === undefined ? 'is missing' : (JSON.stringify(value) ?? String(value)).slice(0, 60);
  return badInput(`${name}: ${field} ${shown}: ${rule}`);
}

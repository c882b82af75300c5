import { fieldNumber } from '../tables/table-number.ts';
import type { ColumnMapping, PositionColumns } from './column-mapping.ts';
import { COLUMN_WORDS } from './column-words.ts';
import { genericPosition, genericRest } from './generic-layout.ts';
import { columnNamed, type TableHead } from './measurement-layout.ts';
import { DATE_EITHER_WAY, timeMsOf } from './time-field.ts';

/** A column that no meaning has been found for, with its values in the first rows, blanks left out. */
interface OpenColumn {
  readonly name: string;
  readonly texts: readonly string[];
  /** NaN for a text. */
  readonly values: readonly number[];
}

/** Degrees are written with decimals, some hundred metres at least; counts, heights and levels are not. */
const DEGREES = /^[+-]?\d{1,3}[.,]\d{3,}$/;
/** Farther from the origin [m] than any scene reaches. */
const PROJECTED_M = 1e5;
const LEAST_DBM = -156;
const MOST_DBM = -31;

/**
 * What the columns of a table may hold: what their names say, and then what their values look like: numbers with three decimals or more
 * within 180 are degrees, of which the first is the latitude where it can be; numbers over 100 km are metres; -156 to -31 is a level.
 */
export function guessColumns(head: TableHead): Partial<ColumnMapping> {
  const rsrp = columnNamed(head, ...COLUMN_WORDS.rsrp);
  const cell = columnNamed(head, ...COLUMN_WORDS.cell);
  const rest = genericRest(head);
  const taken = new Set<string | undefined>([rsrp, cell, ...Object.values(rest).map(String)]);
  const open = openColumns(head, taken);
  const position = genericPosition(head) ?? positionAmong(open, head);
  const places = position ? (position.kind === 'wgs84' ? [position.lat, position.lon] : [position.x, position.y]) : [];
  const left = open.filter(({ name }) => !places.includes(name));
  const level = rsrp ?? left.find(({ values }) => values.every((v) => v >= LEAST_DBM && v <= MOST_DBM))?.name;
  const time = rest.time ?? left.find(({ texts }) => texts.every(isTime))?.name;
  return {
    ...rest,
    ...(position && { position }),
    ...(level !== undefined && { rsrp: level }),
    ...(cell !== undefined && { cell: [cell] }),
    ...(time !== undefined && { time }),
  };
}

function openColumns({ table, rows }: TableHead, taken: ReadonlySet<string | undefined>): readonly OpenColumn[] {
  return table.columns.flatMap((name, index) => {
    if (name === '' || taken.has(name)) return [];
    const texts = rows.map((row) => row[index] ?? '').filter((text) => text !== '');
    if (texts.length === 0) return [];
    const values = texts.map((text) => {
      const read = fieldNumber(text, table.delimiter, ['dbm', '°', 'deg', 'm']);
      return read.kind === 'value' ? read.value : Number.NaN;
    });
    return [{ name, texts, values }];
  });
}

/** Null where no two columns look like one. */
function positionAmong(open: readonly OpenColumn[], head: TableHead): PositionColumns | null {
  const isDegrees = ({ texts, values }: OpenColumn) =>
    texts.every((text) => DEGREES.test(text)) && values.every((v) => Math.abs(v) <= 180);
  const named = {
    lat: columnNamed(head, ...COLUMN_WORDS.lat),
    lon: columnNamed(head, ...COLUMN_WORDS.lon),
  };
  const degrees = open.filter((column) => isDegrees(column) && column.name !== named.lat && column.name !== named.lon);
  const [one, two] = degrees;
  if (named.lat !== undefined && one) return { kind: 'wgs84', lat: named.lat, lon: one.name };
  if (named.lon !== undefined && one) return { kind: 'wgs84', lat: one.name, lon: named.lon };
  if (one && two) {
    const [lat, lon] = one.values.every((v) => Math.abs(v) <= 90) ? [one, two] : [two, one];
    return { kind: 'wgs84', lat: lat.name, lon: lon.name };
  }
  const [x, y] = open.filter(({ values }) => values.every((v) => Math.abs(v) >= PROJECTED_M && Math.abs(v) < 1e8));
  return x && y ? { kind: 'projected', x: x.name, y: y.name, epsg: null } : null;
}

/** Plain numbers are times only with the digits of seconds or milliseconds since 1970: cells have long numbers too. */
function isTime(text: string): boolean {
  if (/^\d+$/.test(text)) return /^1\d{9}(\d{3})?$/.test(text);
  return DATE_EITHER_WAY.test(text) || !Number.isNaN(timeMsOf(text, 'Z'));
}

import { KNOWN_SYSTEMS, type ProjectedSystem, systemOfEpsg } from '../../raster/projected-system.ts';
import { badInput } from '../../units/errors.ts';
import type { Table } from '../tables/table.ts';
import { fieldNumber, isMissing, plainDecimal } from '../tables/table-number.ts';
import { type CarrierReader, carrierReader } from './carrier-field.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { ColumnsUnknown } from './columns-unknown.ts';
import { conditionOf } from './row-faults.ts';

/** The columns of a mapping in one table, ready to be read. */
export interface MappedColumns {
  /** Latitude and longitude, or x and y. */
  readonly first: number;
  readonly second: number;
  /** Of projected metres; null of degrees, undefined of metres in the scene frame. */
  readonly system: ProjectedSystem | null | undefined;
  readonly rsrp: number;
  /** -1 where there is none; so with the others. */
  readonly device: number;
  readonly time: number;
  readonly accuracy: number;
  readonly speed: number;
  readonly indoor: number;
  /** What a number of the speed's column is in m/s. */
  readonly speedUnit: number;
  readonly carrier: CarrierReader | null;
  readonly conditions: readonly ReturnType<typeof conditionOf>[];
  readonly unknown: ReadonlySet<number>;
  /** What fieldNumber is told of the decimal point. */
  readonly delimiter: string;
  cell(fields: readonly string[]): string;
}

/** @throws UserError('bad-input') for a column that the table has not, and for projected metres of no known system */
export function mappedColumns(name: string, table: Table, mapping: ColumnMapping): MappedColumns {
  const { columns } = table;
  const column = (wanted: string) => {
    const index = columns.indexOf(wanted);
    if (index >= 0) return index;
    throw badInput(
      `${name}: no column "${wanted}" (columns seen: ${columns.join(', ')}); correct the mapping, or choose the columns anew`,
    );
  };
  const maybe = (wanted: string | undefined) => (wanted === undefined ? -1 : column(wanted));
  const { position, speed } = mapping;
  const [first, second] = position.kind === 'wgs84' ? [position.lat, position.lon] : [position.x, position.y];
  const delimiter = mapping.decimal === undefined ? table.delimiter : mapping.decimal === ',' ? '' : ',';
  const cells = (mapping.cell ?? []).map(column);
  return {
    first: column(first),
    second: column(second),
    system: systemOf(name, position),
    rsrp: column(mapping.rsrp),
    device: maybe(mapping.device),
    time: maybe(mapping.time),
    accuracy: maybe(mapping.accuracy),
    speed: maybe(speed?.column),
    speedUnit: speed?.unit === 'km/h' ? 1 / 3.6 : 1,
    indoor: maybe(mapping.indoor),
    carrier: carrierReader({ frequency: maybe(mapping.frequency), channel: maybe(mapping.channel) }, delimiter),
    conditions: (mapping.only ?? []).map((condition) => conditionOf(condition, column(condition.column))),
    unknown: new Set(mapping.unknown ?? []),
    delimiter,
    cell: (fields) => cellOf(fields, cells),
  };
}

function systemOf(name: string, position: ColumnMapping['position']): ProjectedSystem | null | undefined {
  if (position.kind !== 'projected') return position.kind === 'wgs84' ? null : undefined;
  const { x, y, epsg } = position;
  const columns = `${x} and ${y}`;
  if (epsg === null) {
    throw new ColumnsUnknown(
      `${name}: ${columns} are metres of a projected system (UTM or the like) that the file does not name; give its EPSG code: --epsg 32648, say, for UTM zone 48 north, or "position": {"kind": "projected", "x": "${x}", "y": "${y}", "epsg": 32648} in a mapping`,
    );
  }
  const system = systemOfEpsg(epsg);
  if (system) return system;
  throw badInput(
    `${name}: EPSG:${epsg} of ${columns} is not known here; known are ${KNOWN_SYSTEMS}; or convert them to WGS 84`,
  );
}

/** Texts joined by a hyphen, blank where any of them is: half a name would be another cell's. */
function cellOf(fields: readonly string[], columns: readonly number[]): string {
  let name = '';
  for (const index of columns) {
    const text = fields[index] ?? '';
    if (isMissing(text) || text === '2147483647') return '';
    name = name === '' ? text : `${name}-${text}`;
  }
  return name;
}

/** A number that may be missing, as NaN. */
export function numberOrNaN(field: string | undefined, delimiter: string, units: readonly string[]): number {
  const plain = plainDecimal(field ?? '');
  if (!Number.isNaN(plain)) return plain;
  const read = fieldNumber(field, delimiter, units);
  return read.kind === 'value' ? read.value : Number.NaN;
}

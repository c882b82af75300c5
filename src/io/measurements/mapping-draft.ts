import { KNOWN_SYSTEMS, systemOfEpsg } from '../../raster/projected-system.ts';
import type { ColumnMapping, DateOrder, PositionColumns, SpeedUnit } from './column-mapping.ts';

/** Meanings of one column each that may be missing. */
export const FREE_COLUMNS = ['time', 'device', 'frequency', 'channel', 'accuracy', 'indoor', 'speed'] as const;
export type FreeColumn = (typeof FREE_COLUMNS)[number];

/** A mapping while a person fills it in. A column that is not chosen is empty. */
export interface MappingDraft extends Readonly<Record<FreeColumn, string>> {
  readonly kind: PositionColumns['kind'];
  /** Latitude, or x. */
  readonly first: string;
  /** Longitude, or y. */
  readonly second: string;
  /** Of projected metres; null where nobody said. */
  readonly epsg: number | null;
  readonly rsrp: string;
  /** Several are joined by a hyphen. */
  readonly cell: readonly string[];
  readonly speedUnit: SpeedUnit;
  /** Empty: UTC, and told. */
  readonly timeZone: string;
  /** Empty: as the file decides. */
  readonly dateOrder: DateOrder | '';
  /** Empty: as the file's delimiter tells. */
  readonly decimal: ',' | '.' | '';
  /** What a layout says beside columns. */
  readonly rest: Pick<ColumnMapping, 'only' | 'unknown'>;
}

const EMPTY: MappingDraft = {
  kind: 'wgs84',
  first: '',
  second: '',
  epsg: null,
  rsrp: '',
  cell: [],
  time: '',
  device: '',
  frequency: '',
  channel: '',
  accuracy: '',
  indoor: '',
  speed: '',
  speedUnit: 'm/s',
  timeZone: '',
  dateOrder: '',
  decimal: '',
  rest: {},
};

/** A mapping, or what is known of one, to be filled in. */
export function draftOf(mapping: Partial<ColumnMapping>): MappingDraft {
  const { position, speed, only, unknown, ...plain } = mapping;
  const [first, second] = placesOf(position);
  return {
    ...EMPTY,
    ...plain,
    kind: position?.kind ?? 'wgs84',
    first,
    second,
    epsg: position?.kind === 'projected' ? position.epsg : null,
    ...(speed && { speed: speed.column, speedUnit: speed.unit }),
    rest: { ...(only && { only }), ...(unknown && { unknown }) },
  };
}

function placesOf(position: PositionColumns | undefined): readonly [string, string] {
  if (position === undefined) return ['', ''];
  return position.kind === 'wgs84' ? [position.lat, position.lon] : [position.x, position.y];
}

/** What has still to be said before anything can be read, in a sentence; null where nothing has. */
export function lackOf(draft: MappingDraft): string | null {
  const { kind, first, second, epsg, rsrp, timeZone } = draft;
  const [firstName, secondName] = kind === 'wgs84' ? ['latitude', 'longitude'] : ['x', 'y'];
  if (first === '') return `Choose the column of ${firstName}.`;
  if (second === '') return `Choose the column of ${secondName}.`;
  if (rsrp === '') return 'Choose the column of the level.';
  if (new Set([first, second, rsrp]).size < 3) return 'Position and level are columns of their own.';
  if (kind === 'projected' && epsg === null) return 'Give the EPSG code of the metres.';
  if (kind === 'projected' && epsg !== null && systemOfEpsg(epsg) === null)
    return `EPSG:${epsg} is not known here; known are ${KNOWN_SYSTEMS}.`;
  if (timeZone !== '' && !/^(Z|[+-]\d\d:\d\d)$/.test(timeZone))
    return 'The zone of the clock is Z or an offset such as +02:00.';
  return null;
}

/** What was filled in, as a mapping; null while something lacks. */
export function mappingOf(draft: MappingDraft): ColumnMapping | null {
  if (lackOf(draft) !== null) return null;
  const { cell, speed, speedUnit, rest } = draft;
  const plain = [...FREE_COLUMNS.filter((column) => column !== 'speed'), 'timeZone', 'dateOrder', 'decimal'] as const;
  return {
    position: positionOf(draft),
    rsrp: draft.rsrp,
    ...(cell.length > 0 && { cell }),
    ...Object.fromEntries(plain.filter((field) => draft[field] !== '').map((field) => [field, draft[field]])),
    ...(speed !== '' && { speed: { column: speed, unit: speedUnit } }),
    ...rest,
  };
}

function positionOf({ kind, first, second, epsg }: MappingDraft): PositionColumns {
  if (kind === 'wgs84') return { kind, lat: first, lon: second };
  return kind === 'local' ? { kind, x: first, y: second } : { kind, x: first, y: second, epsg };
}

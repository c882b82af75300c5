import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import { KNOWN_SYSTEMS, systemOfEpsg } from '../../raster/projected-system.ts';
import { badInput } from '../../units/errors.ts';
import { isAtollAntennas, readAtollAntennas } from '../antennas/atoll-antennas.ts';
import { draftOfRecord, type SiteField } from '../formats/site-record.ts';
import { fieldNumber, matchColumns } from '../tables/table-number.ts';
import type { SiteLayout, SiteOptions, SiteTable } from './site-layout.ts';
import type { SiteRows } from './site-rows.ts';

const SITE = {
  name: ['name', 'site', 'sitename'],
  lon: ['longitude', 'long', 'lon', 'x'],
  lat: ['latitude', 'lat', 'y'],
} as const;
const TRANSMITTER = {
  id: ['txid', 'transmitter'],
  site: ['sitename', 'site'],
  antenna: ['antennaname', 'antenna'],
  azimuth: ['azimut', 'azimuth'],
  height: ['height'],
  tilt: ['tilt', 'mechanicaldowntilt', 'mechanicaltilt'],
  active: ['active'],
  losses: ['totallosses', 'losses', 'txlosses', 'miscdllosses', 'transmissionlosses'],
} as const;
const CELL = {
  id: ['cellid', 'cell', 'name'],
  transmitter: ['txid', 'transmitter'],
  carrier: ['carrier', 'pci', 'physicalcellid', 'tac', 'maxpower'],
  power: ['maxpower', 'maxpowerdbm'],
  active: ['active'],
} as const;

type Role = 'sites' | 'transmitters' | 'cells' | 'antennas';
type Fields = readonly string[];

/** What an Atoll table is by its columns; null for a table of something else. */
function roleOf(columns: readonly string[]): Role | null {
  if (isAtollAntennas(columns)) return 'antennas';
  const transmitter = matchColumns(columns, TRANSMITTER);
  if (transmitter.id >= 0 && transmitter.site >= 0 && transmitter.azimuth >= 0) return 'transmitters';
  const cell = matchColumns(columns, CELL);
  if (cell.id >= 0 && cell.transmitter >= 0 && cell.carrier >= 0) return 'cells';
  const site = matchColumns(columns, SITE);
  return site.name >= 0 && site.lon >= 0 && site.lat >= 0 && columns.length > 2 ? 'sites' : null;
}

/** True for tables that are joined by name: beside them, a table of sites is no list of its own. */
export function needsJoin(columns: readonly string[]): boolean {
  return ['transmitters', 'cells'].includes(roleOf(columns) ?? '');
}

/**
 * Atoll's tables, joined: sites (NAME, LONGITUDE, LATITUDE), transmitters (TX_ID, SITE_NAME, AZIMUT, HEIGHT, TILT, ANTENNA_NAME), and where
 * they are there cells (CELL_ID, TX_ID, MAX_POWER) and antennas. One sector a cell, or a transmitter where there are no cells.
 */
export const atollLayout: SiteLayout = {
  id: 'atoll',
  title: 'Atoll tables',
  recognises: ({ table }) => roleOf(table.columns) !== null,
  read: (tables, rows, options) => {
    const of = (role: Role) => tables.filter(({ table }) => roleOf(table.columns) === role);
    const [sites, transmitters, cells] = [of('sites'), of('transmitters'), of('cells')];
    const place = tables[0]!.name;
    if (transmitters.length === 0 || sites.length === 0) {
      const lacks =
        transmitters.length === 0 ? 'transmitters (TX_ID, SITE_NAME, AZIMUT)' : 'sites (NAME, LONGITUDE, LATITUDE)';
      throw badInput(
        `${place}: Atoll's tables belong together, and that of ${lacks} is missing; give sites, transmitters and cells in one zip`,
      );
    }
    const places = readPlaces(sites, options);
    const patterns = readPatterns(of('antennas'));
    const drafts = (
      from: SiteTable,
      columns: { readonly id: number; readonly active: number; readonly power: number },
      transmitterOf: (fields: Fields) => { fields: Fields; table: SiteTable } | undefined,
    ) =>
      rows.read(from, (fields, at) => {
        const found = transmitterOf(fields);
        if (!found) return { reason: 'no-site', because: 'its transmitter is not in the table of transmitters' };
        const active = [
          fields[columns.active],
          found.fields[matchColumns(found.table.table.columns, TRANSMITTER).active],
        ];
        if (active.some(isOff)) return { reason: 'inactive', because: 'ACTIVE is off' };
        return draftOf(
          { id: fields[columns.id] ?? '', power: fields[columns.power], place: at },
          found,
          places,
          patterns,
          rows,
        );
      });
    if (cells.length === 0) {
      for (const table of transmitters) {
        const at = matchColumns(table.table.columns, TRANSMITTER);
        drafts(table, { id: at.id, active: at.active, power: -1 }, (fields) => ({ fields, table }));
      }
      return;
    }
    const known = new Map<string, { fields: Fields; table: SiteTable }>();
    for (const table of transmitters) {
      const { id } = matchColumns(table.table.columns, TRANSMITTER);
      table.table.forEachRow((fields) => {
        known.set(fields[id] ?? '', { fields: [...fields], table });
      });
    }
    for (const table of cells) {
      const at = matchColumns(table.table.columns, CELL);
      drafts(table, at, (fields) => known.get(fields[at.transmitter] ?? ''));
    }
  },
};

function isOff(active: string | undefined): boolean {
  return active !== undefined && /^(0|false|no|off)$/i.test(active);
}

function draftOf(
  cell: { readonly id: string; readonly power: string | undefined; readonly place: string },
  { fields, table }: { fields: Fields; table: SiteTable },
  places: ReadonlyMap<string, { readonly lat: string; readonly lon: string }>,
  patterns: ReadonlyMap<string, TabulatedPattern>,
  rows: SiteRows,
) {
  const at = matchColumns(table.table.columns, TRANSMITTER);
  const text = (key: keyof typeof TRANSMITTER) => (at[key] < 0 ? undefined : fields[at[key]]);
  const site = text('site') ?? '';
  const position = places.get(site);
  if (!position) return { reason: 'no-site', because: `site "${site}" is not in the table of sites` } as const;
  const antenna = text('antenna') ?? '';
  const pattern = patterns.get(antenna);
  if (antenna !== '' && !pattern) {
    rows.note(
      'pattern-not-given',
      `sectors name an antenna that is not given (e.g. "${antenna}"); add Atoll's table of antennas to the zip, or a pattern is assumed`,
    );
  }
  const values: Partial<Record<SiteField, string | undefined>> = {
    id: cell.id,
    site,
    ...position,
    azimuth: text('azimuth'),
    height: text('height'),
    downtilt: text('tilt'),
    losses: text('losses'),
    power: cell.power,
  };
  const { delimiter } = table.table;
  const draft = draftOfRecord({ place: cell.place, delimiter, powerIsPerRe: false, get: (field) => values[field] });
  return pattern ? { ...draft, pattern } : draft;
}

/** Places of sites by name [deg, as text]; metres are turned into degrees where their system is given. */
function readPlaces(tables: readonly SiteTable[], { epsg }: SiteOptions): Map<string, { lat: string; lon: string }> {
  const places = new Map<string, { lat: string; lon: string }>();
  for (const { name, table } of tables) {
    const at = matchColumns(table.columns, SITE);
    table.forEachRow((fields, line) => {
      const [lon, lat] = [fields[at.lon] ?? '', fields[at.lat] ?? ''];
      const [x, y] = [fieldNumber(lon, table.delimiter), fieldNumber(lat, table.delimiter)];
      const metres = x.kind === 'value' && y.kind === 'value' && Math.abs(x.value) > 180 && Math.abs(y.value) > 90;
      if (!metres) {
        places.set(fields[at.name] ?? '', { lat, lon });
        return;
      }
      const system = epsg === undefined ? null : systemOfEpsg(epsg);
      if (!system) {
        throw badInput(
          `${name}, ${table.counts} ${line}: ${lon}, ${lat} are metres of a projected system; give its EPSG code (--epsg), known are ${KNOWN_SYSTEMS}`,
        );
      }
      const place = system.wgs84(x.value, y.value);
      places.set(fields[at.name] ?? '', { lat: String(place.latDeg), lon: String(place.lonDeg) });
    });
  }
  return places;
}

function readPatterns(tables: readonly SiteTable[]): Map<string, TabulatedPattern> {
  return new Map(
    tables.flatMap((table) => readAtollAntennas(table).antennas.map(({ pattern }) => [pattern.name, pattern] as const)),
  );
}

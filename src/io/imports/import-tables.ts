import type { MeasurementSet } from '../../measurements/measurement-set.ts';
import { type TabulatedPattern, unreadPattern } from '../../radio/antenna-pattern.ts';
import { badInput } from '../../units/errors.ts';
import { joinTracks } from '../measurements/join-tracks.ts';
import { isKnown } from '../measurements/known-columns.ts';
import {
  type ReadMeasurementsOptions,
  type ReadTable,
  readMeasurementTables,
} from '../measurements/read-measurements.ts';
import { recogniseTable } from '../measurements/recognise-table.ts';
import { readSiteTables } from '../sites/read-sites.ts';
import type { SiteSet } from '../sites/site-rows.ts';
import { type NamedTable, openTables } from '../tables/table-formats.ts';
import { listsSectors } from './recognise-file.ts';

export interface ImportOptions extends ReadMeasurementsOptions {
  /** Reads a pattern that a list of sectors names; without it patterns are left unread, which is told. */
  readonly readPattern?: (name: string) => TabulatedPattern;
}

/** What tables turned out to hold. */
export type ImportedTables =
  | { readonly kind: 'measurements'; readonly set: MeasurementSet; readonly read: readonly ReadTable[] }
  | { readonly kind: 'sites'; readonly sites: SiteSet };

/**
 * Reads a file of tables, plain or packed, as sectors or as measurements, told by its columns. A mapping makes it measurements.
 * @throws ColumnsUnknown where a person can say which column holds what
 * @throws UserError('bad-input') for tables of neither, saying what they lack, and for damaged files
 */
export async function importTables(name: string, bytes: Uint8Array, options: ImportOptions): Promise<ImportedTables> {
  const { tables, unread } = await openJoined(name, bytes, options);
  const measured =
    options.mapping !== undefined ||
    tables.some(({ table }) => isKnown(table, options.known) || recogniseTable(table).kind === 'measurements');
  if (!measured) {
    const sites = sitesOf(name, tables, options);
    if (sites) return { kind: 'sites', sites };
    refuseLists(tables);
  }
  return { kind: 'measurements', ...readMeasurementTables(name, tables, options, unread) };
}

/** The tables of a file, with positions by the track where there is one, and what is wrong with files beside them. */
export async function openJoined(
  name: string,
  bytes: Uint8Array,
  { track, mapping }: ReadMeasurementsOptions,
): Promise<{ readonly tables: readonly NamedTable[]; readonly unread: readonly string[] }> {
  const unread: string[] = [];
  const opened = await openTables(name, bytes, unread);
  return { tables: await joinTracks(opened, track, mapping), unread };
}

function sitesOf(name: string, tables: readonly NamedTable[], options: ImportOptions): SiteSet | null {
  const { epsg, readPattern } = options;
  const patterns = new Set<string>();
  const leavePattern = (pattern: string) => {
    patterns.add(pattern);
    return unreadPattern(pattern);
  };
  // What is known to be something else is no list of sectors, whatever its columns.
  const unknown = tables.filter(({ table }) => recogniseTable(table).kind === 'unknown');
  const sites = readSiteTables(name, unknown, {
    readPattern: readPattern ?? leavePattern,
    ...(epsg === undefined ? {} : { epsg }),
  });
  if (sites === null || patterns.size === 0) return sites;
  const message = `${name}: names ${patterns.size} antenna pattern${patterns.size === 1 ? '' : 's'} in files of their own (${[...patterns].slice(0, 3).join(', ')}), which are read where the sectors are placed`;
  const issue = { kind: 'warning', code: 'patterns-apart', message, count: patterns.size } as const;
  return { ...sites, issues: [...sites.issues, issue] };
}

/** @throws UserError('bad-input') for a lone list of sectors that lacks what it needs: it is not to be taken for measurements */
function refuseLists(tables: readonly NamedTable[]): void {
  const [lone] = tables.length === 1 ? tables : [];
  if (!lone?.table.hasHeader || !listsSectors(lone.table) || recogniseTable(lone.table).kind !== 'unknown') return;
  const seen = `columns seen: ${lone.table.columns.join(', ')}`;
  throw badInput(
    `${lone.name}: a list of sectors by its columns, but without an id (a column "id"), or without lat and lon or x and y (${seen}); rename the ones that hold them`,
  );
}

import type { MeasurementSet } from '../../measurements/measurement-set.ts';
import { unreadPattern } from '../../radio/antenna-pattern.ts';
import { badInput } from '../../units/errors.ts';
import type { AntennaSet } from '../antennas/antenna-set.ts';
import { readAntennas } from '../antennas/read-antennas.ts';
import { isTiff } from '../formats/geotiff-raster.ts';
import { joinTracks } from '../measurements/join-tracks.ts';
import {
  type ReadMeasurementsOptions,
  type ReadTable,
  readMeasurementTables,
} from '../measurements/read-measurements.ts';
import { recogniseTable } from '../measurements/recognise-table.ts';
import { readSiteTables } from '../sites/read-sites.ts';
import type { SiteSet } from '../sites/site-rows.ts';
import { isTableFile, type NamedTable, openTables } from '../tables/table-formats.ts';
import { zipPaths } from '../zip.ts';
import { type ImportedGrid, readGrid } from './import-grid.ts';
import { readJsonSites } from './json-sites.ts';

/** What a file turned out to hold. */
export type ImportedFile =
  | { readonly kind: 'measurements'; readonly set: MeasurementSet; readonly read: readonly ReadTable[] }
  | { readonly kind: 'sites'; readonly sites: SiteSet }
  | { readonly kind: 'antennas'; readonly antennas: AntennaSet }
  | { readonly kind: 'grid'; readonly grid: ImportedGrid };

/**
 * Reads a file of measurements, sites, antennas or a grid, told by its content. A mapping makes it measurements.
 * @throws UserError('bad-input') for any other file, saying what it lacks, and for damaged ones
 */
export async function importFile(
  name: string,
  bytes: Uint8Array,
  options: ReadMeasurementsOptions,
): Promise<ImportedFile> {
  if (bytes.length === 0) throw badInput(`${name}: the file is empty (0 bytes)`);
  if (options.mapping === undefined) {
    const found = await withoutTables(name, bytes);
    if (found) return found;
  }
  const unread: string[] = [];
  const opened = await openTables(name, bytes, unread);
  const tables = await joinTracks(opened, options.track, options.mapping?.timeZone);
  if (options.mapping === undefined && !tables.some(({ table }) => recogniseTable(table).kind === 'measurements')) {
    const sites = sitesOf(name, tables, options);
    if (sites) return { kind: 'sites', sites };
  }
  return { kind: 'measurements', ...readMeasurementTables(name, tables, options, unread) };
}

async function withoutTables(name: string, bytes: Uint8Array): Promise<ImportedFile | null> {
  if (isTiff(bytes) || isNpy(bytes)) return { kind: 'grid', grid: await readGrid(name, bytes) };
  const paths = zipPaths(bytes);
  if (paths.length > 0 && paths.every((path) => path.endsWith('.npy'))) {
    throw badInput(
      `${name}: NumPy arrays (${paths.slice(0, 5).join(', ')}) whose meaning no file tells; save a map as .npy, or rows as CSV`,
    );
  }
  if (isTableFile(name, bytes)) return null;
  const antennas = readAntennas(name, bytes);
  if (antennas) return { kind: 'antennas', antennas };
  const sites = readJsonSites(name, bytes);
  return sites ? { kind: 'sites', sites } : null;
}

function isNpy(bytes: Uint8Array): boolean {
  return bytes[0] === 0x93 && String.fromCharCode(...bytes.subarray(1, 6)) === 'NUMPY';
}

function sitesOf(name: string, tables: readonly NamedTable[], { epsg }: ReadMeasurementsOptions): SiteSet | null {
  const patterns = new Set<string>();
  const readPattern = (pattern: string) => {
    patterns.add(pattern);
    return unreadPattern(pattern);
  };
  // What is known to be something else is no list of sectors, whatever its columns.
  const unknown = tables.filter(({ table }) => recogniseTable(table).kind === 'unknown');
  const sites = readSiteTables(name, unknown, { readPattern, ...(epsg === undefined ? {} : { epsg }) });
  if (sites === null || patterns.size === 0) return sites;
  const message = `${name}: names ${patterns.size} antenna pattern${patterns.size === 1 ? '' : 's'} in files of their own (${[...patterns].slice(0, 3).join(', ')}), which are read where the sectors are placed`;
  const issue = { kind: 'warning', code: 'patterns-apart', message, count: patterns.size } as const;
  return { ...sites, issues: [...sites.issues, issue] };
}

import { badInput, UserError } from '../../units/errors.ts';
import type { AntennaSet } from '../antennas/antenna-set.ts';
import { readAntennas } from '../antennas/read-antennas.ts';
import { openArchive } from '../archive.ts';
import { isTiff } from '../formats/geotiff-raster.ts';
import { holdsScene } from '../formats/scene-formats.ts';
import { isTableFile } from '../tables/table-formats.ts';
import { zipPaths } from '../zip.ts';
import { type ImportedGrid, readGrid } from './import-grid.ts';
import { type ImportedTables, type ImportOptions, importTables } from './import-tables.ts';
import { readJsonSites } from './json-sites.ts';

/** What a file turned out to hold. */
export type ImportedFile =
  | ImportedTables
  | { readonly kind: 'antennas'; readonly antennas: AntennaSet }
  | { readonly kind: 'grid'; readonly grid: ImportedGrid };

/**
 * Reads a file of measurements, sites, antennas or a grid, told by its content. A mapping makes it measurements.
 * @throws UserError('bad-input') for any other file, saying what it lacks, and for damaged ones
 */
export async function importFile(name: string, bytes: Uint8Array, options: ImportOptions): Promise<ImportedFile> {
  if (bytes.length === 0) throw badInput(`${name}: the file is empty (0 bytes)`);
  if (options.mapping === undefined) {
    const found = await withoutTables(name, bytes);
    if (found) return found;
  }
  try {
    return await importTables(name, bytes, options);
  } catch (error) {
    // Any text can be taken for a table; that of a scene is better told what it is.
    if (!(error instanceof UserError) || isTableFile(name, bytes) || !isScene(name, bytes)) throw error;
    throw badInput(
      `${name}: geometry of a scene, in which nothing is measured; boresight scene --in opens it, and the studio as a city`,
    );
  }
}

function isScene(name: string, bytes: Uint8Array): boolean {
  try {
    return isPly(bytes) || holdsScene(openArchive(name, bytes));
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function isPly(bytes: Uint8Array): boolean {
  return /^ply\r?\n/.test(String.fromCharCode(...bytes.subarray(0, 5)));
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

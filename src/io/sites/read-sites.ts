import { UserError } from '../../units/errors.ts';
import { headOf } from '../measurements/measurement-layout.ts';
import { isTableFile, type NamedTable, openTables } from '../tables/table-formats.ts';
import { atollLayout, needsJoin } from './atoll-layout.ts';
import { genericSitesLayout } from './generic-sites-layout.ts';
import type { SiteLayout, SiteOptions, SiteTable } from './site-layout.ts';
import { SITE_LAYOUTS } from './site-layouts.ts';
import { SiteRows, type SiteSet } from './site-rows.ts';

/**
 * The sectors that tables list, as any tool lists them (site-layouts.ts); null where none of the tables is a list of sectors. A row that
 * cannot be used is left out with its reason.
 * @param name of the file that the tables are of
 * @throws UserError('bad-input') where a table that belongs to the list is missing, or metres have no system
 */
export function readSiteTables(name: string, tables: readonly NamedTable[], options: SiteOptions = {}): SiteSet | null {
  const heads = tables.flatMap(withHead);
  // Tables that are joined by name must not be taken for lists of their own.
  const joined = heads.some(({ table }) => needsJoin(table.columns));
  const layouts: readonly SiteLayout[] = joined ? [atollLayout] : SITE_LAYOUTS;
  for (const layout of layouts) {
    const own = heads.filter(({ head }) => layout.recognises(head));
    if (own.length === 0) continue;
    const rows = new SiteRows();
    layout.read(own, rows, options);
    return rows.toSet(name, layout.title);
  }
  return null;
}

/** True for a table that only a planning tool or a crowd lists cells in, alone or joined with others. */
export function isPlannedList(table: NamedTable['table']): boolean {
  return withHead({ name: '', table }).some(
    ({ head }) =>
      needsJoin(table.columns) ||
      SITE_LAYOUTS.some((layout) => layout !== genericSitesLayout && layout !== atollLayout && layout.recognises(head)),
  );
}

/**
 * The sectors of a list that a planning tool or a crowd wrote, plain or packed, or of a workbook or database; null for a text with named
 * columns, which readSitesCsv reads without leaving a row out.
 */
export async function readPlannedSites(name: string, bytes: Uint8Array): Promise<SiteSet | null> {
  const sites = readSiteTables(name, await openTables(name, bytes));
  return sites?.layout === genericSitesLayout.title && !isTableFile(name, bytes) ? null : sites;
}

function withHead(named: NamedTable): SiteTable[] {
  try {
    return [{ ...named, head: headOf(named.table) }];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

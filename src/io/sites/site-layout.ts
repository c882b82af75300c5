import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import type { TableHead } from '../measurements/measurement-layout.ts';
import type { NamedTable } from '../tables/table-formats.ts';
import type { SiteRows } from './site-rows.ts';

/** A table that may list sectors, and its first rows. */
export interface SiteTable extends NamedTable {
  readonly head: TableHead;
}

export interface SiteOptions {
  /** Reads a pattern that a list names, e.g. an .msi file beside it; undefined leaves patterns that are not built in unread. */
  readonly readPattern?: (name: string) => TabulatedPattern;
  /** EPSG code of projected metres that the file does not name. */
  readonly epsg?: number;
}

/** How one tool lists its sectors. One file each, all of them in site-layouts.ts. */
export interface SiteLayout {
  readonly id: string;
  /** The tool, e.g. "Nemo BTS file". */
  readonly title: string;
  /** True for a table that belongs to such a list, alone or with others. */
  recognises(head: TableHead): boolean;
  /** Reads the tables that it recognised, at least one. @throws UserError('bad-input') where one that it needs is missing */
  read(tables: readonly SiteTable[], rows: SiteRows, options: SiteOptions): void;
}

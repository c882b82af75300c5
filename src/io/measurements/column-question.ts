import { UserError } from '../../units/errors.ts';
import type { Table } from '../tables/table.ts';
import type { NamedTable } from '../tables/table-formats.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { missingColumns } from './generic-layout.ts';
import { guessColumns } from './guess-columns.ts';
import { knownFor } from './known-columns.ts';
import { draftOf, type MappingDraft, mappingOf } from './mapping-draft.ts';
import type { StoredMapping } from './mapping-json.ts';
import { headOf } from './measurement-layout.ts';
import { MeasurementRows } from './measurement-rows.ts';
import { readRows } from './read-rows.ts';
import { type RecognisedTable, recogniseTable } from './recognise-table.ts';

/** Rows that a mapping is tried on. */
const SAMPLE_ROWS = 200;

/** A table whose columns are to be given a meaning by a person: what it looks like, and what is guessed. */
export interface ColumnQuestion {
  /** The file, or the table within it. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  readonly delimiter: string;
  readonly counts: string;
  /** The first rows: fields, and where each stands in the file. */
  readonly rows: readonly { readonly fields: readonly string[]; readonly at: number }[];
  readonly draft: MappingDraft;
  /** Why it is asked; null where the columns are told and it is asked all the same. */
  readonly because: string | null;
}

/**
 * The question for the first of the tables that can be read; where none can, for the first that could be if its columns were known.
 * @throws UserError('bad-input') where no table is of any use
 */
export function columnQuestion(
  name: string,
  tables: readonly NamedTable[],
  known: readonly StoredMapping[],
): ColumnQuestion {
  const found = tables.map((named) => ({
    named,
    said: knownFor(named.table, known),
    told: recogniseTable(named.table),
  }));
  const one =
    found.find(({ said, told }) => said !== undefined || told.kind === 'measurements') ??
    found.find(({ told }) => told.kind !== 'measurements' && told.mappable);
  if (!one) throw new UserError('bad-input', `${name}: no table in it whose columns could be chosen`);
  const { named, said, told } = one;
  const { table } = named;
  const mapping = said?.mapping ?? (told.kind === 'measurements' ? told.mapping : guessColumns(headOf(table)));
  const { title, columns, hasHeader, delimiter, counts } = table;
  return {
    name: named.name,
    ...{ title, columns, hasHeader, delimiter, counts },
    rows: sampleOf(table),
    draft: draftOf(mapping),
    because: reasonOf(table, told, said, mapping),
  };
}

/** Why it is asked; null where the columns are told and it is asked all the same. */
function reasonOf(
  table: Table,
  told: RecognisedTable,
  said: StoredMapping | undefined,
  { position }: Partial<ColumnMapping>,
): string | null {
  if (said) return null;
  if (told.kind !== 'measurements') return told.kind === 'refused' ? told.because : missingColumns(headOf(table));
  if (position?.kind !== 'projected' || position.epsg !== null) return null;
  return `${position.x} and ${position.y} are metres of a projected system that the file does not name`;
}

function sampleOf(table: Table): ColumnQuestion['rows'] {
  const rows: { fields: readonly string[]; at: number }[] = [];
  table.forEachRow((fields, at) => (rows.push({ fields: [...fields], at }) < SAMPLE_ROWS ? undefined : false));
  return rows;
}

/** What would become of the first rows. */
export interface Trial {
  readonly rows: number;
  readonly accepted: number;
  /** Why the first row that would be left out would be, and what is to be said of the others; null where there is nothing. */
  readonly remark: string | null;
}

/** Reads the first rows as the draft says; null while it lacks something. */
export function tryDraft(question: ColumnQuestion, draft: MappingDraft): Trial | null {
  const mapping = mappingOf(draft);
  if (mapping === null) return null;
  const { name, title, columns, hasHeader, delimiter, counts, rows } = question;
  const table: Table = {
    ...{ title, columns, hasHeader, delimiter, counts },
    forEachRow: (visit) => {
      for (const { fields, at } of rows) if (visit(fields, at) === false) return;
    },
  };
  const read = new MeasurementRows(name);
  readRows(name, table, mapping, title, read);
  const set = read.toSet([]);
  const [first] = set.issues;
  return { rows: set.rows, accepted: set.count, remark: first ? first.message.slice(`${name}: `.length) : null };
}

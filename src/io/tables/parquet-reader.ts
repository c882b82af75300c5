import { type Compressors, type DecodedArray, parquetRead, type SchemaElement } from 'hyparquet';
import { badInput, type Issue, UserError } from '../../units/errors.ts';
import { assertExpansion } from '../entry-path.ts';
import { codecsFor } from './parquet-codecs.ts';
import { type ParquetFooter, readFooter } from './parquet-footer.ts';
import { type GeometryColumn, geometryColumn, pointsOf } from './parquet-geometry.ts';
import { checkPages } from './parquet-pages.ts';
import { ownAndData, visitPoints } from './row-source.ts';
import type { RowVisit, Table } from './table.ts';

/** A stretch of one column. */
interface Piece {
  readonly from: number;
  readonly values: DecodedArray;
}

/** The table of a Parquet file: flat columns; dates and times as 2026-03-31T14:43:00.000Z. Decoded when it is opened. */
export async function readParquet(name: string, bytes: Uint8Array): Promise<Table> {
  const footer = readFooter(name, bytes);
  const codecs = await codecsFor(footer.codecs);
  const unverified = checkAllPages(name, bytes, footer, codecs);
  const geometry = geometryColumn(name, footer);
  const pieces: Piece[][] = [];
  for (const [i, { element }] of footer.columns.entries())
    pieces.push(await decode(name, bytes, footer, element, codecs, i !== geometry?.index));
  const data = footer.columns.filter((_, i) => i !== geometry?.index).map(({ element }) => element.name);
  const { columns, issues } = ownAndData(geometry === null ? [] : ['longitude', 'latitude', 'altitude'], data, name);
  return {
    title: 'Parquet',
    columns,
    hasHeader: true,
    delimiter: '',
    counts: 'row',
    issues: [...footer.issues, ...issues, ...unverifiedIssue(name, unverified)],
    forEachRow: (visit) =>
      geometry === null ? rowsOf(footer, pieces, visit) : pointRows(name, footer, pieces, geometry, visit),
  };
}

function checkAllPages(
  name: string,
  bytes: Uint8Array,
  { metadata, columns, start }: ParquetFooter,
  codecs: Compressors,
): number {
  let unchecked = 0;
  let size = 0;
  for (const [g, group] of metadata.row_groups.entries()) {
    for (const { element, index } of columns) {
      const where = `${name}, column "${element.name}", group ${g + 1}`;
      const chunk = group.columns[index];
      const meta = chunk?.meta_data;
      if (!meta || chunk.file_path)
        throw badInput(`${where}: its pages lie in another file; write the table as one file`);
      if (meta.type !== element.type || meta.path_in_schema.join('.') !== element.name)
        throw badInput(
          `${where}: its pages are said to be of "${meta.path_in_schema.join('.')}" (${meta.type}), not ${element.type}; write it again`,
        );
      const first = Number(meta.dictionary_page_offset || meta.data_page_offset);
      const end = first + Number(meta.total_compressed_size);
      if (!(first >= 4 && end >= first && end <= start))
        throw badInput(
          `${where}: bytes ${first} to ${end} lie beyond the data of the file (up to ${start}): truncated; copy it again`,
        );
      const expanded = (more: number) => {
        size += more;
        assertExpansion(name, bytes.length, size);
      };
      const unpack = meta.codec === 'UNCOMPRESSED' ? null : (codecs[meta.codec] ?? null);
      const optional = element.repetition_type !== 'REQUIRED';
      unchecked += checkPages(bytes, {
        where,
        start: first,
        end,
        rows: Number(group.num_rows),
        optional,
        unpack,
        expanded,
      });
    }
  }
  return unchecked;
}

async function decode(
  name: string,
  bytes: Uint8Array,
  footer: ParquetFooter,
  { name: column }: SchemaElement,
  compressors: Compressors,
  utf8: boolean,
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const file = {
    byteLength: bytes.length,
    slice: (from: number, to?: number) => bytes.slice(from, to).buffer as ArrayBuffer,
  };
  try {
    await parquetRead({
      file,
      metadata: footer.metadata,
      columns: [column],
      compressors,
      geoparquet: false,
      utf8,
      onChunk: ({ columnData, rowStart }) => pieces.push({ from: rowStart, values: columnData }),
    });
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw badInput(
      `${name}, column "${column}": damaged (${cause instanceof Error ? cause.message : cause}); copy or write it again`,
    );
  }
  pieces.sort((a, b) => a.from - b.from);
  let rows = 0;
  for (const { from, values } of pieces) {
    if (from !== rows) break;
    rows += values.length;
  }
  if (rows !== footer.rows)
    throw badInput(
      `${name}, column "${column}": ${rows} of its ${footer.rows} rows could be decoded; copy or write it again`,
    );
  return pieces;
}

/** Rows with the points of a column of geometry before the others. */
function pointRows(
  name: string,
  footer: ParquetFooter,
  pieces: readonly (readonly Piece[])[],
  { index, system }: GeometryColumn,
  visit: RowVisit,
): void {
  const blobs = pieces[index]!;
  let piece = 0;
  rowsOf(footer, pieces, (fields, at) => {
    while (at - 1 >= blobs[piece]!.from + blobs[piece]!.values.length) piece++;
    const value: unknown = blobs[piece]!.values[at - 1 - blobs[piece]!.from];
    const others = fields.filter((_, i) => i !== index);
    return visitPoints(pointsOf(value, system, `${name}, row ${at}`), others, at, visit);
  });
}

function rowsOf({ rows, columns }: ParquetFooter, pieces: readonly (readonly Piece[])[], visit: RowVisit): void {
  const at = pieces.map(() => 0);
  const isFloat = columns.map(({ element }) => element.type === 'FLOAT');
  const fields: string[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < pieces.length; column++) {
      const own = pieces[column]!;
      while (row >= own[at[column]!]!.from + own[at[column]!]!.values.length) at[column]!++;
      const piece = own[at[column]!]!;
      fields[column] = fieldOf(piece.values[row - piece.from], isFloat[column]!);
    }
    if (visit(fields, row + 1) === false) return;
  }
}

function fieldOf(value: unknown, isFloat: boolean): string {
  if (value === null || value === undefined || value instanceof Uint8Array) return '';
  if (typeof value === 'number') return isFloat ? shortest(value) : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
}

/** The fewest digits that are this number in 32 bits: -80.3, not -80.30000305175781. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

function unverifiedIssue(name: string, pages: number): Issue[] {
  if (pages === 0) return [];
  const message = `${name}: ${pages} of its pages carry no checksum, so that damage within them is unverified; write it with page checksums to be sure`;
  return [{ kind: 'warning', code: 'unverified', count: pages, message }];
}

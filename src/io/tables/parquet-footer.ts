import { type FileMetaData, parquetMetadata, type SchemaElement } from 'hyparquet';
import { badInput, type Issue } from '../../units/errors.ts';
import { readThriftStruct } from './thrift-compact.ts';

/** Values at most: those of a plain file as many as its bytes allow, and never more than memory does. */
const MOST_VALUES = 40e6;
const FREE_VALUES = 1e6;
const VALUES_PER_BYTE = 1000;
const MOST_FIXED_BYTES = 1024;
const CODECS = new Set(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD', 'LZ4', 'LZ4_RAW']);

export interface ParquetFooter {
  readonly metadata: FileMetaData;
  readonly rows: number;
  /** Flat columns, which are read; index is that of the leaf among all leaves. */
  readonly columns: readonly { readonly element: SchemaElement; readonly index: number }[];
  readonly codecs: ReadonlySet<string>;
  readonly issues: readonly Issue[];
  /** The byte where the footer begins. */
  readonly start: number;
}

/**
 * What a Parquet file says of itself, held against the bytes that are there.
 * @throws UserError('bad-input') for a footer that is none, cut short, or claims more than the file holds; codecs and columns that are
 * not read are named
 */
export function readFooter(name: string, bytes: Uint8Array): ParquetFooter {
  const tail = bytes.length < 12 ? '' : textOf(bytes.subarray(-4));
  const head = textOf(bytes.subarray(0, 4));
  if (head === 'PARE' || tail === 'PARE')
    throw badInput(`${name}: the Parquet file is encrypted; write it without encryption`);
  if (head !== 'PAR1')
    throw badInput(`${name}: not Parquet (it begins with ${JSON.stringify(head)}, not "PAR1"); choose another file`);
  if (tail !== 'PAR1')
    throw badInput(`${name}: the Parquet file is truncated (it does not end with "PAR1"); copy it again`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true);
  const start = bytes.length - 8 - length;
  if (start < 4)
    throw badInput(
      `${name}: its footer of ${length} bytes is longer than the file (${bytes.length} bytes): truncated; copy it again`,
    );
  const metadata = metadataOf(name, bytes, start);
  const rows = Number(metadata.num_rows);
  const { columns, nested } = flatColumns(name, metadata.schema);
  assertCounts(name, metadata, rows, columns.length, bytes.length);
  const codecs = new Set(
    metadata.row_groups.flatMap((group) => columns.map(({ index }) => String(group.columns[index]?.meta_data?.codec))),
  );
  for (const codec of codecs)
    if (!CODECS.has(codec))
      throw badInput(`${name}: its pages are packed with ${codec}, which is not read; write it again with Snappy`);
  const issues: Issue[] = nested.map((column) => ({
    kind: 'rejected',
    code: 'column-unsupported',
    count: 1,
    message: `${name}: column "${column}" is unsupported (it holds structures or lists) and left out; give its parts columns of their own`,
  }));
  return { metadata, rows, columns, codecs, issues, start };
}

function metadataOf(name: string, bytes: Uint8Array, start: number): FileMetaData {
  const footer = bytes.subarray(start);
  try {
    // Ours first: it allocates nothing that the bytes do not hold.
    readThriftStruct(footer.subarray(0, footer.length - 8), 0);
    return parquetMetadata(footer.slice().buffer, { geoparquet: false });
  } catch (cause) {
    throw badInput(
      `${name}, byte ${start}: its footer is damaged (${cause instanceof Error ? cause.message : cause}); copy or write it again`,
    );
  }
}

function flatColumns(name: string, schema: readonly SchemaElement[]) {
  const columns: { element: SchemaElement; index: number }[] = [];
  const nested: string[] = [];
  let leaf = 0;
  const walk = (at: number, root: SchemaElement | null): number => {
    const element = schema[at];
    if (!element) throw badInput(`${name}: its schema names more columns than it has; write it again`);
    const children = element.num_children ?? 0;
    if (children === 0) {
      if (root === null && element.repetition_type !== 'REPEATED') columns.push({ element, index: leaf });
      else if (root === null) nested.push(element.name);
      leaf++;
      return at + 1;
    }
    if (root === null) nested.push(element.name);
    let next = at + 1;
    for (let i = 0; i < children; i++) next = walk(next, root ?? element);
    return next;
  };
  let at = 1;
  while (at < schema.length) at = walk(at, null);
  const wide = columns.find(({ element }) => (element.type_length ?? 0) > MOST_FIXED_BYTES);
  if (wide)
    throw badInput(
      `${name}: column "${wide.element.name}" has values of ${wide.element.type_length} bytes; at most ${MOST_FIXED_BYTES} are read`,
    );
  const names = new Set(columns.map(({ element }) => element.name));
  if (names.size < columns.length) throw badInput(`${name}: two of its columns have one name; rename one`);
  if (columns.length > 0) return { columns, nested };
  throw badInput(
    `${name}: none of its columns is flat (${nested.slice(0, 10).join(', ') || 'it has none'}); structures and lists are not read`,
  );
}

function assertCounts(
  name: string,
  { row_groups: groups }: FileMetaData,
  rows: number,
  columns: number,
  bytes: number,
): void {
  const inGroups = groups.reduce((sum, { num_rows: n }) => sum + Number(n), 0);
  const most = Math.min(MOST_VALUES, FREE_VALUES + VALUES_PER_BYTE * bytes);
  const sound = rows >= 0 && groups.every(({ num_rows: n }) => Number(n) >= 0 && Number(n) * columns <= most);
  if (!sound || rows !== inGroups || rows * columns > most)
    throw badInput(
      `${name}: declares ${rows} rows (${inGroups} in its groups) of ${columns} columns, more than a file of ${bytes} bytes holds, or than are read (${MOST_VALUES} values); write it again, or only the columns that are needed`,
    );
  if (rows === 0) throw badInput(`${name}: the Parquet file holds no rows (0 rows)`);
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

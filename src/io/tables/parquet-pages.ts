import { badInput } from '../../units/errors.ts';
import { crc32 } from '../crc32.ts';
import { faultOfLevels, faultOfValues } from './parquet-runs.ts';
import { readThriftStruct, type ThriftStruct } from './thrift-compact.ts';

/** A column chunk, and how its pages are packed. */
export interface ParquetChunk {
  /** File and column, for messages. */
  readonly where: string;
  readonly start: number;
  readonly end: number;
  readonly rows: number;
  readonly optional: boolean;
  readonly unpack: ((bytes: Uint8Array, size: number) => Uint8Array) | null;
  /** Counts what pages expand to; throws past the limit. */
  readonly expanded: (bytes: number) => void;
}

const ENCODINGS = [
  'PLAIN',
  '',
  'PLAIN_DICTIONARY',
  'RLE',
  'BIT_PACKED',
  'DELTA_BINARY_PACKED',
  'DELTA_LENGTH_BYTE_ARRAY',
  'DELTA_BYTE_ARRAY',
  'RLE_DICTIONARY',
  'BYTE_STREAM_SPLIT',
];
const UNREAD = new Set(['', 'BIT_PACKED', 'DELTA_BYTE_ARRAY']);

interface Page {
  readonly kind: 'data' | 'dictionary' | 'data 2' | 'index';
  readonly size: number;
  readonly packed: number;
  readonly crc: number | null;
  readonly values: number;
  readonly encoding: string;
  readonly nulls: number;
  /** Bytes of definition and repetition levels before the packed values; of data 2 alone. */
  readonly levels: number;
  readonly repetition: number;
  readonly isPacked: boolean;
}

/**
 * Looks through the pages of a chunk before they are decoded: sizes, counts, checksums, and runs that claim more values than their page
 * holds, on which a decoder would not end.
 * @returns the number of pages without a checksum
 * @throws UserError('bad-input') naming column and byte
 */
export function checkPages(file: Uint8Array, chunk: ParquetChunk): number {
  let unchecked = 0;
  let rows = 0;
  for (let at = chunk.start; at < chunk.end && rows < chunk.rows; ) {
    const fault = (what: string) =>
      badInput(`${chunk.where}, byte ${at}: ${what}; the file is damaged, write it again`);
    const { page, body } = pageAt(file, at, chunk, fault);
    if (body + page.packed > chunk.end) throw fault(`a page of ${page.packed} bytes reaches beyond its column`);
    const bytes = file.subarray(body, body + page.packed);
    if (page.crc === null) unchecked++;
    else if (page.crc !== crc32(bytes)) throw fault('the checksum of a page does not match what it holds');
    chunk.expanded(page.size);
    if (page.kind === 'data' || page.kind === 'data 2') {
      rows += page.values;
      if (rows > chunk.rows) throw fault(`its pages hold more than the ${chunk.rows} rows of its group`);
      const problem = faultOfPage(bytes, page, chunk);
      if (problem !== null) throw fault(problem);
    } else if (page.kind === 'dictionary' && page.values > page.size)
      throw fault(`a dictionary of ${page.values} entries in ${page.size} bytes`);
    at = body + page.packed;
  }
  if (rows < chunk.rows)
    throw badInput(
      `${chunk.where}: declares ${chunk.rows} rows, its pages hold ${rows}: more than the file holds; write it again`,
    );
  return unchecked;
}

function pageAt(file: Uint8Array, at: number, { end, where }: ParquetChunk, fault: (what: string) => Error) {
  let read: ReturnType<typeof readThriftStruct>;
  try {
    read = readThriftStruct(file.subarray(0, end), at);
  } catch (cause) {
    throw fault(`the head of a page is not readable (${cause instanceof Error ? cause.message : cause})`);
  }
  const page = pageOf(read.struct);
  if (page === null) throw fault('the head of a page makes no sense');
  if (UNREAD.has(page.encoding) && page.kind !== 'index')
    throw badInput(
      `${where}: values in the encoding ${page.encoding || 'of that number'} are not read; write the file again with plain or dictionary encoding`,
    );
  return { page, body: read.end };
}

function pageOf({ fields }: ThriftStruct): Page | null {
  const kind = (['data', 'index', 'dictionary', 'data 2'] as const)[numberOf(fields.get(1))];
  const [size, packed] = [numberOf(fields.get(2)), numberOf(fields.get(3))];
  const head = fields.get(kind === 'data' ? 5 : kind === 'dictionary' ? 7 : kind === 'data 2' ? 8 : 6);
  const own =
    head && typeof head === 'object' && 'fields' in head ? (head as ThriftStruct).fields : new Map<number, never>();
  if (kind === undefined || !(size >= 0) || !(packed >= 0)) return null;
  const second = kind === 'data 2';
  const [values, nulls, encoding, definition, repetition] = [
    numberOf(own.get(1)),
    second ? numberOf(own.get(2)) : 0,
    numberOf(own.get(second ? 4 : 2)),
    second ? numberOf(own.get(5)) : 0,
    second ? numberOf(own.get(6)) : 0,
  ];
  const counts = [nulls, definition, repetition];
  if (kind !== 'index' && (!(values >= 0) || !counts.every((count) => count >= 0) || nulls > values)) return null;
  if (definition + repetition > Math.min(size, packed) || (second && numberOf(own.get(3)) !== values)) return null;
  const crc = fields.get(4);
  return {
    kind,
    size,
    packed,
    crc: typeof crc === 'number' ? crc >>> 0 : null,
    values,
    encoding: ENCODINGS[encoding] ?? '',
    nulls,
    levels: definition + repetition,
    repetition,
    isPacked: own.get(7) !== false || !second,
  };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

/** What is wrong with the levels and values of a page of data; null for nothing. */
function faultOfPage(bytes: Uint8Array, page: Page, { optional, unpack }: ParquetChunk): string | null {
  const packed = bytes.subarray(page.levels);
  const size = page.size - page.levels;
  let values: Uint8Array;
  try {
    values = unpack && page.isPacked ? unpack(packed, size) : packed;
  } catch (cause) {
    return `a page cannot be unpacked (${cause instanceof Error ? cause.message : cause})`;
  }
  if (values.length !== size) return `a page unpacks to ${values.length} bytes, ${size} are promised`;
  if (page.kind === 'data 2') {
    const levels = bytes.subarray(page.repetition, page.levels);
    return (
      (optional ? faultOfLevels(levels, 0, page.values) : null) ??
      faultOfValues(values, 0, page.values - page.nulls, page.encoding, true)
    );
  }
  let from = 0;
  if (optional) {
    if (values.length < 4) return 'a page ends within its levels';
    const problem = faultOfLevels(values, 4, page.values);
    if (problem !== null) return problem;
    from = 4 + new DataView(values.buffer, values.byteOffset).getUint32(0, true);
    if (from > values.length) return 'the levels of a page reach beyond it';
  }
  return faultOfValues(values, from, page.values, page.encoding, false);
}

import { crc32 } from '../crc32.ts';
import { joinBytes } from '../join-bytes.ts';

/** What a sample file says wrongly of itself. */
export interface ParquetSampleOptions {
  readonly checksums?: boolean;
  readonly rows?: number;
  readonly codec?: number;
}

type Field = readonly [id: number, type: number, bytes: Uint8Array];
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/** A Parquet file of one group with plain required columns of doubles, one page each, for tests: with checksums, unlike most writers'. */
export function parquetOf(
  columns: Readonly<Record<string, readonly number[]>>,
  options: ParquetSampleOptions = {},
): Uint8Array {
  const { checksums = true, codec = 0 } = options;
  const names = Object.keys(columns);
  const count = columns[names[0]!]!.length;
  const rows = options.rows ?? count;
  const parts: Uint8Array[] = [text('PAR1')];
  const chunks: Uint8Array[] = [];
  let at = 4;
  for (const name of names) {
    const body = new Uint8Array(Float64Array.from(columns[name]!).buffer);
    const head = struct(
      [1, I32, zigzag(0)],
      [2, I32, zigzag(body.length)],
      [3, I32, zigzag(body.length)],
      ...(checksums ? [[4, I32, zigzag(crc32(body) | 0)] as Field] : []),
      [5, STRUCT, struct([1, I32, zigzag(count)], [2, I32, zigzag(0)], [3, I32, zigzag(3)], [4, I32, zigzag(3)])],
    );
    const size = head.length + body.length;
    const meta = struct(
      [1, I32, zigzag(5)],
      [2, LIST, list(I32, [zigzag(0)])],
      [3, LIST, list(BINARY, [binary(name)])],
      [4, I32, zigzag(codec)],
      [5, I64, zigzag(count)],
      [6, I64, zigzag(size)],
      [7, I64, zigzag(size)],
      [9, I64, zigzag(at)],
    );
    chunks.push(struct([2, I64, zigzag(at)], [3, STRUCT, meta]));
    parts.push(head, body);
    at += size;
  }
  const schema = [
    struct([4, BINARY, binary('schema')], [5, I32, zigzag(names.length)]),
    ...names.map((name) => struct([1, I32, zigzag(5)], [3, I32, zigzag(0)], [4, BINARY, binary(name)])),
  ];
  const group = struct([1, LIST, list(STRUCT, chunks)], [2, I64, zigzag(at - 4)], [3, I64, zigzag(rows)]);
  const footer = struct(
    [1, I32, zigzag(1)],
    [2, LIST, list(STRUCT, schema)],
    [3, I64, zigzag(rows)],
    [4, LIST, list(STRUCT, [group])],
  );
  const length = new Uint8Array(Uint32Array.of(footer.length).buffer);
  return joinBytes([...parts, footer, length, text('PAR1')]);
}

function struct(...fields: readonly Field[]): Uint8Array {
  let last = 0;
  const parts = fields.flatMap(([id, type, bytes]) => {
    const head = Uint8Array.of(((id - last) << 4) | type);
    last = id;
    return [head, bytes];
  });
  return joinBytes([...parts, Uint8Array.of(0)]);
}

function list(type: number, elements: readonly Uint8Array[]): Uint8Array {
  const head =
    elements.length < 15
      ? [Uint8Array.of((elements.length << 4) | type)]
      : [Uint8Array.of(0xf0 | type), varint(BigInt(elements.length))];
  return joinBytes([...head, ...elements]);
}

function binary(value: string): Uint8Array {
  return joinBytes([varint(BigInt(text(value).length)), text(value)]);
}

function zigzag(value: number): Uint8Array {
  return varint(value < 0 ? BigInt(-value) * 2n - 1n : BigInt(value) * 2n);
}

function varint(value: bigint): Uint8Array {
  const bytes = [Number(value & 127n)];
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) {
    bytes[bytes.length - 1]! |= 128;
    bytes.push(Number(rest & 127n));
  }
  return Uint8Array.from(bytes);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

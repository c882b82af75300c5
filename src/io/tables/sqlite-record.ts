/** What a cell of a database holds. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** A variable-length integer and where the next byte stands; past the end it is read as if zeros followed. */
export function readVarint(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: at + i + 1 };
  }
  return { value: value * 256 + (bytes[at + 8] ?? 0), next: at + 9 };
}

/**
 * The values of a record (SQLite file format, section 2.1).
 * @returns null where the record claims more than it holds
 */
export function readRecord(payload: Uint8Array, text: TextDecoder): SqliteValue[] | null {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const header = readVarint(payload, 0);
  if (header.value > payload.length || header.value < header.next) return null;
  const values: SqliteValue[] = [];
  let body = header.value;
  for (let at = header.next; at < header.value; ) {
    const { value: serial, next } = readVarint(payload, at);
    at = next;
    const size = sizeOf(serial);
    if (size < 0 || body + size > payload.length) return null;
    values.push(readValue(view, payload, body, serial, size, text));
    body += size;
  }
  return values;
}

const INTEGER_SIZES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function sizeOf(serial: number): number {
  return serial < 12 ? (INTEGER_SIZES[serial] ?? -1) : Math.floor((serial - 12) / 2);
}

function readValue(
  view: DataView,
  payload: Uint8Array,
  at: number,
  serial: number,
  size: number,
  text: TextDecoder,
): SqliteValue {
  if (serial === 0) return null;
  if (serial === 7) return view.getFloat64(at);
  if (serial >= 8 && serial < 12) return serial - 8;
  if (serial === 6) {
    const big = view.getBigInt64(at);
    const number = Number(big);
    return Number.isSafeInteger(number) ? number : big;
  }
  if (serial < 6) {
    let value = view.getInt8(at);
    for (let i = 1; i < size; i++) value = value * 256 + view.getUint8(at + i);
    return value;
  }
  const bytes = payload.subarray(at, at + size);
  return serial % 2 === 0 ? bytes : text.decode(bytes);
}

/** What a field of a compact Thrift structure holds; binaries are the bytes, structures their fields by number. */
export type ThriftValue = boolean | number | Uint8Array | ThriftStruct | readonly ThriftValue[];
export interface ThriftStruct {
  readonly fields: ReadonlyMap<number, ThriftValue>;
}

const MOST_LEVELS = 32;

/**
 * Reads one structure (Thrift compact protocol), never more than the bytes hold: a list that claims more elements than bytes are left is
 * damaged, so that no claim allocates anything.
 * @returns the structure and the byte after it
 * @throws RangeError for bytes that are no such structure
 */
export function readThriftStruct(
  bytes: Uint8Array,
  at: number,
): { readonly struct: ThriftStruct; readonly end: number } {
  const reader = new Reader(bytes, at);
  const struct = reader.struct(0);
  return { struct, end: reader.at };
}

class Reader {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.at = at;
  }

  struct(level: number): ThriftStruct {
    if (level > MOST_LEVELS) throw new RangeError(`structures within structures over ${MOST_LEVELS} deep`);
    const fields = new Map<number, ThriftValue>();
    let id = 0;
    for (;;) {
      const head = this.#byte();
      const type = head & 15;
      if (type === 0) return { fields };
      id = head >> 4 ? id + (head >> 4) : zigzag(this.varint());
      fields.set(id, this.#value(type, level));
    }
  }

  /** Digits beyond 2^53 are lost. */
  varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new RangeError('a number of more than ten bytes');
  }

  #value(type: number, level: number): ThriftValue {
    if (type === 1 || type === 2) return type === 1;
    if (type === 3) return this.#byte();
    if (type <= 6) return zigzag(this.varint());
    if (type === 7) {
      this.at += 8;
      return this.#view.getFloat64(this.at - 8, true);
    }
    if (type === 8) return this.#binary();
    if (type === 9) return this.#list(level);
    if (type === 12) return this.struct(level + 1);
    throw new RangeError(`a field of the unknown type ${type}`);
  }

  #binary(): Uint8Array {
    const length = this.varint();
    if (length > this.#bytes.length - this.at) throw new RangeError(`a text of ${length} bytes beyond the end`);
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  #list(level: number): readonly ThriftValue[] {
    const head = this.#byte();
    const type = head & 15;
    const size = head >> 4 === 15 ? this.varint() : head >> 4;
    if (size > this.#bytes.length - this.at) throw new RangeError(`a list of ${size} elements beyond the end`);
    const values: ThriftValue[] = [];
    for (let i = 0; i < size; i++) values.push(type <= 2 ? this.#byte() === 1 : this.#value(type, level + 1));
    return values;
  }

  #byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new RangeError('it ends in the middle');
    return byte;
  }
}

function zigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

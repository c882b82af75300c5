/**
 * Expands one block of Snappy (format description of 2011, without framing) to exactly `size` bytes. Every copy is held against what has
 * been written and what is still wanted, so that it ends on any bytes.
 * @throws RangeError for a block that does not expand to so many bytes
 */
export function expandSnappy(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  // The length is there once more; its size was checked before.
  while ((packed[at++] ?? 0) >= 128);
  let filled = 0;
  while (at < packed.length) {
    const tag = packed[at++]!;
    const kind = tag & 3;
    if (kind === 0) {
      const [length, from] = literalAt(packed, at, tag >> 2);
      if (from + length > packed.length || filled + length > size) throw new RangeError('a literal beyond the end');
      out.set(packed.subarray(from, from + length), filled);
      at = from + length;
      filled += length;
      continue;
    }
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const bytes = kind === 1 ? 1 : kind === 2 ? 2 : 4;
    const offset = littleEndian(packed, at, bytes) + (kind === 1 ? (tag >> 5) * 256 : 0);
    at += bytes;
    if (offset < 1 || offset > filled || filled + length > size)
      throw new RangeError(`a copy from ${offset} bytes before byte ${filled}`);
    // It may overlap what it writes.
    for (let i = 0; i < length; i++, filled++) out[filled] = out[filled - offset]!;
  }
  if (filled !== size) throw new RangeError(`${filled} bytes where ${size} are promised`);
  return out;
}

/** Length of a literal, and where it begins. */
function literalAt(packed: Uint8Array, at: number, short: number): readonly [number, number] {
  if (short < 60) return [short + 1, at];
  const bytes = short - 59;
  return [littleEndian(packed, at, bytes) + 1, at + bytes];
}

function littleEndian(packed: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let i = bytes - 1; i >= 0; i--) value = value * 256 + (packed[at + i] ?? 0);
  return value;
}

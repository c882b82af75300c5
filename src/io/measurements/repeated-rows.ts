/** A column of the rows that are compared. */
type Column = Float64Array | Float32Array | Int32Array;

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * How many rows have the same values in every column as an earlier row (NaN equals NaN). In a table of open addresses, 8 bytes a row
 * or so: a million rows must not become a million keys.
 */
export function countRepeats(columns: readonly Column[]): number {
  const rows = columns[0]?.length ?? 0;
  let size = 16;
  while (size < 2 * rows) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const bits = new Float64Array(1);
  const words = new Uint32Array(bits.buffer);
  let repeats = 0;
  for (let row = 0; row < rows; row++) {
    let hash = SEED;
    for (const column of columns) {
      bits[0] = column[row]!;
      hash = Math.imul(hash ^ words[0]!, PRIME);
      hash = Math.imul(hash ^ words[1]!, PRIME) ^ (hash >>> 15);
    }
    let slot = (hash ^ (hash >>> 13)) & (size - 1);
    while (slots[slot]! >= 0 && !same(columns, slots[slot]!, row)) slot = (slot + 1) & (size - 1);
    if (slots[slot]! >= 0) repeats++;
    else slots[slot] = row;
  }
  return repeats;
}

function same(columns: readonly Column[], a: number, b: number): boolean {
  return columns.every((column) => Object.is(column[a], column[b]) || column[a] === column[b]);
}

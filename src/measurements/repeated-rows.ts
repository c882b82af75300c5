/** A column of the rows that are compared. */
type Column = Float64Array | Float32Array | Int32Array;

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * How many rows have the same values in every column as an earlier row (NaN equals NaN). In a table of open addresses, 12 bytes a row
 * or so: a million rows must not become a million keys.
 */
export function countRepeats(columns: readonly Column[]): number {
  const rows = columns[0]?.length ?? 0;
  let size = 16;
  while (size < 2 * rows) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const hashes = new Int32Array(rows).fill(SEED);
  for (const column of columns) stir(hashes, column);
  let repeats = 0;
  for (let row = 0; row < rows; row++) {
    const hash = hashes[row]!;
    let slot = (hash ^ (hash >>> 13)) & (size - 1);
    while (slots[slot]! >= 0 && !(hashes[slots[slot]!] === hash && same(columns, slots[slot]!, row)))
      slot = (slot + 1) & (size - 1);
    if (slots[slot]! >= 0) repeats++;
    else slots[slot] = row;
  }
  return repeats;
}

/** Column after column: engines read one array at a time much faster than a mixture of types. */
function stir(hashes: Int32Array, column: Column): void {
  const bits = new Float64Array(1);
  const words = new Uint32Array(bits.buffer);
  for (let row = 0; row < hashes.length; row++) {
    bits[0] = column[row]!;
    const hash = Math.imul(hashes[row]! ^ words[0]!, PRIME);
    hashes[row] = Math.imul(hash ^ words[1]!, PRIME) ^ (hash >>> 15);
  }
}

function same(columns: readonly Column[], a: number, b: number): boolean {
  return columns.every((column) => Object.is(column[a], column[b]) || column[a] === column[b]);
}

/** A run of packed values is written in groups of eight, and seldom more than 504 at a time. */
const MOST_PADDING = 512;
const MOST_MINIBLOCKS = 4096;
const MOST_BITS = 32;

/** What is wrong with definition levels of a flat column, from a byte on; null for nothing. */
export function faultOfLevels(bytes: Uint8Array, at: number, count: number): string | null {
  return faultOfRuns(bytes, at, 1, count);
}

/**
 * What is wrong with how values are written; null for nothing that a decoder would not end on.
 * @param most number of values at most: nulls are not written
 */
export function faultOfValues(
  bytes: Uint8Array,
  at: number,
  most: number,
  encoding: string,
  isSecond: boolean,
): string | null {
  if (most === 0) return null;
  if (encoding === 'RLE') return faultOfRuns(bytes, at + 4, 1, most);
  if (encoding.endsWith('_DICTIONARY')) {
    const bits = bytes[at] ?? 0;
    if (bits > MOST_BITS) return `numbers of ${bits} bits into a dictionary`;
    // The decoder takes no bits for all zeros, but in pages of the second kind it looks for runs.
    return bits === 0 && !isSecond ? null : faultOfRuns(bytes, at + 1, bits, most);
  }
  if (encoding === 'DELTA_BINARY_PACKED' || encoding === 'DELTA_LENGTH_BYTE_ARRAY') return faultOfDeltas(bytes, at);
  return null;
}

/** Runs of one value and groups of packed ones (Parquet's RLE hybrid), as far as `count` values need them. */
function faultOfRuns(bytes: Uint8Array, start: number, bits: number, count: number): string | null {
  let at = start;
  for (let seen = 0; seen < count; ) {
    if (at >= bytes.length) return null;
    let header = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      header += (byte & 127) * shift;
      if (byte < 128) break;
      if (shift > 2 ** 28) return 'a run whose length makes no sense';
    }
    const packed = header % 2 === 1;
    const values = packed ? 4 * (header - 1) : header / 2;
    if (values > count - seen + (packed ? MOST_PADDING : 0))
      return `a run of ${values} values where ${count - seen} are left`;
    at += packed ? (values * bits) / 8 : Math.ceil(bits / 8);
    seen += values;
  }
  return null;
}

function faultOfDeltas(bytes: Uint8Array, start: number): string | null {
  let at = start;
  const next = () => {
    let value = 0;
    for (let shift = 1; shift <= 2 ** 63; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
    return Number.POSITIVE_INFINITY;
  };
  const [block, miniblocks] = [next(), next()];
  const sound =
    miniblocks >= 1 &&
    miniblocks <= MOST_MINIBLOCKS &&
    block % miniblocks === 0 &&
    block / miniblocks >= 8 &&
    block <= 2 ** 24;
  return sound ? null : `differences in blocks of ${block} values and ${miniblocks} parts`;
}

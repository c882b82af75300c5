import type { Compressors } from 'hyparquet';
import { expandSnappy } from './snappy.ts';

const ZSTD_WINDOW = 2 ** 23;
const BUILT_IN: Compressors = { SNAPPY: expandSnappy };

/** Codecs that a file needs; those beyond Snappy are loaded when one does. */
export async function codecsFor(names: ReadonlySet<string>): Promise<Compressors> {
  if ([...names].every((name) => name === 'UNCOMPRESSED' || name === 'SNAPPY')) return BUILT_IN;
  const { compressors } = await import('hyparquet-compressors');
  return {
    ...compressors,
    ...BUILT_IN,
    ZSTD: (packed, size) => {
      assertZstd(packed, size);
      return compressors.ZSTD!(packed, size);
    },
  };
}

/** The decoder trusts the head of a Zstandard frame (RFC 8878, 3.1.1.1) with memory. @throws RangeError for one that claims too much */
function assertZstd(packed: Uint8Array, size: number): void {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  if (packed.length < 6 || view.getUint32(0, true) !== 0xfd2fb528) throw new RangeError('no Zstandard frame');
  const flags = packed[4]!;
  const single = (flags & 32) !== 0;
  const windowByte = packed[5]!;
  const window = single ? 0 : 2 ** (10 + (windowByte >> 3)) * (1 + (windowByte & 7) / 8);
  const at = 5 + (single ? 0 : 1) + [0, 1, 2, 4][flags & 3]!;
  const kind = flags >> 6;
  const claimed =
    kind === 0
      ? single
        ? (packed[at] ?? 0)
        : 0
      : kind === 1
        ? view.getUint16(at, true) + 256
        : kind === 2
          ? view.getUint32(at, true)
          : Number(view.getBigUint64(at, true));
  if (claimed > size || window > Math.max(ZSTD_WINDOW, 2 * size))
    throw new RangeError(`it claims ${claimed} bytes and a window of ${window}, ${size} are promised`);
}

import { Gunzip } from 'fflate';
import { badInput, UserError } from '../units/errors.ts';
import { crc32 } from './crc32.ts';
import { assertExpansion } from './entry-path.ts';
import { joinBytes } from './join-bytes.ts';

const SLICE = 256 * 1024;

/**
 * Expands a gzip file (RFC 1952) in slices, so that a bomb is stopped at the limit and not after it, and checks the CRC-32
 * and length that its last member promises.
 * @throws UserError when it is truncated, damaged or expands past the limits
 */
export function expandGzip(name: string, bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  let members = 0;
  const gunzip = new Gunzip((part) => {
    length += part.length;
    assertExpansion(name, bytes.length, length);
    parts.push(part);
  });
  gunzip.onmember = () => {
    members++;
  };
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      gunzip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw badInput(
      `${name}: the gzip data are truncated or damaged (${cause instanceof Error ? cause.message : cause}, after ${length} expanded bytes of a ${bytes.length} byte file). Download or pack it again.`,
    );
  }
  const out = joinBytes(parts);
  // With several members the trailer speaks of the last one alone, whose start is not known here.
  if (members <= 1) checkTrailer(name, bytes, out);
  return out;
}

function checkTrailer(name: string, bytes: Uint8Array, out: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(bytes.length - 4, true);
  const crc = view.getUint32(bytes.length - 8, true);
  if (length !== out.length % 2 ** 32 || crc !== crc32(out)) {
    throw badInput(
      `${name}: the gzip data are truncated or damaged (the file promises ${length} bytes with CRC ${crc.toString(16)}; ${out.length} bytes with CRC ${crc32(out).toString(16)} were found). Download or pack it again.`,
    );
  }
}

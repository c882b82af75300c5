import { inflateSync } from 'fflate';
import { badInput } from '../units/errors.ts';
import { crc32 } from './crc32.ts';
import { assertExpansion, cleanEntryPath } from './entry-path.ts';

/** True when the bytes begin as a zip file does (with a local header, or the end record of an empty one). */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/**
 * Files of a zip (stored or deflated) by its central directory. Sizes are counted before anything is expanded, the expanded
 * size and CRC-32 are held against the directory's (fflate alone would cut silently and not check).
 * @param wanted the others stay packed
 * @throws UserError when it is truncated, encrypted, zip64, damaged, too large, or has unsafe or double paths
 */
export function readZip(
  name: string,
  bytes: Uint8Array,
  wanted: (path: string) => boolean = () => true,
): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endRecord(view);
  if (end < 0) throw badInput(`${name}: the zip is truncated (its directory is missing). Download or pack it again.`);
  const count = view.getUint16(end + 10, true);
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  let expanded = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) {
      throw badInput(`${name}: entry ${i + 1} of the zip's directory is damaged (byte ${at}).`);
    }
    const entry = readEntry(view, bytes, at);
    at = entry.next;
    const path = cleanEntryPath(name, entry.path);
    if (path === null || entry.path.endsWith('/') || !wanted(path)) continue;
    if (entry.encrypted) throw badInput(`${name}: ${path} is encrypted. Remove the password and pack it again.`);
    if (entry.size === 0xffffffff || entry.packed === 0xffffffff || entry.offset === 0xffffffff) {
      throw badInput(`${name}: ${path} needs zip64 (over 4 GiB). Unpack the archive and open the folder.`);
    }
    if (files.has(path)) throw badInput(`${name} holds ${path} twice: which one is meant is ambiguous.`);
    expanded += entry.size;
    assertExpansion(name, bytes.length, expanded);
    files.set(path, expand(name, path, bytes, view, entry));
  }
  return files;
}

/** Paths in the zip's directory as they stand there, as far as it can be read; nothing is expanded. */
export function zipPaths(bytes: Uint8Array): string[] {
  if (!isZip(bytes)) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endRecord(view);
  const paths: string[] = [];
  if (end < 0) return paths;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) break;
    const entry = readEntry(view, bytes, at);
    paths.push(entry.path);
    at = entry.next;
  }
  return paths;
}

interface ZipEntry {
  readonly path: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly next: number;
}

function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return -1;
}

function readEntry(view: DataView, bytes: Uint8Array, at: number): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const nameLength = view.getUint16(at + 28, true);
  const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
  return {
    path: new TextDecoder().decode(nameBytes),
    encrypted: (flags & 1) !== 0,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    next: at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true),
  };
}

function expand(name: string, path: string, bytes: Uint8Array, view: DataView, entry: ZipEntry): Uint8Array {
  const { offset } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) {
    throw badInput(`${name}: ${path} is missing where the zip's directory says (byte ${offset}).`);
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + entry.packed > bytes.length) throw badInput(`${name}: the zip is truncated within ${path}.`);
  const packed = bytes.subarray(start, start + entry.packed);
  const out = entry.method === 0 ? packed : inflate(name, path, packed, entry);
  if (out.length !== entry.size) {
    const found = out.length > entry.size ? 'holds more' : `holds ${out.length}`;
    throw badInput(`${name}: the zip says ${path} has ${entry.size} bytes, but it ${found}. Pack it again.`);
  }
  if (crc32(out) !== entry.crc)
    throw badInput(`${name}: ${path} is damaged (CRC mismatch). Download or pack it again.`);
  return out;
}

function inflate(name: string, path: string, packed: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.method !== 8) {
    throw badInput(`${name}: ${path} uses zip method ${entry.method}; stored and deflate are read. Pack it again.`);
  }
  try {
    // One byte more than promised, so that an entry that holds more shows.
    return inflateSync(packed, { out: new Uint8Array(entry.size + 1) });
  } catch (cause) {
    throw badInput(`${name}: ${path} is damaged (${cause instanceof Error ? cause.message : cause}).`);
  }
}

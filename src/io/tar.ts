import { badInput } from '../units/errors.ts';
import { cleanEntryPath } from './entry-path.ts';

const BLOCK = 512;
const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder();

/** True when the bytes begin with a tar header (its checksum fits), old or POSIX. */
export function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < BLOCK || bytes[0] === 0) return false;
  return headerSum(bytes.subarray(0, BLOCK)) === octal(bytes.subarray(148, 156));
}

/**
 * Files of a POSIX.1-1988/2001 (ustar, pax) or GNU tar. Folders, links and devices are left out: a scene needs files only.
 * @throws UserError when it is truncated or a header is damaged (with the byte), or a path is unsafe or double
 */
export function readTar(name: string, bytes: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let longName: string | null = null;
  for (let at = 0; ; ) {
    if (at + BLOCK > bytes.length) {
      // Some writers leave out the two empty blocks at the end; a part of a header is a cut file.
      if (at === bytes.length && files.size > 0) break;
      throw badInput(`${name}: the tar archive is truncated at byte ${bytes.length} (a header was due at ${at}).`);
    }
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    if (headerSum(header) !== octal(header.subarray(148, 156))) {
      throw badInput(`${name}: the tar header at byte ${at} is damaged (checksum). Download or pack it again.`);
    }
    const size = sizeOf(header);
    const start = at + BLOCK;
    const kind = String.fromCharCode(header[156]!);
    const path = longName ?? headerName(header);
    if (start + size > bytes.length) {
      throw badInput(
        `${name}: the tar archive is truncated: ${path} should have ${size} bytes, ${bytes.length - start} are left. Download or pack it again.`,
      );
    }
    const data = bytes.subarray(start, start + size);
    at = start + Math.ceil(size / BLOCK) * BLOCK;
    if (kind === 'L') {
      longName = text(data, utf8);
      continue;
    }
    if (kind === 'x') {
      longName = paxPath(data) ?? longName;
      continue;
    }
    longName = null;
    if (kind !== '0' && kind !== '\0' && kind !== '7') continue;
    const clean = cleanEntryPath(name, path);
    if (clean === null) continue;
    if (files.has(clean)) throw badInput(`${name} holds ${clean} twice: which one is meant is ambiguous.`);
    files.set(clean, data);
  }
  return files;
}

function text(bytes: Uint8Array, decoder: TextDecoder): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function octal(field: Uint8Array): number {
  return Number.parseInt(text(field, latin1).trim() || '0', 8);
}

function sizeOf(header: Uint8Array): number {
  // GNU base-256: the top bit of the field set, the rest a big-endian number.
  if (header[124]! & 0x80) return header.subarray(125, 136).reduce((sum, byte) => sum * 256 + byte, 0);
  return octal(header.subarray(124, 136));
}

function headerName(header: Uint8Array): string {
  const name = text(header.subarray(0, 100), utf8);
  const ustar = latin1.decode(header.subarray(257, 262)) === 'ustar' && header[262] === 0;
  const prefix = ustar ? text(header.subarray(345, 500), utf8) : '';
  return prefix ? `${prefix}/${name}` : name;
}

/** Sum of the header's bytes with the checksum field taken as blanks. */
function headerSum(header: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : header[i]!;
  return sum;
}

/** The `path` of a pax record list ("<length> <key>=<value>\n"). */
function paxPath(data: Uint8Array): string | null {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(utf8.decode(data))?.[1] ?? null;
}

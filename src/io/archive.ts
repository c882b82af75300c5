import { badInput } from '../units/errors.ts';
import { expandGzip } from './gzip.ts';
import { isTar, readTar } from './tar.ts';
import { isZip, readZip } from './zip.ts';

/** Files held in memory by path; separators are `/`, no leading `/` or `./`, no `..`. */
export type FileTree = ReadonlyMap<string, Uint8Array>;

/**
 * The files within `bytes`: those of a zip, tar or tar.gz (recognised by content, never by name), the expanded file of a
 * lone gz (named without `.gz`), or the file itself. Archives inside archives stay closed.
 * @param name what the user called it: used in messages and as the path of a lone file
 * @throws UserError for empty, damaged, truncated, encrypted or hostile archives
 */
export function openArchive(name: string, bytes: Uint8Array): FileTree {
  if (bytes.length === 0) throw badInput(`${name} is empty (0 bytes): choose another file.`);
  if (isZip(bytes)) return readZip(name, bytes);
  if (isTar(bytes)) return readTar(name, bytes);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const expanded = expandGzip(name, bytes);
    if (expanded.length === 0) throw badInput(`${name} expands to nothing (0 bytes): choose another file.`);
    if (isTar(expanded)) return readTar(name, expanded);
    return new Map([[baseName(name).replace(/\.gz$/i, '') || 'file', expanded]]);
  }
  return new Map([[baseName(name), bytes]]);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).pop() ?? path;
}

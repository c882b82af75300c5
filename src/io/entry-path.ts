import { badInput } from '../units/errors.ts';

/**
 * The clean path of an archive's entry: `/` separators, `./` removed; null for entries that operating systems leave behind
 * (`__MACOSX/`, `.DS_Store`, AppleDouble `._x`), which nobody means to import.
 * @throws UserError for absolute paths, drive letters, `..` and control characters
 */
export function cleanEntryPath(archive: string, raw: string): string | null {
  const path = raw.replaceAll('\\', '/');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const unsafe = path.startsWith('/') || /^[a-z]:/i.test(path) || parts.includes('..') || /[\u0000-\u001f]/.test(path);
  if (unsafe) {
    throw badInput(
      `${archive}: entry ${JSON.stringify(raw)} has an unsafe path (absolute, or leaving the archive by ".."); the archive was not opened. Pack it again with relative paths.`,
    );
  }
  const last = parts.at(-1) ?? '';
  if (parts[0] === '__MACOSX' || last === '.DS_Store' || last.startsWith('._') || last === '') return null;
  return parts.join('/');
}

/** Most bytes an archive may expand to, all files together. */
export const EXPANSION_LIMIT_BYTES = 1024 ** 3;
/** Past this much, an archive may not expand more than a hundredfold: city files shrink five- to twentyfold. */
export const RATIO_FREE_BYTES = 64 * 1024 ** 2;
const RATIO_LIMIT = 100;

/** @throws UserError when `expanded` bytes from `packed` are past the limits above */
export function assertExpansion(archive: string, packed: number, expanded: number): void {
  if (expanded > EXPANSION_LIMIT_BYTES || (expanded > RATIO_FREE_BYTES && expanded > packed * RATIO_LIMIT)) {
    throw badInput(
      `${archive} expands past the limit: ${packed} bytes would become at least ${expanded} (at most ${EXPANSION_LIMIT_BYTES}, and at most ${RATIO_LIMIT} times the packed size beyond ${RATIO_FREE_BYTES}). If it is sound, unpack it and open the folder.`,
    );
  }
}

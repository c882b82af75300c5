import { badInput, type Issue } from '../../units/errors.ts';

/** Text of a file, and what was assumed of its letters. */
export interface DecodedText {
  readonly text: string;
  readonly issues: readonly Issue[];
}

/** How much of a file is looked at to tell UTF-16 without a mark. */
const SAMPLE_BYTES = 4096;
/** Share of zero bytes on one side of each pair from which on a text is UTF-16: Latin letters and digits have all of them there. */
const ZERO_SHARE = 0.4;

/**
 * Decodes a table's bytes: UTF-8, UTF-16 with a mark or plainly of that shape, else windows-1252 (old spreadsheets), told as a guess.
 * @throws UserError('bad-input') for an empty file and for bytes that are no text
 */
export function decodeText(bytes: Uint8Array, name: string): DecodedText {
  if (bytes.length === 0) throw badInput(`${name}: the file is empty (0 bytes)`);
  const wide = utf16Of(bytes);
  if (wide !== null) {
    const issue = note('utf-16', `${name}: the text is ${wide.toUpperCase()}, not UTF-8; it is read as that`);
    return { text: new TextDecoder(wide).decode(bytes), issues: [issue] };
  }
  if (bytes.subarray(0, SAMPLE_BYTES).includes(0)) throw badInput(`${name}: not a text file (it holds zero bytes)`);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), issues: [] };
  } catch {
    // Figures read the same in both; only accented names need it.
    const issue = note(
      'not-utf-8',
      `${name}: the text is not UTF-8; it is read as windows-1252, which may misspell names`,
    );
    return { text: new TextDecoder('windows-1252').decode(bytes), issues: [issue] };
  }
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]!++;
  const [even, odd] = zeros.map((count) => count / (sample.length / 2)) as [number, number];
  if (sample.length < 8) return null;
  if (odd >= ZERO_SHARE && even === 0) return 'utf-16le';
  return even >= ZERO_SHARE && odd === 0 ? 'utf-16be' : null;
}

function note(code: string, message: string): Issue {
  return { kind: 'warning', code, message, count: 1 };
}

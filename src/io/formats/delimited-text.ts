import { badInput } from '../../units/errors.ts';

/** A table of text: CSV and its relatives, as read, before any column has a meaning. */
export interface DelimitedTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line of the file on which a row begins, 1 = first line. */
  readonly lines: readonly number[];
  readonly delimiter: string;
}

const DELIMITERS = ['\t', ';', ',', '|'] as const;
const MAX_LINE = 2 ** 20;

/**
 * Splits delimited text (RFC 4180 quoting) whose first line names the columns. The delimiter is the one that the header holds
 * most of; a byte order mark, zero-width letters in names, `#` lines before the header and blank lines are passed over.
 * @throws UserError('bad-input') naming the file: empty, not UTF-8, no data rows, a quote never closed, a line over 1 MiB.
 */
export function readDelimitedText(bytes: Uint8Array, name: string): DelimitedTable {
  if (bytes.length === 0) throw badInput(`${name}: the file is empty (0 bytes)`);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw badInput(`${name}: the text is UTF-16; save it as UTF-8`);
  }
  if (bytes.subarray(0, 4096).includes(0)) throw badInput(`${name}: not a text file (it holds zero bytes)`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Old spreadsheets save Latin-1; figures read the same, only accented names need it.
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  if (/^\s*<(!doctype|html|\?xml)/i.test(text))
    throw badInput(`${name}: this is a web page or XML, not a table of text`);
  const { body, firstLine } = skipPreamble(text);
  const header = body.slice(0, endOfLine(body, 0));
  const delimiter = sniff(header);
  const { records, lines } = split(body, delimiter, firstLine, name);
  const names = (records.shift() ?? []).map((column) => column.replace(/[\u200b-\u200d\ufeff]/g, '').trim());
  lines.shift();
  if (names.length === 0 || names.every((column) => column === ''))
    throw badInput(`${name}: no line names the columns`);
  if (records.length === 0) throw badInput(`${name}: the header is there but no data rows (0 rows)`);
  return { columns: distinct(names, name), rows: records, lines, delimiter };
}

function skipPreamble(text: string): { body: string; firstLine: number } {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let firstLine = 1;
  while (at < text.length) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end).trim();
    if (line !== '' && !line.startsWith('#')) break;
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
    firstLine++;
  }
  return { body: text.slice(at), firstLine };
}

function endOfLine(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13) return i;
  }
  return text.length;
}

function sniff(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  let best: string = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = bare.split(delimiter).length - 1;
    if (count > most) {
      most = count;
      best = delimiter;
    }
  }
  return best;
}

function distinct(names: readonly string[], file: string): string[] {
  const seen = new Set<string>();
  for (const column of names) {
    const key = column.toLowerCase();
    if (key !== '' && seen.has(key)) throw badInput(`${file}: two columns are named "${column}"; rename or delete one`);
    seen.add(key);
  }
  return [...names];
}

function split(body: string, delimiter: string, firstLine: number, name: string) {
  const records: string[][] = [];
  const lines: number[] = [];
  let line = firstLine;
  let at = 0;
  while (at < body.length) {
    const startLine = line;
    const start = at;
    const fields: string[] = [];
    for (;;) {
      let field: string;
      if (body[at] === '"') {
        const close = closingQuote(body, at);
        if (close < 0) throw badInput(`${name}: a quote opened on line ${startLine} is never closed`);
        const quoted = body.slice(at + 1, close);
        line += quoted.split('\n').length - 1;
        at = close + 1;
        const rest = fieldEnd(body, at, delimiter);
        field = quoted.replaceAll('""', '"') + body.slice(at, rest);
        at = rest;
      } else {
        const end = fieldEnd(body, at, delimiter);
        field = body.slice(at, end);
        at = end;
      }
      if (at - start > MAX_LINE) throw badInput(`${name}: line ${startLine} is longer than 1 MiB; is this a table?`);
      fields.push(field.trim());
      if (body[at] !== delimiter) break;
      at++;
    }
    at += body.startsWith('\r\n', at) ? 2 : 1;
    line++;
    if (fields.length === 1 && fields[0] === '') continue;
    records.push(fields);
    lines.push(startLine);
  }
  return { records, lines };
}

function closingQuote(body: string, open: number): number {
  for (let i = body.indexOf('"', open + 1); i >= 0; i = body.indexOf('"', i + 1)) {
    if (body[i + 1] !== '"') return i;
    i++;
  }
  return -1;
}

function fieldEnd(body: string, from: number, delimiter: string): number {
  const stop = delimiter.charCodeAt(0);
  for (let i = from; i < body.length; i++) {
    const c = body.charCodeAt(i);
    if (c === stop || c === 10 || c === 13) return i;
  }
  return body.length;
}

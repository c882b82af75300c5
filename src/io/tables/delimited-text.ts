import { badInput } from '../../units/errors.ts';
import { decodeText } from './decode-text.ts';
import { distinctColumns } from './distinct-columns.ts';
import type { Table, TableFormat } from './table.ts';

const DELIMITERS = ['\t', ';', ',', '|'] as const;
const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  '\t': 'tabs',
  ';': 'semicolons',
  ',': 'commas',
  '|': 'bars',
};
const MOST_HEADER = 2 ** 16;
const MAX_LINE = 2 ** 20;

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const BLANK = 32;
const TILDE = 126;

/** CSV and its relatives: any text that is not another format's. */
export const delimitedText: TableFormat = {
  id: 'csv',
  recognises: () => true,
  open: (bytes, name) => [openDelimitedText(bytes, name)],
};

/**
 * Opens delimited text (RFC 4180 quoting). The first line names the columns, unless it is all numbers, dates and blanks but for a few
 * words, as the rows below it are. The delimiter is the one that this line holds most of; a byte order mark, zero-width letters in
 * names, `#` lines before the header and blank lines are passed over. The second column of a name is told apart by a number.
 * @throws UserError('bad-input') naming the file: empty, not text; while rows are visited: no data rows, a quote that is never
 * closed, a line over 1 MiB.
 */
export function openDelimitedText(bytes: Uint8Array, name: string): Table {
  const decoded = decodeText(bytes, name);
  const { text, start, firstLine } = skipPreamble(refuseMarkup(decoded.text, name));
  const delimiter = sniff(text.slice(start, endOfHeader(text, start)));
  const head = new RowReader(text, start, firstLine, delimiter, name);
  head.next();
  const first = head.fields.map((column) => column.replace(/[\u200b-\u200d\ufeff]/g, '').trim());
  if (first.every((column) => column === '')) throw badInput(`${name}: no line names the columns`);
  const hasHeader = !looksLikeData(first);
  const { columns, issues } = hasHeader
    ? distinctColumns(first, name)
    : { columns: first.map((_, i) => `column ${i + 1}`), issues: [] };
  return {
    title: `CSV with ${DELIMITER_NAMES[delimiter]}`,
    columns,
    hasHeader,
    delimiter,
    counts: 'line',
    issues: [...decoded.issues, ...issues],
    forEachRow(visit) {
      const rows = new RowReader(text, start, firstLine, delimiter, name);
      if (hasHeader) rows.next();
      let count = 0;
      while (rows.next()) {
        count++;
        if (visit(rows.fields, rows.line) === false) return;
      }
      if (count === 0) throw badInput(`${name}: the header is there but no data rows (0 rows)`);
    },
  };
}

/** True for a row of values: two numbers at least, and more numbers than words. */
export function looksLikeData(fields: readonly string[]): boolean {
  let numbers = 0;
  let words = 0;
  for (const field of fields) {
    if (field === '') continue;
    if (/^[+\-\u2212]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(field)) numbers++;
    else words++;
  }
  return numbers >= 2 && numbers > words;
}

function refuseMarkup(text: string, name: string): string {
  if (/^\s*<(!doctype|html|\?xml)/i.test(text.slice(0, 1000))) {
    throw badInput(`${name}: this is a web page or XML, not a table of text`);
  }
  return text;
}

function skipPreamble(text: string): { text: string; start: number; firstLine: number } {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let firstLine = 1;
  while (start < text.length) {
    const end = endOfLine(text, start);
    const line = text.slice(start, end).trim();
    if (line !== '' && !line.startsWith('#')) break;
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    firstLine++;
  }
  return { text, start, firstLine };
}

function endOfLine(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === NEWLINE || c === RETURN) return i;
  }
  return text.length;
}

/** The end of the line, or that of a later one where a name in quotes holds line ends. */
function endOfHeader(text: string, from: number): number {
  const most = Math.min(text.length, from + MOST_HEADER);
  let inQuotes = false;
  for (let i = from; i < most; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) inQuotes = !inQuotes;
    else if ((c === NEWLINE || c === RETURN) && !inQuotes) return i;
  }
  return endOfLine(text, from);
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

/** Walks through the text row by row, holding one row at a time: a million rows must not become a million arrays. */
class RowReader {
  readonly fields: string[] = [];
  line = 0;
  private at: number;
  private nextLine: number;
  private readonly text: string;
  /** The delimiter's code. */
  private readonly stop: number;
  private readonly name: string;

  constructor(text: string, start: number, firstLine: number, delimiter: string, name: string) {
    this.text = text;
    this.at = start;
    this.nextLine = firstLine;
    this.stop = delimiter.charCodeAt(0);
    this.name = name;
  }

  /** Reads the next row that is not blank; false at the end. */
  next(): boolean {
    while (this.at < this.text.length) {
      this.readRow();
      if (this.fields.length > 1 || this.fields[0] !== '') return true;
    }
    return false;
  }

  private readRow(): void {
    const { text, fields } = this;
    const start = this.at;
    this.line = this.nextLine;
    // Emptied by hand at the end: an array whose length is set to 0 gives its memory away and asks for it anew.
    let count = 0;
    for (;;) {
      fields[count++] = trimmed(text.charCodeAt(this.at) === QUOTE ? this.quotedField() : this.bareField());
      if (this.at - start > MAX_LINE) {
        throw badInput(`${this.name}: line ${this.line} is longer than 1 MiB; is this a table?`);
      }
      if (text.charCodeAt(this.at) !== this.stop) break;
      this.at++;
    }
    if (fields.length > count) fields.length = count;
    this.at += text.charCodeAt(this.at) === RETURN && text.charCodeAt(this.at + 1) === NEWLINE ? 2 : 1;
    this.nextLine++;
  }

  private bareField(): string {
    const { text, stop } = this;
    const from = this.at;
    const { length } = text;
    let i = from;
    for (; i < length; i++) {
      const c = text.charCodeAt(i);
      if (c === stop || c === NEWLINE || c === RETURN) break;
    }
    this.at = i;
    return text.slice(from, i);
  }

  private quotedField(): string {
    const open = this.at;
    let close = this.text.indexOf('"', open + 1);
    while (close >= 0 && this.text[close + 1] === '"') close = this.text.indexOf('"', close + 2);
    if (close < 0) throw badInput(`${this.name}: a quote opened on line ${this.line} is never closed`);
    const quoted = this.text.slice(open + 1, close);
    this.nextLine += quoted.split('\n').length - 1;
    this.at = close + 1;
    return quoted.replaceAll('""', '"') + this.bareField();
  }
}

/** `trim`, which is only called where an end is no plain letter: most fields of most files have nothing to trim. */
function trimmed(field: string): string {
  return isPlain(field.charCodeAt(0)) && isPlain(field.charCodeAt(field.length - 1)) ? field : field.trim();
}

function isPlain(code: number): boolean {
  return code > BLANK && code <= TILDE;
}

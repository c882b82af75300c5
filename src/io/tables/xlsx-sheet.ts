import { badInput } from '../../units/errors.ts';
import { localName, walkXml, XmlSeenEnough } from '../formats/xml-events.ts';
import type { RowVisit } from './table.ts';
import { dateText } from './xlsx-dates.ts';
import { plainText } from './xlsx-strings.ts';

/** What the cells of a workbook point to. */
export interface WorkbookParts {
  readonly strings: readonly string[];
  /** Whether numbers of a style are dates. */
  readonly dates: readonly boolean[];
  readonly from1904: boolean;
}

/** No sheet is wider than 16,384 columns; a table of measurements never comes near. */
const MOST_COLUMNS = 4096;
const MOST_ROWS = 1_048_576;

/**
 * The rows of one worksheet (ECMA-376 part 1, 18.3) that hold anything, by their number. Of a formula its last result; errors are missing.
 * @throws UserError('bad-input') naming the sheet and cell
 */
export function walkSheet(name: string, bytes: Uint8Array, parts: WorkbookParts, visit: RowVisit): void {
  const fields: string[] = [];
  let row = 0;
  let column = 0;
  let cell: Readonly<Record<string, string>> = {};
  let value = '';
  let capture = false;
  let inPhonetic = false;
  walkXml(name, bytes, {
    open(tag, attributes, line) {
      const element = localName(tag);
      if (element === 'c') {
        cell = attributes;
        column = attributes.r === undefined ? column + 1 : columnOf(name, attributes.r, line);
        if (column > MOST_COLUMNS)
          throw badInput(
            `${name}, row ${row}: a cell in column ${column}; tables up to ${MOST_COLUMNS} columns are read`,
          );
        value = '';
      } else if (element === 'v' || element === 't') capture = !inPhonetic;
      else if (element === 'rPh') inPhonetic = true;
      else if (element === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r);
        if (!(Number.isInteger(row) && row >= 1 && row <= MOST_ROWS))
          throw badInput(
            `${name}, line ${line}: row "${attributes.r}" is none of 1 to ${MOST_ROWS}; save the file again`,
          );
        column = 0;
        fields.length = 0;
      }
    },
    text(piece) {
      if (capture) value += piece;
    },
    close(tag) {
      const element = localName(tag);
      if (element === 'v' || element === 't') capture = false;
      else if (element === 'rPh') inPhonetic = false;
      else if (element === 'c') {
        const text = cellText(name, cell, value, parts).trim();
        if (text === '') return;
        while (fields.length < column - 1) fields.push('');
        fields[column - 1] = text;
      } else if (element === 'row' && fields.length > 0 && visit(fields, row) === false) throw new XmlSeenEnough();
    },
  });
}

function columnOf(name: string, reference: string, line: number): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  if (letters === undefined)
    throw badInput(`${name}, line ${line}: "${reference.slice(0, 40)}" names no cell; save the file again`);
  let column = 0;
  for (const letter of letters) column = 26 * column + letter.charCodeAt(0) - 64;
  return column;
}

function cellText(
  name: string,
  { t, s, r }: Readonly<Record<string, string>>,
  value: string,
  { strings, dates, from1904 }: WorkbookParts,
): string {
  if (value === '' || t === 'e') return '';
  if (t === 's') {
    const text = strings[Number(value)];
    if (text === undefined)
      throw badInput(
        `${name}, cell ${r ?? '?'}: it names text ${value.slice(0, 40)} of ${strings.length}; the file is damaged, save it again`,
      );
    return text;
  }
  if (t === 'inlineStr' || t === 'str') return plainText(value);
  if (t === 'b') return value.trim() === '1' ? 'true' : 'false';
  const number = Number(value);
  if (t === 'd' || !Number.isFinite(number)) return value;
  return s !== undefined && dates[Number(s)] ? dateText(number, from1904) : String(number);
}

import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readMeasurements } from '../measurements/read-measurements.ts';
import { openTables } from './table-formats.ts';
import { wholeTable } from './table-sample.ts';
import { xlsxOf } from './xlsx-sample.ts';

const open = async (bytes: Uint8Array, name = 'book.xlsx') =>
  (await openTables(name, bytes)).map(({ name: label, table }) => ({ label, ...wholeTable(table) }));
const HEADER = '<row r="1"><c r="A1" t="str"><v>lat</v></c><c r="B1" t="str"><v>time</v></c></row>';
const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/><numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="166"/></cellXfs>';

describe('XLSX', () => {
  it('reads sheets below their titles, sparse rows by their numbers, and is known under any name', async () => {
    const bytes = xlsxOf({
      walk: [
        ['Report of day 7'],
        [],
        ['lat', 'lon', '', 'rsrp'],
        [-1.25, -78.5, '', -101],
        [],
        [-1.5, '', 'x', 1.6802776229e12],
      ],
      empty: [],
      'drive & more': [
        ['lat', 'rsrp'],
        [1, 2],
      ],
    });
    const tables = await open(bytes, 'log.csv');
    expect(tables.map(({ label }) => label)).toEqual(['log.csv, walk', 'log.csv, drive & more']);
    expect(tables[0]).toMatchObject({
      columns: ['lat', 'lon', 'column 3', 'rsrp'],
      rows: [
        ['-1.25', '-78.5', '', '-101'],
        ['-1.5', '', 'x', '1680277622900'],
      ],
      at: [4, 6],
    });
  });

  it.each([
    ['results of formulas', '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"a"</f><v>a</v></c>', ['2', 'a']],
    ['errors as missing', '<c r="A2" t="e"><v>#DIV/0!</v></c><c r="B2"><v>7</v></c>', ['', '7']],
    [
      'dates',
      '<c r="A2" s="1"><v>46112.613194444442</v></c><c r="B2" s="3"><v>59</v></c>',
      ['2026-03-31T14:43:00', '1900-02-28T00:00:00'],
    ],
    ['times of day', '<c r="A2" s="4"><v>0.5</v></c><c r="B2" s="4"><v>0.75</v></c>', ['12:00:00', '18:00:00']],
    [
      'numbers that only look like dates',
      '<c r="A2" s="2"><v>2.50</v></c><c r="B2" s="5"><v>1.5</v></c>',
      ['2.5', '1.5'],
    ],
    [
      'booleans, and cells without a place',
      '<c t="b"><v>1</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r><rPh><t>x</t></rPh></is></c>',
      ['true', 'a b'],
    ],
    [
      'the digits of a double',
      '<c r="A2"><v>-1.2463861000000001</v></c><c r="B2"><v>4.1311936000000001E-4</v></c>',
      ['-1.2463861', '0.00041311936'],
    ],
  ])('reads %s', async (_, cells, row) => {
    const [table] = await open(xlsxOf({ s: [] }, { sheetData: `${HEADER}<row r="2">${cells}</row>`, styles: STYLES }));
    expect(table!.rows).toEqual([row]);
  });

  it('counts dates from 1904 where the book does', async () => {
    const sheetData = `${HEADER}<row><c s="1"><v>1</v></c></row>`;
    const [table] = await open(
      xlsxOf({ s: [] }, { sheetData, styles: STYLES, workbookPr: '<workbookPr date1904="1"/>' }),
    );
    expect(table!.rows).toEqual([['1904-01-02T00:00:00']]);
  });

  it('is read as measurements, sheet by sheet', async () => {
    const rows = [
      ['lat', 'lon', 'rsrp'],
      [-1.25, -78.5, -101],
      [-1.25, -78.6, 2147483647],
    ];
    const set = await readMeasurements(
      'book.xlsx',
      xlsxOf({
        notes: [
          ['who', 'what'],
          ['me', 'walked'],
        ],
        walk: rows,
        drive: rows,
      }),
    );
    expect([set.count, set.rows, set.parts.map(({ name, rows: n }) => [name, n])]).toEqual([
      2,
      4,
      [
        ['book.xlsx, walk', 2],
        ['book.xlsx, drive', 2],
      ],
    ]);
    expect(set.issues.map(({ message }) => message).join('\n')).toMatch(
      /rows? 3; e\.g\. "2147483647"[\s\S]*passed over \(book\.xlsx, notes\)/,
    );
  });

  it('gives back any table that was written', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((t) => t === t.trim() && /^[^\p{Cc}\p{Cs}\ufffe\uffff]*$/u.test(t) && t !== '');
    const field = fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      fc.constant(''),
    );
    const table = fc.integer({ min: 2, max: 6 }).chain((width) =>
      fc.record({
        columns: fc
          .array(
            text.map((t) => `c ${t}`),
            { minLength: width, maxLength: width },
          )
          .map((names) => names.map((name, i) => `${i}${name}`)),
        rows: fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
        inline: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(table, async ({ columns, rows, inline }) => {
        const filled = rows.filter((row) => row.some((value) => value !== ''));
        fc.pre(filled.length > 0);
        const [read] = await open(xlsxOf({ t: [columns, ...rows] }, { inline }));
        const pad = (row: readonly string[]) => [...row, ...columns.slice(row.length).map(() => '')];
        expect(read!.rows.map(pad)).toEqual(filled.map((row) => row.map(String)));
        expect(read!.columns.map((name) => name.replace(/ \(2\)$/, ''))).toHaveLength(columns.length);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it.each([
    [
      'a text that is not there',
      '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
      /sheet "s", cell A1: it names text 9 of 0/,
    ],
    ['a cell that is none', '<row r="1"><c r="7A"><v>9</v></c></row>', /sheet "s", line 1: "7A" names no cell/],
    ['a column beyond all tables', '<row r="1"><c r="XFD1"><v>9</v></c></row>', /row 1: a cell in column 16384/],
    ['a row that is none', '<row r="0"></row>', /row "0" is none of 1 to 1048576/],
    ['sheets without rows', HEADER, /none of its 1 sheets holds a header and rows/],
    ['a document type', '<!DOCTYPE x>', /sheet "s" is not well-formed XML: 1:135: inappropriately located doctype/],
  ])('refuses %s', async (_, sheetData, message) => {
    await expect(open(xlsxOf({ s: [] }, { sheetData }))).rejects.toThrow(message);
  });

  it('names workbooks of other kinds, and damage', async () => {
    await expect(open(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0))).rejects.toThrow(
      /an old \(XLS\) or password-protected workbook; save it as XLSX or CSV/,
    );
    await expect(open(zipSync({ 'xl/workbook.bin': Uint8Array.of(1) }))).rejects.toThrow(/a binary workbook \(XLSB\)/);
    const bytes = xlsxOf({
      s: [
        ['a', 'b'],
        [1, 2],
      ],
    });
    await expect(open(bytes.subarray(0, bytes.length - 30))).rejects.toThrow(/zip is truncated/);
    const flipped = Uint8Array.from(bytes);
    flipped[60]! ^= 0x10;
    await expect(open(flipped)).rejects.toThrow(/book\.xlsx: xl\/\S+ is damaged/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDelimitedText } from './delimited-text.ts';
import { wholeTable } from './table-sample.ts';

const quoted = (field: string) => (/[",;|\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

describe('delimited text', () => {
  it('gives back any table that was written, whatever parts its fields and lines', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab1-. ",;|\t\n\'ü€=#'), maxLength: 8 }).map((t) => t.trim());
    const field = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.constant(''));
    const table = fc.integer({ min: 2, max: 6 }).chain((width) =>
      fc.record({
        columns: fc
          .array(text, { minLength: width, maxLength: width })
          .map((names) => names.map((name, i) => `c${i} ${name}`.trim())),
        rows: fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 10 }),
        delimiter: fc.constantFrom(',', ';', '\t', '|'),
        end: fc.constantFrom('\n', '\r\n'),
        mark: fc.constantFrom('', '\ufeff'),
      }),
    );
    fc.assert(
      fc.property(table, ({ columns, rows, delimiter, end, mark }) => {
        const lines = [columns, ...rows].map((row) => row.map(quoted).join(delimiter) + end);
        const read = wholeTable(openDelimitedText(new TextEncoder().encode(mark + lines.join('')), 't.csv'));
        expect(read.columns).toEqual(columns);
        expect(read.rows).toEqual(rows);
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});

it('trims every kind of blank, and keeps no field of a longer row before', () => {
  const table = openDelimitedText(new TextEncoder().encode('a,b,c\n1,2,3,4\n\u00a05\u2003, 6\t\n,\n'), 'x.csv');
  const rows: string[][] = [];
  table.forEachRow((fields) => void rows.push([...fields]));
  expect(rows).toEqual([
    ['1', '2', '3', '4'],
    ['5', '6'],
    ['', ''],
  ]);
});

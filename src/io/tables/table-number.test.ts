import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldNumber, plainDecimal } from './table-number.ts';

describe('plainDecimal', () => {
  it('is the value of Number, to the last bit', () => {
    const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{0,${most}}$`));
    const written = fc.tuple(fc.constantFrom('', '-'), digits(8), fc.constantFrom('', '.'), digits(7));
    fc.assert(
      fc.property(written, ([sign, whole, point, part]) => {
        const text = sign + whole + point + part;
        const wanted = whole + part === '' ? Number.NaN : Number(text);
        expect(Object.is(plainDecimal(text), wanted), `${text}: ${plainDecimal(text)}`).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['', '-', '.', '-.', '1.2.3', '1-2', '1e5', '+1', ' 1', '1 ', '\u22121', '1,5', '0x10', '1234567890123456'])(
    'leaves %j to the slower reading',
    (text) => {
      expect(plainDecimal(text)).toBeNaN();
    },
  );
});

describe('fieldNumber', () => {
  it('reads what is no plain decimal as before', () => {
    expect(fieldNumber(' +1.5e2 ', ',')).toEqual({ kind: 'value', value: 150 });
    expect(fieldNumber('1234567890123456.5', ',')).toEqual({ kind: 'value', value: 1234567890123456.5 });
    expect(fieldNumber('47,5', ';')).toEqual({ kind: 'value', value: 47.5 });
    expect(fieldNumber('-97 dBm', ',', ['dbm'])).toEqual({ kind: 'value', value: -97 });
    expect(fieldNumber(undefined, ',').kind).toBe('missing');
    expect(fieldNumber('--', ',').kind).toBe('missing');
    expect(fieldNumber('1.2.3', ',').kind).toBe('text');
  });
});

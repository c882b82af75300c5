import { expect, it } from 'vitest';
import { fromHalf, toHalf } from './half.ts';

it('gives every half-precision number back', () => {
  const wrong = Array.from({ length: 0x7c00 }, (_, bits) => bits).filter(
    (bits) => toHalf(fromHalf(bits)) !== bits || toHalf(-fromHalf(bits)) !== (bits | 0x8000),
  );
  expect(wrong).toEqual([]);
});

it('takes the nearest, ties to even, and goes on to infinity', () => {
  expect(fromHalf(0x3c00)).toBe(1);
  expect(fromHalf(0xc000)).toBe(-2);
  expect(toHalf(1 + 2 ** -11)).toBe(0x3c00);
  expect(toHalf(1 + 3 * 2 ** -11)).toBe(0x3c02);
  expect(toHalf(2 ** -25)).toBe(0);
  expect(toHalf(65519)).toBe(0x7bff);
  expect(fromHalf(toHalf(65520))).toBe(Number.POSITIVE_INFINITY);
  expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
});

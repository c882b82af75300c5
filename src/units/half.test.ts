import { expect, it } from 'vitest';
import { fromHalf, halfBits } from './half.ts';

it('gives every half-precision number back', () => {
  const wrong = Array.from({ length: 0x7c00 }, (_, bits) => bits).filter(
    (bits) => halfBits(fromHalf(bits)) !== bits || halfBits(-fromHalf(bits)) !== (bits | 0x8000),
  );
  expect(wrong).toEqual([]);
});

it('takes the nearest, ties to even, and goes on to infinity', () => {
  expect(fromHalf(0x3c00)).toBe(1);
  expect(fromHalf(0xc000)).toBe(-2);
  expect(halfBits(1 + 2 ** -11)).toBe(0x3c00);
  expect(halfBits(1 + 3 * 2 ** -11)).toBe(0x3c02);
  expect(halfBits(2 ** -25)).toBe(0);
  expect(halfBits(65519)).toBe(0x7bff);
  expect(fromHalf(halfBits(65520))).toBe(Number.POSITIVE_INFINITY);
  expect(fromHalf(halfBits(Number.NaN))).toBeNaN();
});

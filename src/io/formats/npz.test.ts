import { describe, expect, test } from 'vitest';
import { halfBits } from '../../units/half.ts';
import { readZip } from '../zip.ts';
import { writeNpz } from './npz.ts';

describe('halves', () => {
  // IEEE 754-2008 binary16: known encodings, ties to even, the subnormals, the largest, what is too large.
  test.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_519.99, 0x7bff],
    [65_520, 0x7c00],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -14, 0x0400],
    [2 ** -14 - 2 ** -24, 0x03ff],
    [1 / 3, 0x3555],
    [2049, 0x6800],
    [2051, 0x6802],
    [-0, 0x8000],
    [Number.POSITIVE_INFINITY, 0x7c00],
    [Number.NaN, 0x7e00],
  ])('%f', (value, bits) => {
    expect(halfBits(value)).toBe(bits);
  });
});

test('a .npz is a zip of .npy arrays, the same bytes every time', () => {
  const arrays = {
    a: { type: 'float16', shape: [2, 1, 2], values: Float32Array.of(1, -2, 0.5, Number.NaN) },
    b: { type: 'uint8', shape: [3], values: Uint8Array.of(7, 8, 9) },
  } as const;
  const bytes = writeNpz(arrays, { 'about.json': new TextEncoder().encode('{}') });
  expect(writeNpz(arrays, { 'about.json': new TextEncoder().encode('{}') })).toEqual(bytes);
  const files = readZip('x.npz', bytes);
  expect([...files.keys()]).toEqual(['a.npy', 'b.npy', 'about.json']);
  const a = files.get('a.npy')!;
  const header = new TextDecoder('latin1').decode(a.subarray(10, a.length - 8));
  expect(header).toContain("'descr': '<f2', 'fortran_order': False, 'shape': (2, 1, 2)");
  expect((a.length - 8) % 64).toBe(0);
  expect([...a.subarray(-8)]).toEqual([0x00, 0x3c, 0x00, 0xc0, 0x00, 0x38, 0x00, 0x7e]);
  expect([...files.get('b.npy')!.subarray(-3)]).toEqual([7, 8, 9]);
});

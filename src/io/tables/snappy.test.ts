import { snappyUncompress } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { expandSnappy } from './snappy.ts';

describe('Snappy', () => {
  it('expands literals of every length and copies of every reach, those that overlap themselves too', () => {
    const long = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 251);
    const block = Uint8Array.of(
      ...[0xb4, 0xa3, 4],
      ...[62 << 2, 0x6f, 0x11, 0x01, ...long], // a literal of 70,000 bytes, its length less one in three bytes
      ...[(60 << 2) | 2, 1, 0], // 61 bytes from one before: the last byte again
      ...[(1 << 5) | ((7 - 4) << 2) | 1, 0x2c], // 7 bytes from 300 before
      ...[(63 << 2) | 3, 0x70, 0x11, 1, 0], // 64 bytes from 70,000 before
    );
    const size = 70_000 + 61 + 7 + 64;
    const out = expandSnappy(block, size);
    expect(out.subarray(0, 70_000)).toEqual(long);
    expect(new Set(out.subarray(70_000, 70_061))).toEqual(new Set([long[69_999]!]));
    expect(out.subarray(70_061, 70_068)).toEqual(out.subarray(69_761, 69_768));
    expect(out.subarray(70_068)).toEqual(out.subarray(68, 132));
    const other = new Uint8Array(size);
    snappyUncompress(block, other);
    expect(out).toEqual(other);
  });

  it.each([
    ['a literal beyond the end', [5, 16, 1, 2]],
    ['more than is promised', [5, 20, 1, 2, 3, 4, 5, 6]],
    ['a copy from before the start', [5, 0, 9, 5, 2]],
    ['a copy of nothing before', [5, 0, 9, 1, 0]],
    ['too little', [5, 0, 9]],
    ['a literal of 2^32 bytes', [5, 63 << 2, 255, 255, 255, 255]],
  ])('ends on %s', (_, bytes) => {
    expect(() => expandSnappy(Uint8Array.from(bytes), 5)).toThrow(RangeError);
  });
});

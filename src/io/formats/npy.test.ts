import { describe, expect, it } from 'vitest';
import { readNpy, writeNpy } from './npy.ts';

const text = (s: string) => new TextEncoder().encode(s);

/** A file of format 1.0 with the given header dictionary and data. */
function file(dict: string, data: Uint8Array): Uint8Array {
  const header = text(`${dict}\n`);
  const bytes = new Uint8Array(10 + header.length + data.length);
  bytes.set([0x93, ...text('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(header, 10);
  bytes.set(data, 10 + header.length);
  return bytes;
}

const DICT = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";

describe('npy', () => {
  it('writes what it reads, with data at a multiple of 64 bytes', () => {
    const values = Float32Array.of(1.5, Number.NaN, -140, 0, 3e-30, 7);
    const bytes = writeNpy({ rows: 2, columns: 3, values });
    expect((bytes.length - 24) % 64).toBe(0);
    expect(new TextDecoder('latin1').decode(bytes.subarray(1, 6))).toBe('NUMPY');
    expect(readNpy(bytes, 'a.npy')).toEqual({ rows: 2, columns: 3, values });
  });

  it('reads float64 and big-endian', () => {
    const data = new Uint8Array(16);
    new DataView(data.buffer).setFloat64(0, -80.25);
    new DataView(data.buffer).setFloat64(8, 2);
    const read = readNpy(file(DICT.replace('<f4', '>f8'), data), 'a.npy');
    expect([...read.values]).toEqual([-80.25, 2]);
  });

  it.each([
    ['text', text('hello world, this is text'), /not a NumPy .npy file/],
    ['nothing', new Uint8Array(0), /0 bytes/],
    [
      'a header that is cut off',
      writeNpy({ rows: 1, columns: 1, values: new Float32Array(1) }).subarray(0, 40),
      /cut off/,
    ],
    ['missing data', file(DICT, new Uint8Array(7)), /1 x 2 cells need 8 bytes of data, the file holds 7/],
    ['data left over', file(DICT, new Uint8Array(9)), /holds 9/],
    ['integers', file(DICT.replace('<f4', '<i4'), new Uint8Array(8)), /type i4.*astype/],
    ['Fortran order', file(DICT.replace('False', 'True'), new Uint8Array(8)), /ascontiguousarray/],
    ['one dimension', file(DICT.replace('(1, 2)', '(2,)'), new Uint8Array(8)), /two dimensions/],
    ['a giant shape', file(DICT.replace('(1, 2)', '(999999, 999999)'), new Uint8Array(8)), /larger than any map/],
  ])('refuses %s', (_what, bytes, message) => {
    expect(() => readNpy(bytes, 'a.npy')).toThrow(message);
  });
});

import { zipSync } from 'fflate';
import { halfBits } from '../../units/half.ts';

/** An array of a .npz: row by row, of any shape whose product is the number of values. */
export type NpzArray =
  | { readonly type: 'float16' | 'float32'; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly type: 'uint8'; readonly shape: readonly number[]; readonly values: Uint8Array };

const DESCR = { float16: '<f2', float32: '<f4', uint8: '|u1' } as const;

/** A fixed time, so that the same arrays give the same bytes. */
const ENTRY_TIME = new Date(1980, 0, 1);

/**
 * NumPy's .npz: an uncompressed zip with a .npy (format 1.0, C order, little-endian) for every array, and `extra` files as they are.
 * float16 values are rounded to nearest even; what is too large becomes infinity, NaN stays NaN.
 */
export function writeNpz(
  arrays: Readonly<Record<string, NpzArray>>,
  extra: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array<ArrayBuffer> {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npyBytes(name, array)] as const);
  return zipSync(Object.fromEntries([...files, ...Object.entries(extra)]), { level: 0, mtime: ENTRY_TIME });
}

function npyBytes(name: string, array: NpzArray): Uint8Array<ArrayBuffer> {
  const { shape, values, type } = array;
  if (shape.reduce((product, n) => product * n, 1) !== values.length)
    throw new Error(`npz: ${name} has ${values.length} values for the shape ${shape.join(' x ')}`);
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dict = `{'descr': '${DESCR[type]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const headerLength = Math.ceil((10 + dict.length + 1) / 64) * 64 - 10;
  const size = type === 'uint8' ? 1 : type === 'float16' ? 2 : 4;
  const bytes = new Uint8Array(10 + headerLength + size * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  view.setUint16(8, headerLength, true);
  bytes.set(new TextEncoder().encode(`${dict.padEnd(headerLength - 1)}\n`), 10);
  const start = 10 + headerLength;
  if (array.type === 'uint8') bytes.set(array.values, start);
  else if (array.type === 'float16')
    for (let i = 0; i < array.values.length; i++) view.setUint16(start + 2 * i, halfBits(array.values[i]!), true);
  else for (let i = 0; i < array.values.length; i++) view.setFloat32(start + 4 * i, array.values[i]!, true);
  return bytes;
}

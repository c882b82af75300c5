import { badInput } from '../../units/errors.ts';

/** A two-dimensional float32 array: rows x columns, row by row. In our maps row 0 is north and NaN is "no data". */
export interface NpyArray {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Readers of the format index with 32-bit integers at best; more than this is a damaged header. */
const MAX_CELLS = 2 ** 31;

/** Writes NumPy's format 1.0 (numpy.lib.format), dtype `<f4`, C order. */
export function writeNpy(array: NpyArray): Uint8Array<ArrayBuffer> {
  const { rows, columns, values } = array;
  if (values.length !== rows * columns) throw new Error(`npy: ${values.length} values for ${rows} x ${columns} cells`);
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  // The header, with its newline, is padded so that the data begin at a multiple of 64 bytes.
  const headerLength = Math.ceil((10 + dict.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + headerLength + 4 * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([...MAGIC, 1, 0]);
  view.setUint16(8, headerLength, true);
  bytes.set(new TextEncoder().encode(`${dict.padEnd(headerLength - 1)}\n`), 10);
  for (let i = 0; i < values.length; i++) view.setFloat32(10 + headerLength + 4 * i, values[i]!, true);
  return bytes;
}

/**
 * Reads a two-dimensional .npy of float32 or float64 in C order, either byte order (float64 is rounded to float32).
 * @throws UserError('bad-input') naming the file for anything else, and where the file is shorter or longer than it says.
 */
export function readNpy(bytes: Uint8Array, name: string): NpyArray {
  if (bytes.length < 10 || MAGIC.some((b, i) => bytes[i] !== b)) {
    throw badInput(
      `${name}: not a NumPy .npy file (${bytes.length} bytes, wrong first bytes); save the map with numpy.save`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const major = bytes[6]!;
  if (major < 1 || major > 3)
    throw badInput(`${name}: .npy version ${major} is unknown; save it again with numpy.save`);
  const start = major === 1 ? 10 : 12;
  const headerLength = major === 1 ? view.getUint16(8, true) : bytes.length >= 12 ? view.getUint32(8, true) : Infinity;
  if (start + headerLength > bytes.length) {
    throw badInput(
      `${name}: header promises ${headerLength} bytes, the file ends after ${bytes.length}; it is cut off`,
    );
  }
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, start + headerLength));
  const { type, littleEndian, rows, columns } = readHeader(header, name);
  const size = type === 'f8' ? 8 : 4;
  const data = start + headerLength;
  const expected = rows * columns * size;
  if (bytes.length - data !== expected) {
    throw badInput(
      `${name}: ${rows} x ${columns} cells need ${expected} bytes of data, the file holds ${bytes.length - data}; it is damaged`,
    );
  }
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < values.length; i++) {
    values[i] = size === 8 ? view.getFloat64(data + 8 * i, littleEndian) : view.getFloat32(data + 4 * i, littleEndian);
  }
  return { rows, columns, values };
}

function readHeader(header: string, name: string) {
  const descr = /'descr'\s*:\s*'([<>=|]?)([a-zA-Z]\d*)'/.exec(header);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header);
  const shape = /'shape'\s*:\s*\(([^)]*)\)/.exec(header);
  if (!descr || !order || !shape)
    throw badInput(`${name}: the .npy header cannot be read: ${header.trim().slice(0, 80)}`);
  const type = descr[2]!;
  if (type !== 'f4' && type !== 'f8') {
    throw badInput(`${name}: values are of type ${type}, a map needs float32; convert with .astype("float32")`);
  }
  if (order[1] === 'True') {
    throw badInput(`${name}: stored column by column (Fortran order); save numpy.ascontiguousarray(map)`);
  }
  const sizes = shape[1]!.split(',').map((s) => s.trim());
  if (sizes.at(-1) === '') sizes.pop();
  const [rows, columns] = sizes.map((s) => (/^\d+$/.test(s) ? Number(s) : Number.NaN));
  if (sizes.length !== 2 || !rows || !columns) {
    throw badInput(`${name}: shape (${shape[1]}) is not that of a map; a map has two dimensions, rows and columns`);
  }
  if (rows * columns > MAX_CELLS)
    throw badInput(`${name}: shape (${shape[1]}) is larger than any map; the file is damaged`);
  return { type, littleEndian: descr[1] !== '>', rows, columns } as const;
}

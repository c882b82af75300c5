/** One field of a TIFF directory (TIFF 6.0, section 2). */
export type TiffField =
  | { readonly tag: number; readonly type: 'short' | 'long'; readonly values: readonly number[] }
  | { readonly tag: number; readonly type: 'double'; readonly values: readonly number[] }
  | { readonly tag: number; readonly type: 'ascii'; readonly text: string };

const CODES = { ascii: 2, short: 3, long: 4, double: 12 } as const;
const SIZES = { ascii: 1, short: 2, long: 4, double: 8 } as const;
const STRIP_OFFSETS = 273;

/** A little-endian TIFF of one uncompressed float32 image in a single strip; `fields` come without StripOffsets. */
export function encodeFloat32Tiff(values: Float32Array, fields: readonly TiffField[]): Uint8Array<ArrayBuffer> {
  const texts = new Map(
    fields.flatMap((f) => (f.type === 'ascii' ? [[f.tag, new TextEncoder().encode(`${f.text}\0`)] as const] : [])),
  );
  const count = (f: TiffField) => (f.type === 'ascii' ? texts.get(f.tag)!.length : f.values.length);
  const all: TiffField[] = [...fields, { tag: STRIP_OFFSETS, type: 'long', values: [0] } as const].sort(
    (a, b) => a.tag - b.tag,
  );
  const directory = 8;
  let next = directory + 2 + 12 * all.length + 4;
  const offsets = all.map((f) => {
    const size = count(f) * SIZES[f.type];
    if (size <= 4) return -1;
    const at = next + (next % 2);
    next = at + size;
    return at;
  });
  const data = next + ((8 - (next % 8)) % 8);
  const bytes = new Uint8Array(data + 4 * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  view.setUint16(directory, all.length, true);
  all.forEach((f, i) => {
    const entry = directory + 2 + 12 * i;
    view.setUint16(entry, f.tag, true);
    view.setUint16(entry + 2, CODES[f.type], true);
    view.setUint32(entry + 4, count(f), true);
    const offset = offsets[i]!;
    const at = offset < 0 ? entry + 8 : offset;
    if (offset >= 0) view.setUint32(entry + 8, offset, true);
    if (f.type === 'ascii') {
      bytes.set(texts.get(f.tag)!, at);
      return;
    }
    (f.tag === STRIP_OFFSETS ? [data] : f.values).forEach((value, k) => {
      if (f.type === 'short') view.setUint16(at + 2 * k, value, true);
      else if (f.type === 'long') view.setUint32(at + 4 * k, value, true);
      else view.setFloat64(at + 8 * k, value, true);
    });
  });
  for (let i = 0; i < values.length; i++) view.setFloat32(data + 4 * i, values[i]!, true);
  return bytes;
}

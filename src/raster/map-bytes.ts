import type { RasterGrid } from './raster-grid.ts';

/** What a map's SHA-256 is taken over: its grid as text, then its float32 values, little-endian, with every NaN written alike. */
export function mapBytes(values: Float32Array, grid: RasterGrid): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode([grid.columns, grid.rows, grid.cellSizeM, grid.westM, grid.northM].join(' '));
  const bytes = new Uint8Array(text.length + 4 * values.length);
  bytes.set(text);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) {
    const at = text.length + 4 * i;
    const value = values[i]!;
    if (Number.isNaN(value)) view.setUint32(at, 0x7fc00000, true);
    else view.setFloat32(at, value, true);
  }
  return bytes;
}

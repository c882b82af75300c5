import { createHash } from 'node:crypto';
import type { RasterGrid } from '../raster/raster-grid.ts';

/** SHA-256 of a map: its grid as text, then its float32 values, little-endian, with every NaN written alike. */
export function mapHash(values: Float32Array, grid: RasterGrid): string {
  const bytes = new DataView(new ArrayBuffer(4 * values.length));
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) bytes.setUint32(4 * i, 0x7fc00000, true);
    else bytes.setFloat32(4 * i, value, true);
  }
  return createHash('sha256')
    .update([grid.columns, grid.rows, grid.cellSizeM, grid.westM, grid.northM].join(' '))
    .update(new Uint8Array(bytes.buffer))
    .digest('hex');
}

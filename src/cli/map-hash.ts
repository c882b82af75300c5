import { createHash } from 'node:crypto';
import { mapBytes } from '../raster/map-bytes.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';

/** SHA-256 of a map (see `mapBytes`). */
export function mapHash(values: Float32Array, grid: RasterGrid): string {
  return createHash('sha256').update(mapBytes(values, grid)).digest('hex');
}

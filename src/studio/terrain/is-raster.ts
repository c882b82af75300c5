import type { NamedBytes } from '../../worker/engine-protocol.ts';

/** True for a lone GeoTIFF, by its first bytes: classic or big, in either byte order. */
export function isLoneRaster(files: readonly NamedBytes[]): boolean {
  const [file] = files;
  if (!file || files.length > 1) return false;
  const [a, b, c, d] = file.bytes;
  const order = String.fromCharCode(a ?? 0, b ?? 0);
  if (order === 'II') return (c === 42 || c === 43) && d === 0;
  return order === 'MM' && c === 0 && (d === 42 || d === 43);
}

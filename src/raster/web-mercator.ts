import type { LonLatBox } from './lonlat-box.ts';

/**
 * Web Mercator as the unit square that map tiles divide (EPSG:3857 scaled): x runs east from 180 W, y SOUTH from 85.05 N.
 */
export interface UnitPoint {
  readonly x: number;
  readonly y: number;
}

/** Latitude at which the square ends [degrees]. */
export const MERCATOR_LIMIT_DEG = 85.051_128_779_806_6;

/** Latitudes beyond the square are taken at its edge. */
export function mercatorOf(lonDeg: number, latDeg: number): UnitPoint {
  const lat = Math.max(-MERCATOR_LIMIT_DEG, Math.min(MERCATOR_LIMIT_DEG, latDeg));
  const phi = (lat * Math.PI) / 180;
  return { x: lonDeg / 360 + 0.5, y: 0.5 - Math.asinh(Math.tan(phi)) / (2 * Math.PI) };
}

export function lonLatOf(x: number, y: number): readonly [lonDeg: number, latDeg: number] {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI];
}

/** Columns and rows of the tiles of a zoom level that a box meets, ends included. */
export interface TileRange {
  readonly zoom: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

export function tilesOf(box: LonLatBox, zoom: number): TileRange {
  const n = 2 ** zoom;
  const at = (v: number) => Math.max(0, Math.min(n - 1, Math.floor(v * n)));
  const nw = mercatorOf(box.west, box.north);
  const se = mercatorOf(box.east, box.south);
  return { zoom, west: at(nw.x), north: at(nw.y), east: at(se.x), south: at(se.y) };
}

export function tileCount(range: TileRange): number {
  return (range.east - range.west + 1) * (range.south - range.north + 1);
}

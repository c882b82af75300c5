import { placedRaster } from './placed-raster.ts';

/** The middle of the town of own-town.ts. */
const PLACE = { zone: 33, latDeg: 50.08, lonDeg: 14.42, cells: 120, cellM: 10 };

/** A GeoTIFF of ground heights about that town, or so far east of it [m]: metres in UTM, from metres about the middle. */
export function ownTerrain(height: (x: number, y: number) => number, eastM = 0, placed = true): Uint8Array {
  return placedRaster({ ...PLACE, eastM, placed }, height);
}

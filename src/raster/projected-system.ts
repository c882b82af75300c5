import { type LatLon, utmFrame, wgs84FromLocal } from './geo-frame.ts';

/** A projected coordinate system that is tied to latitude and longitude here. */
export interface ProjectedSystem {
  /** True where the metres can be a place of the system at all. */
  holds(x: number, y: number): boolean;
  wgs84(x: number, y: number): LatLon;
}

/** Radius of the sphere of EPSG:3857, and half its width [m]. */
const WEB_MERCATOR_RADIUS_M = 6_378_137;
const WEB_MERCATOR_HALF_M = Math.PI * WEB_MERCATOR_RADIUS_M;

/** What systemOfEpsg knows, for messages. */
export const KNOWN_SYSTEMS =
  'UTM on WGS 84 (32601 to 32660 north, 32701 to 32760 south), on ETRS89 (25828 to 25838), or 3857';

/**
 * The system of an EPSG code: UTM zones on WGS 84 and on ETRS89 (which are taken as one, less than a metre apart), and Web Mercator.
 * @returns null for others
 */
export function systemOfEpsg(epsg: number): ProjectedSystem | null {
  if (epsg === 3857) {
    return {
      holds: (x, y) => Math.abs(x) <= WEB_MERCATOR_HALF_M && Math.abs(y) <= WEB_MERCATOR_HALF_M,
      wgs84: (x, y) => ({
        lonDeg: ((x / WEB_MERCATOR_RADIUS_M) * 180) / Math.PI,
        latDeg: (Math.atan(Math.sinh(y / WEB_MERCATOR_RADIUS_M)) * 180) / Math.PI,
      }),
    };
  }
  const family = Math.floor(epsg / 100);
  const zone = epsg % 100;
  const known =
    family === 258 ? zone >= 28 && zone <= 38 : (family === 326 || family === 327) && zone >= 1 && zone <= 60;
  if (!known || !Number.isInteger(epsg)) return null;
  const frame = utmFrame(zone, family !== 327, 0, 0);
  return {
    // A zone is 6 degrees wide, 668 km at the equator; neighbours overlap by a degree or so in practice.
    holds: (x, y) => x >= 0 && x <= 1e6 && y >= 0 && y <= 1e7,
    wgs84: (x, y) => wgs84FromLocal(frame, x, y),
  };
}

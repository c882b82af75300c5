import { KNOWN_SYSTEMS, type ProjectedSystem, systemOfEpsg } from '../../raster/projected-system.ts';
import { badInput } from '../../units/errors.ts';
import type { GpkgPoint } from './gpkg-geometry.ts';

/** Systems of longitude and latitude that are taken as WGS 84: itself, with heights, and ETRS89, less than a metre from it. */
const DEGREES = /^(CRS84h?|4326|4979|4258)$/;

/**
 * The system of points in a file that names it, by its EPSG code; null for degrees.
 * @param what names the points, for the message
 * @throws UserError('bad-input') for systems that are not known here, with the cure
 */
export function pointSystem(code: string, title: string, what: string): ProjectedSystem | null {
  if (DEGREES.test(code)) return null;
  const system = /^\d{4,6}$/.test(code) ? systemOfEpsg(Number(code)) : null;
  if (system) return system;
  throw badInput(
    `${what} in ${title}; points are read in WGS 84 degrees (EPSG:4326) and in ${KNOWN_SYSTEMS}. Convert it (ogr2ogr -t_srs EPSG:4326)`,
  );
}

/** Points of a system in degrees; where the metres can be no place of the system there is no position. */
export function inDegrees(points: readonly GpkgPoint[], system: ProjectedSystem | null): readonly GpkgPoint[] {
  if (system === null) return points;
  return points.map(([x, y, z]) => {
    if (!system.holds(x, y)) return [Number.NaN, Number.NaN, z];
    const { latDeg, lonDeg } = system.wgs84(x, y);
    return [lonDeg, latDeg, z];
  });
}

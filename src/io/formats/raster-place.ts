import { type GeoFrame, localFromWgs84, utmFrame, wgs84FromLocal } from '../../raster/geo-frame.ts';
import type { BoundsM } from '../../raster/raster-grid.ts';
import { badInput } from '../../units/errors.ts';
import type { GeoTiffRaster } from './geotiff-raster.ts';

const WEB_MERCATOR_RADIUS_M = 6_378_137;

/** Where a point of the scene lies in the raster, in cells from its north-west corner. */
export type ToRaster = (x: number, y: number) => [column: number, row: number];

/**
 * Where the points of a scene lie in a raster of WGS 84, ETRS89, UTM or Web Mercator; of a scene without a place in metres of its frame.
 * @throws UserError('bad-input') where raster and scene have no place in common
 */
export function placeInRaster(
  name: string,
  raster: GeoTiffRaster,
  { frame, name: sceneName }: { readonly name: string; readonly frame: GeoFrame | null },
): ToRaster {
  const cells = (x: number, y: number): [number, number] => [
    (x - raster.west) / raster.stepX,
    (raster.north - y) / raster.stepY,
  ];
  if (frame === null) {
    if (raster.geographic) {
      throw badInput(
        `${name} is in degrees, and ${sceneName} has no place on the Earth; give one in metres of the scene's frame.`,
      );
    }
    return cells;
  }
  const project = projectionOf(raster);
  if (project === null) {
    const system = raster.epsg === null ? 'no coordinate system' : `the coordinate system EPSG:${raster.epsg}`;
    throw badInput(
      `${name} has ${system}, which cannot be tied to the place of ${sceneName} here. Reproject it to UTM (gdalwarp -t_srs EPSG:326xx) or to EPSG:4326.`,
    );
  }
  return (x, y) => cells(...project(frame, x, y));
}

/** Model coordinates of the raster's system from metres of a scene's frame; null for systems that are not known here. */
function projectionOf({
  epsg,
  geographic,
}: GeoTiffRaster): ((frame: GeoFrame, x: number, y: number) => [number, number]) | null {
  if (geographic) {
    return (frame, x, y) => {
      const p = wgs84FromLocal(frame, x, y);
      return [p.lonDeg, p.latDeg];
    };
  }
  if (epsg === 3857) {
    return (frame, x, y) => {
      const p = wgs84FromLocal(frame, x, y);
      const lat = (p.latDeg * Math.PI) / 180;
      return [((p.lonDeg * Math.PI) / 180) * WEB_MERCATOR_RADIUS_M, Math.asinh(Math.tan(lat)) * WEB_MERCATOR_RADIUS_M];
    };
  }
  const zone = utmZone(epsg);
  if (zone === null) return null;
  const utm = utmFrame(zone.number, zone.north, 0, 0);
  return (frame, x, y) => {
    const p = localFromWgs84(utm, wgs84FromLocal(frame, x, y));
    return [p.x, p.y];
  };
}

/** UTM on WGS 84, or on ETRS89, which is taken as the same (less than a metre apart). */
function utmZone(epsg: number | null): { number: number; north: boolean } | null {
  const wgs84 = /^32([67])(\d\d)$/.exec(String(epsg));
  const etrs89 = /^258([23]\d)$/.exec(String(epsg));
  const number = Number(wgs84?.[2] ?? etrs89?.[1]);
  if (!(number >= 1 && number <= 60)) return null;
  return { number, north: wgs84 === null || wgs84[1] === '6' };
}

/** Side of the raster's cells in metres of the scene's frame, at the middle of it. */
export function cellSizeIn(toRaster: ToRaster, b: BoundsM): number {
  const [x, y] = [(b.minX + b.maxX) / 2, (b.minY + b.maxY) / 2];
  const [c, r] = toRaster(x, y);
  const [cx, rx] = toRaster(x + 1, y);
  const [cy, ry] = toRaster(x, y + 1);
  return 1 / Math.max(Math.hypot(cx - c, rx - r), Math.hypot(cy - c, ry - r));
}

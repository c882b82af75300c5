import type { GeoFrame } from '../../raster/geo-frame.ts';
import { localFrame, localFromWgs84, utmFrame } from '../../raster/geo-frame.ts';
import type { Ring } from '../../scene/scene.ts';
import type { Issue } from '../../units/errors.ts';
import { badInput } from '../../units/errors.ts';
import type { GeoTiffRaster } from './geotiff-raster.ts';

/** How a raster lies in the scene frame. */
export interface RasterFrame {
  readonly frame: GeoFrame | null;
  /** Local metres of corners given in cell units (x = column, y = rows - row, up). */
  place(ring: Ring): Ring;
  readonly issues: readonly Issue[];
}

/** Radius of the sphere of EPSG:3857 [m]. */
const WEB_MERCATOR_RADIUS_M = 6_378_137;

/**
 * The scene frame of a raster: UTM (WGS 84) keeps its axes, with the origin at the south-west corner; degrees (WGS 84, ETRS89)
 * and Web Mercator are laid into a frame centred on the raster; another projected system keeps its metres without a place.
 */
export function rasterFrame(name: string, raster: GeoTiffRaster): RasterFrame {
  const { rows, west, stepX, stepY, epsg, geographic } = raster;
  const south = raster.north - rows * stepY;
  const scaled = (ring: Ring) => ring.map((v, i) => v * (i % 2 ? stepY : stepX));
  const utm = epsg === null ? null : /^32([67])(\d\d)$/.exec(String(epsg));
  if (utm && Number(utm[2]) >= 1 && Number(utm[2]) <= 60) {
    return { frame: utmFrame(Number(utm[2]), utm[1] === '6', west, south), place: scaled, issues: [] };
  }
  if (geographic || epsg === 3857) {
    const wgs84 = (x: number, y: number) =>
      geographic
        ? { lonDeg: x, latDeg: y }
        : {
            lonDeg: ((x / WEB_MERCATOR_RADIUS_M) * 180) / Math.PI,
            latDeg: (Math.atan(Math.sinh(y / WEB_MERCATOR_RADIUS_M)) * 180) / Math.PI,
          };
    const centre = wgs84(west + (raster.columns * stepX) / 2, south + (rows * stepY) / 2);
    if (!(Math.abs(centre.latDeg) < 85 && Math.abs(centre.lonDeg) <= 180)) {
      throw badInput(
        `${name}: its centre, latitude ${centre.latDeg}, longitude ${centre.lonDeg}, is not on the map (latitude up to 85, longitude up to 180).`,
      );
    }
    const frame = localFrame(centre);
    const place = (ring: Ring) => {
      const out = new Float64Array(ring.length);
      for (let i = 0; i < ring.length; i += 2) {
        const p = localFromWgs84(frame, wgs84(west + ring[i]! * stepX, south + ring[i + 1]! * stepY));
        out[i] = p.x;
        out[i + 1] = p.y;
      }
      return out;
    };
    return { frame, place, issues: [] };
  }
  const system = epsg === null ? 'no coordinate system' : `the coordinate system EPSG:${epsg}`;
  return {
    frame: null,
    place: scaled,
    issues: [
      {
        kind: 'warning',
        code: 'frame-unknown',
        message: `${name} has ${system}, which cannot be tied to latitude and longitude here; its units are taken as metres from the south-west corner. Reproject it to UTM (gdalwarp -t_srs EPSG:326xx) to place it on the Earth.`,
        count: 1,
      },
    ],
  };
}

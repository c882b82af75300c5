import { writeGeoTiffMap } from '../../src/io/formats/geotiff-map.ts';
import { localFromWgs84, utmFrame } from '../../src/raster/geo-frame.ts';

/** A square raster in metres of a UTM zone of the northern half. */
export interface RasterPlace {
  readonly zone: number;
  /** Its middle. */
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly cells: number;
  readonly cellM: number;
  /** So far east of it [m]. */
  readonly eastM?: number;
  /** Without a place on the Earth where it is false. */
  readonly placed?: boolean;
}

/** The middle of the demo's city, with what lies around it. */
export const DEMO_PLACE: RasterPlace = { zone: 32, latDeg: 48, lonDeg: 11, cells: 120, cellM: 25 };

/** A GeoTIFF of values by their place [m from the middle, east and north]. */
export function placedRaster(
  { zone, latDeg, lonDeg, cells, cellM, eastM = 0, placed = true }: RasterPlace,
  value: (x: number, y: number) => number,
): Uint8Array {
  const frame = utmFrame(zone, true, 0, 0);
  const centre = localFromWgs84(frame, { latDeg, lonDeg });
  const half = (cells * cellM) / 2;
  const grid = {
    columns: cells,
    rows: cells,
    cellSizeM: cellM,
    westM: Math.round(centre.x) - half + eastM,
    northM: Math.round(centre.y) + half,
  };
  const values = Float32Array.from({ length: cells * cells }, (_, i) =>
    value(((i % cells) + 0.5) * cellM - half, half - (Math.floor(i / cells) + 0.5) * cellM),
  );
  return writeGeoTiffMap(values, {
    ...{ format: 'boresight-map', version: 1, layer: 'raster', unit: '', grid, scene: '', engine: '' },
    ...{ frame: placed ? frame : null, receiverZM: 0, sectors: [] },
  });
}

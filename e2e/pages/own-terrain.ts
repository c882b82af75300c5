import { writeGeoTiffMap } from '../../src/io/formats/geotiff-map.ts';
import { localFromWgs84, utmFrame } from '../../src/raster/geo-frame.ts';

/** The middle of the town of own-town.ts. */
const PLACE = { latDeg: 50.08, lonDeg: 14.42 };
const CELL_M = 10;
const CELLS = 120;

/** A GeoTIFF of ground heights about that town, or so far east of it [m]: metres in UTM, from metres about the middle. */
export function ownTerrain(height: (x: number, y: number) => number, eastM = 0, placed = true): Uint8Array {
  const frame = utmFrame(33, true, 0, 0);
  const centre = localFromWgs84(frame, PLACE);
  const half = (CELLS * CELL_M) / 2;
  const grid = {
    columns: CELLS,
    rows: CELLS,
    cellSizeM: CELL_M,
    westM: Math.round(centre.x) - half + eastM,
    northM: Math.round(centre.y) + half,
  };
  const values = Float32Array.from({ length: CELLS * CELLS }, (_, i) =>
    height(((i % CELLS) + 0.5) * CELL_M - half, half - (Math.floor(i / CELLS) + 0.5) * CELL_M),
  );
  return writeGeoTiffMap(values, {
    ...{ format: 'boresight-map', version: 1, layer: 'terrain', unit: 'm', grid, scene: '', engine: '' },
    ...{ frame: placed ? frame : null, receiverZM: 0, sectors: [] },
  });
}

import { encodeMap } from '../io/formats/encode-map.ts';
import { cellCentre, cellCount, gridCentredOn } from '../raster/raster-grid.ts';

const GRID = gridCentredOn(0, 0, 40, 40, 10);

/** The files of a map of one sector at (x, y): RSRP [dBm] falling by 35 dB a decade from -60 dBm at 10 m, bent by `offsetDb`. */
export function sectorMapFiles(
  path: string,
  id: string,
  x: number,
  y: number,
  offsetDb: (x: number, y: number) => number,
) {
  const values = Float32Array.from({ length: cellCount(GRID) }, (_, cell) => {
    const at = cellCentre(GRID, cell);
    return -60 - 35 * Math.log10(Math.max(1, Math.hypot(at.x - x, at.y - y) / 10)) + offsetDb(at.x, at.y);
  });
  return encodeMap(path, values, {
    format: 'boresight-map',
    version: 1,
    layer: 'rsrp',
    unit: 'dBm',
    grid: GRID,
    frame: null,
    scene: 'plain',
    engine: 'test',
    receiverZM: 1.5,
    sectors: [{ id, x, y, z: 20 }],
  });
}

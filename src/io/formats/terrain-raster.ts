import { cornerHeights, fillCorners } from '../../raster/corner-heights.ts';
import { gridOfBounds } from '../../raster/raster-grid.ts';
import type { Scene } from '../../scene/scene.ts';
import type { Terrain } from '../../scene/terrain.ts';
import { badInput, type Issue } from '../../units/errors.ts';
import { type GeoTiffRaster, readGeoTiff } from './geotiff-raster.ts';
import { cellSizeIn, placeInRaster } from './raster-place.ts';

/** Most cells of a scene's ground: each is two triangles. */
const MOST_CELLS = 250_000;
/** Nothing on Earth is higher, or lower [m]. */
const HIGHEST_M = 9000;
const LOWEST_M = -1000;

/**
 * Reads a raster of ground heights [m] (GeoTIFF, any of WGS 84, ETRS89, UTM, Web Mercator) for the ground of a scene, on square cells of its
 * frame: as fine as the file's, or as coarse as 250,000 of them ask for. Heights lie at the middle of the file's cells and are linear
 * between them. z of the scene is then that of the file.
 * @throws UserError when it is no raster, does not lie under the scene, or holds impossible heights
 */
export async function readTerrain(
  name: string,
  bytes: Uint8Array,
  scene: Pick<Scene, 'name' | 'frame' | 'groundBoundsM'>,
): Promise<{ terrain: Terrain; issues: readonly Issue[] }> {
  const raster = await readGeoTiff(name, bytes);
  const toRaster = placeInRaster(name, raster, scene);
  if (Array.prototype.every.call(raster.values, (z: number) => !Number.isFinite(z) || z === raster.noData)) {
    throw badInput(
      `${name} holds no height: all of its ${raster.columns} x ${raster.rows} cells are "no data". Export it again from where it comes, with values.`,
    );
  }
  const b = scene.groundBoundsM;
  const fileCellM = cellSizeIn(toRaster, b);
  const cellSizeM = Math.max(fileCellM, Math.sqrt(((b.maxX - b.minX) * (b.maxY - b.minY)) / MOST_CELLS));
  const grid = gridOfBounds(b, cellSizeM);
  const cornerZM = cornerHeights(grid, (x, y) => sample(raster, ...toRaster(x, y)));
  const wrong = cornerZM.findIndex((z) => z > HIGHEST_M || z < LOWEST_M);
  if (wrong >= 0) {
    throw badInput(
      `${name}: height ${cornerZM[wrong]} m is outside ${LOWEST_M} to ${HIGHEST_M} m. If it stands for "no data", say so in the file (GDAL_NODATA); if the raster is in feet or centimetres, rescale it.`,
    );
  }
  const missing = fillCorners(cornerZM, grid);
  if (missing < 0) {
    throw badInput(
      `${name} does not lie under ${scene.name}: it has no height anywhere within the scene's ${(b.maxX - b.minX).toFixed(0)} x ${(b.maxY - b.minY).toFixed(0)} m. Cut out the terrain of the same place.`,
    );
  }
  const issues: Issue[] = [];
  const say = (code: string, count: number, message: string) => issues.push({ kind: 'warning', code, count, message });
  if (missing > 0) {
    const share = ((100 * missing) / cornerZM.length).toFixed(1);
    say(
      'terrain-missing',
      missing,
      `${name}: the ground's height is unknown on ${share} % of the scene; the nearest known one is taken there.`,
    );
  }
  if (cellSizeM > 1.01 * fileCellM) {
    say(
      'terrain-coarser',
      1,
      `${name}: its cells of ${fileCellM.toFixed(2)} m are taken every ${cellSizeM.toFixed(2)} m, to keep the ground within ${MOST_CELLS} cells.`,
    );
  }
  return { terrain: { grid, cornerZM, name }, issues };
}

/** The height at a place in cells, linear between the middles of cells; NaN outside and beside unknown ones. */
function sample({ columns, rows, values, noData }: GeoTiffRaster, column: number, row: number): number {
  if (!(column >= 0 && row >= 0 && column <= columns && row <= rows)) return Number.NaN;
  const gx = Math.min(columns - 1, Math.max(0, column - 0.5));
  const gy = Math.min(rows - 1, Math.max(0, row - 0.5));
  const c = Math.min(Math.max(0, columns - 2), Math.floor(gx));
  const r = Math.min(Math.max(0, rows - 2), Math.floor(gy));
  const at = (dc: number, dr: number) => {
    const z = values[Math.min(rows - 1, r + dr) * columns + Math.min(columns - 1, c + dc)]!;
    return z === noData ? Number.NaN : z;
  };
  const [u, v] = [gx - c, gy - r];
  const mixed = (a: number, b: number, share: number) => (share === 0 ? a : share === 1 ? b : a + share * (b - a));
  return mixed(mixed(at(0, 0), at(1, 0), u), mixed(at(0, 1), at(1, 1), u), v);
}

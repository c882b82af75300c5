import type { GeoFrame } from '../../raster/geo-frame.ts';
import { cellCentre, cellCount, gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import type { ClassRaster } from '../../scene/scene.ts';
import { badInput } from '../../units/errors.ts';
import { type GeoTiffRaster, readGeoTiff } from './geotiff-raster.ts';
import { cellSizeIn, placeInRaster } from './raster-place.ts';

/** Where the cells of a map lie, for messages and on the Earth. */
interface MapPlace {
  readonly name: string;
  readonly frame: GeoFrame | null;
}

/** Points along a side of a cell at most, and points to a side of the raster's cells. */
const MOST_POINTS = 16;
const POINTS_PER_CELL = 2;

/**
 * Persons by cell of a map from a raster of persons a cell (GeoTIFF; WGS 84, ETRS89, UTM, Web Mercator), such as WorldPop's: each cell of the
 * raster is spread evenly over its area, by points in the cells of the map. Unknown is nobody.
 * @throws UserError('bad-input') for what is no raster, lies elsewhere, holds negative numbers, or has nobody on the map
 */
export async function readPersons(
  name: string,
  bytes: Uint8Array,
  grid: RasterGrid,
  place: MapPlace,
): Promise<Float64Array> {
  const raster = await readGeoTiff(name, bytes);
  const toRaster = placeInRaster(name, raster, place);
  const fileCellM = cellSizeIn(toRaster, gridBounds(grid));
  const side = Math.min(MOST_POINTS, Math.max(1, Math.ceil((POINTS_PER_CELL * grid.cellSizeM) / fileCellM - 1e-6)));
  const step = grid.cellSizeM / side;
  const persons = new Float64Array(cellCount(grid));
  for (let cell = 0; cell < persons.length; cell++) {
    const { x, y } = cellCentre(grid, cell);
    const [c, r] = toRaster(x, y);
    const [cx, rx] = toRaster(x + 1, y);
    const [cy, ry] = toRaster(x, y + 1);
    // Cells of the raster that one point of the map's cell stands for.
    const share = Math.abs((cx - c) * (ry - r) - (rx - r) * (cy - c)) * step ** 2;
    for (let i = 0; i < side; i++) {
      for (let j = 0; j < side; j++) {
        const at = (k: number) => (k + 0.5) * step - grid.cellSizeM / 2;
        const [column, row] = toRaster(x + at(i), y + at(j));
        const value = valueAt(raster, column, row);
        if (value < 0)
          throw badInput(
            `${placeOf(name, column, row)}: ${value} persons in a cell; they are 0 or more. If it stands for "no data", say so in the file (GDAL_NODATA).`,
          );
        if (value > 0) persons[cell]! += share * value;
      }
    }
  }
  if (persons.some((count) => count > 0)) return persons;
  throw badInput(
    `${name}: nobody lives on the area of ${place.name}; cut the raster out of the same place, in persons a cell.`,
  );
}

/**
 * Classes by cell of a map from a raster of class numbers 0 to 255 (GeoTIFF, systems as above), each where the middle of the cell lies; 0
 * where it is unknown. Classes are named by their numbers, "class 12".
 * @throws UserError('bad-input') for what is no raster, lies elsewhere, or holds other numbers
 */
export async function readClasses(
  name: string,
  bytes: Uint8Array,
  grid: RasterGrid,
  place: MapPlace,
): Promise<ClassRaster> {
  const raster = await readGeoTiff(name, bytes);
  const toRaster = placeInRaster(name, raster, place);
  const classes = new Uint8Array(cellCount(grid));
  for (let cell = 0; cell < classes.length; cell++) {
    const { x, y } = cellCentre(grid, cell);
    const [column, row] = toRaster(x, y);
    const value = valueAt(raster, column, row);
    if (Number.isNaN(value)) continue;
    if (!(Number.isInteger(value) && value >= 0 && value <= 255))
      throw badInput(
        `${placeOf(name, column, row)}: ${value} is no class; classes are whole numbers from 0 to 255, 0 for unknown. Give the raster of classes, not of heights or shares, and say in the file what stands for "no data" (GDAL_NODATA).`,
      );
    classes[cell] = value;
  }
  if (!classes.some((value) => value > 0))
    throw badInput(`${name}: has no class on the area of ${place.name}; cut the raster out of the same place.`);
  const most = classes.reduce((a, b) => Math.max(a, b), 0);
  return {
    grid,
    classes,
    names: Array.from({ length: most + 1 }, (_, value) => (value === 0 ? 'unknown' : `class ${value}`)),
  };
}

/** A cell of the raster for messages, counted from 1 at the north-west. */
function placeOf(name: string, column: number, row: number): string {
  return `${name}, row ${Math.floor(row) + 1}, column ${Math.floor(column) + 1}`;
}

/** The value of the cell that a place lies in; NaN where it is unknown. */
function valueAt({ columns, rows, values, noData }: GeoTiffRaster, column: number, row: number): number {
  const [c, r] = [Math.floor(column), Math.floor(row)];
  if (!(c >= 0 && r >= 0 && c < columns && r < rows)) return Number.NaN;
  const value = values[r * columns + c]!;
  return value === noData ? Number.NaN : value;
}

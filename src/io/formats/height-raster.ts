import type { FootprintDraft } from '../../scene/build-scene.ts';
import { DEFAULT_BUILDING_MATERIAL } from '../../scene/build-scene.ts';
import type { RasterRegion } from '../../scene/regions-from-raster.ts';
import { regionsFromRaster } from '../../scene/regions-from-raster.ts';
import type { Building, Ring } from '../../scene/scene.ts';
import { TALLEST_BUILDING_M } from '../../scene/validate.ts';
import type { Issue } from '../../units/errors.ts';
import { badInput } from '../../units/errors.ts';
import { readGeoTiff } from './geotiff-raster.ts';
import { rasterFrame } from './raster-frame.ts';

/** Below this a cell is open ground: surface models are no better [m]. */
const LEAST_HEIGHT_M = 1.5;
/** Heights are rounded to the first of these steps that keeps the city within the wall budget [m]. */
const STEPS_M = [1, 2, 3, 5, 10];
const WALL_BUDGET = 60_000;

/**
 * Reads a raster of building heights above ground [m] (GeoTIFF): NaN and the file's no-data value are unknown, 0 is no building.
 * Cells of equal height (to 1 m, or coarser where the city would have over 60,000 walls) are joined into prisms. A UTM raster
 * keeps its metre axes, with the origin at its south-west corner; one in degrees is laid into a frame of its own.
 * @throws UserError when it is no raster, has no building, or holds impossible heights
 */
export async function readHeightRaster(name: string, bytes: Uint8Array): Promise<FootprintDraft> {
  const raster = await readGeoTiff(name, bytes);
  const { columns, rows, values } = raster;
  const { frame, place, issues: frameIssues } = rasterFrame(name, raster);
  const issues: Issue[] = [...frameIssues];
  const heights = new Float64Array(columns * rows);
  const unknown = new Uint8Array(columns * rows);
  let low = 0;
  for (let i = 0; i < heights.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value) || value === raster.noData) unknown[i] = 1;
    else if (value < 0 || value > TALLEST_BUILDING_M) {
      const at = `column ${i % columns}, row ${Math.floor(i / columns)}`;
      throw badInput(
        `${name}: height ${value} m at ${at} is outside 0 to ${TALLEST_BUILDING_M} m. If it stands for "no data", say so in the file (GDAL_NODATA); if the raster is altitude above sea level, subtract the terrain.`,
      );
    } else if (value >= LEAST_HEIGHT_M) heights[i] = value;
    else if (value > 0) low++;
  }
  const missing = unknown.reduce((sum, u) => sum + u, 0);
  const filled = fillEnclosed(heights, unknown, columns, rows);
  const say = (kind: Issue['kind'], code: string, count: number, message: string) => {
    if (count > 0) issues.push({ kind, code, count, message });
  };
  const share = ((100 * missing) / heights.length).toFixed(1);
  say(
    'warning',
    'unknown-cells',
    missing,
    `${name}: the height of ${missing} of ${heights.length} cells (${share} %) is unknown; they are taken as open ground.`,
  );
  say(
    'repaired',
    'unknown-cells-filled',
    filled,
    `${name}: ${filled} unknown cells with building on three or four sides were given its height.`,
  );
  say(
    'warning',
    'low-cells',
    low,
    `${name}: ${low} cells are lower than ${LEAST_HEIGHT_M} m and taken as open ground.`,
  );
  const { regions, stepM } = joinRegions(heights, columns, rows);
  if (stepM > 1) {
    say(
      'warning',
      'heights-rounded',
      1,
      `${name}: heights were rounded to ${stepM} m to keep the city within ${WALL_BUDGET} walls.`,
    );
  }
  const buildings = regions.map((region) => buildingOf(region, heights, columns, place));
  const corners = place(Float64Array.of(0, 0, columns, 0, columns, rows, 0, rows));
  const xs = [0, 2, 4, 6].map((i) => corners[i]!);
  const ys = [1, 3, 5, 7].map((i) => corners[i]!);
  const groundBoundsM = { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
  return { buildings, frame, source: 'raster', groundBoundsM, issues };
}

/** Gives unknown cells the height of the building that has three of their four sides; returns how many. */
function fillEnclosed(heights: Float64Array, unknown: Uint8Array, columns: number, rows: number): number {
  const found: [number, number][] = [];
  for (let i = 0; i < heights.length; i++) {
    const c = i % columns;
    if (!unknown[i] || c === 0 || c + 1 === columns || i < columns || i >= columns * (rows - 1)) continue;
    const around = [heights[i - 1]!, heights[i + 1]!, heights[i - columns]!, heights[i + columns]!];
    const same = around.find((h) => h > 0 && around.filter((o) => Math.abs(o - h) < 0.5).length >= 3);
    if (same !== undefined) found.push([i, same]);
  }
  for (const [i, height] of found) heights[i] = height;
  return found.length;
}

function joinRegions(heights: Float64Array, columns: number, rows: number): { regions: RasterRegion[]; stepM: number } {
  let result: { regions: RasterRegion[]; stepM: number } = { regions: [], stepM: 1 };
  for (const stepM of STEPS_M) {
    const level = Uint16Array.from(heights, (h) => (h > 0 ? Math.max(1, Math.round(h / stepM)) : 0));
    const regions = regionsFromRaster(level, columns, rows);
    result = { regions, stepM };
    const walls = regions.reduce(
      (sum, { polygon }) => sum + [polygon.outer, ...polygon.holes].reduce((n, ring) => n + ring.length / 2, 0),
      0,
    );
    if (walls <= WALL_BUDGET) break;
  }
  return result;
}

function buildingOf(
  region: RasterRegion,
  heights: Float64Array,
  columns: number,
  place: (ring: Ring) => Ring,
): Building {
  const column = region.firstCell % columns;
  const row = (region.firstCell - column) / columns;
  return {
    id: `row ${row} column ${column}`,
    outer: place(region.polygon.outer),
    holes: region.polygon.holes.map(place),
    heightM: region.cells.reduce((sum, cell) => sum + heights[cell]!, 0) / region.cells.length,
    wallMaterial: DEFAULT_BUILDING_MATERIAL,
    roofMaterial: DEFAULT_BUILDING_MATERIAL,
  };
}

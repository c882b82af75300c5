import { localFromWgs84 } from '../raster/geo-frame.ts';
import { gridCentredOn, gridOfBounds, type RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput, UserError } from '../units/errors.ts';
import type { ExtentOptions } from './extent-options.ts';

/**
 * Bytes a cell takes while a map is computed: float64 gain, validity, provenance, sight, sample count, the solver's
 * accumulators and the float32 layer; several sectors add the strongest level, its index and the sum of the others.
 */
const BYTES_PER_CELL = 64;
/** Typed arrays and GPU buffers index cells with 32 bits; the solvers count in planes of them. */
const MAX_CELLS = 2 ** 28;

/** Refuses a map that does not fit, with figures, before anything of its size is allocated. */
export function refuseOversized(options: ExtentOptions, memoryBytes: number): void {
  const { bounds, cellSizeM, size } = options;
  const columns = bounds ? Math.ceil((bounds.maxX - bounds.minX) / cellSizeM - 1e-6) : size;
  const rows = bounds ? Math.ceil((bounds.maxY - bounds.minY) / cellSizeM - 1e-6) : size;
  const cells = Math.max(1, columns) * Math.max(1, rows);
  const bytes = cells * BYTES_PER_CELL;
  const budget = Math.min(MAX_CELLS * BYTES_PER_CELL, memoryBytes / 2);
  if (bytes <= budget) return;
  const gib = (n: number) => `${(n / 2 ** 30).toFixed(1)} GiB`;
  const side = Math.floor(Math.sqrt(budget / BYTES_PER_CELL));
  throw new UserError(
    'over-budget',
    `a map of ${columns} x ${rows} cells of ${cellSizeM} m needs ${gib(bytes)}, the limit here is ${gib(budget)}; ` +
      `use larger cells (--cell-size) or fewer (up to about ${side} x ${side}: --size or --bounds)`,
  );
}

/** The grid that --bounds, or --centre with --size, ask for. `sectors` are those whose middle `--centre sector` means. */
export function mapGrid(options: ExtentOptions, scene: Scene, sectors: readonly Sector[]): RasterGrid {
  if (options.bounds) return gridOfBounds(options.bounds, options.cellSizeM);
  const { x, y } = centreOf(options, scene, sectors);
  return gridCentredOn(x, y, options.size, options.size, options.cellSizeM);
}

function centreOf(options: ExtentOptions, scene: Scene, sectors: readonly Sector[]): { x: number; y: number } {
  const b = scene.boundsM;
  const { centre } = options;
  if (centre.kind === 'scene') return { x: (b.minX + b.maxX) / 2, y: (b.minY + b.maxY) / 2 };
  if (centre.kind === 'sector') {
    const xs = sectors.map((s) => s.x);
    const ys = sectors.map((s) => s.y);
    return { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 };
  }
  return pointCentre(scene, centre.a, centre.b);
}

/**
 * Two numbers are metres in the scene frame or a latitude and longitude. Each reading puts the centre somewhere; the one in or
 * near the scene is meant.
 */
function pointCentre(scene: Scene, a: number, b: number): { x: number; y: number } {
  const inside = (p: { x: number; y: number }) => {
    const { minX, minY, maxX, maxY } = scene.boundsM;
    const margin = 0.5 * Math.max(maxX - minX, maxY - minY) + 1000;
    return p.x >= minX - margin && p.x <= maxX + margin && p.y >= minY - margin && p.y <= maxY + margin;
  };
  const asMetres = { x: a, y: b };
  const asDegrees =
    scene.frame !== null && Math.abs(a) <= 90 && Math.abs(b) <= 180
      ? localFromWgs84(scene.frame, { latDeg: a, lonDeg: b })
      : null;
  if (asDegrees !== null && inside(asDegrees)) return asDegrees;
  if (inside(asMetres)) return asMetres;
  throw badInput(
    `--centre ${a},${b} is far outside the scene, read as metres (x,y)${scene.frame ? ' and as degrees (lat,lon)' : '; this scene has no place on the Earth for lat,lon'}`,
  );
}
